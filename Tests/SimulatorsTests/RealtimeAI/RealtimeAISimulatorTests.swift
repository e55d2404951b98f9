import NIOCore
import NIOPosix
import Simulators
import Testing
import WebSockets

@Suite("The realtime AI on a socket", .timeLimit(.minutes(1)))
struct RealtimeAISimulatorTests {
  private let group = MultiThreadedEventLoopGroup.singleton

  private func running(
    _ behaviour: RealtimeAIBehaviour, opening: [RealtimeAIOpeningFault] = [],
    unknownModel: RealtimeAIConfiguration.UnknownModel = .refused,
    _ body: (RealtimeAISimulator) async throws -> Void
  ) async throws {
    let configuration = RealtimeAIConfiguration(
      apiKey: "sk-test", unknownModel: unknownModel, behaviour: { _ in behaviour }, opening: { _ in opening })
    try await RealtimeAISimulator.running(configuration, on: group, body)
  }

  private func status(_ body: () async throws -> Void) async -> Int? {
    do {
      try await body()
      return nil
    } catch WebSocketClientFailure.refused(let status, _) {
      return status
    } catch {
      return 0
    }
  }

  @Test func `a session opens, echoes and ends with nothing left`() async throws {
    try await running(.echo()) { simulator in
      let client = try await RealtimeClient.connect(to: simulator, on: group)
      _ = await client.events(to: "session.created")
      client.send(RealtimeRig.update)
      _ = await client.events(to: "session.updated")
      for number in 0..<5 { client.send(RealtimeRig.append([UInt8](repeating: UInt8(number), count: 160))) }
      let events = await client.events(to: "response.output_audio.delta", count: 5)
      #expect(events.filter { $0["type"] == "response.output_audio.delta" }.count == 5)
      #expect(simulator.liveSessions == 1)
      client.close()
      _ = await client.closure()
      let report = await simulator.firstReport { $0.closing != nil }
      #expect(report?.closing == .init(code: 1_000, side: .client))
      #expect(report?.appendedFrames == 5)
      #expect(report?.violations == [])
      #expect(simulator.liveSessions == 0)
    }
  }

  @Test func `a scripted answer arrives in real time`() async throws {
    try await running(.script(RealtimeAIScript(turns: [.init(says: "Hi.")]))) { simulator in
      let client = try await RealtimeClient.connect(to: simulator, on: group)
      client.send(RealtimeRig.update)
      client.send(RealtimeRig.append([UInt8](repeating: RealtimeRig.loud, count: 4_800)))
      client.send(RealtimeRig.append([UInt8](repeating: RealtimeRig.quiet, count: 8_000)))
      let done = await client.events(to: "response.done").last { $0["type"] == "response.done" }
      #expect(done?["response"]?["status"] == "completed")
      #expect(simulator.reports.first?.responses.map(\.audioMs) == [180])
    }
  }

  @Test func `whoever has the wrong key reads 401, and an unknown model 404`() async throws {
    try await running(.echo()) { simulator in
      let key = await status { _ = try await RealtimeClient.connect(to: simulator, key: "sk-other", on: group) }
      #expect(key == 401)
      let model = await status { _ = try await RealtimeClient.connect(to: simulator, model: "gpt-4", on: group) }
      #expect(model == 404)
      #expect(simulator.liveSessions == 0)
    }
  }

  @Test func `an unknown model may be told in an event`() async throws {
    try await running(.echo(), unknownModel: .told) { simulator in
      let client = try await RealtimeClient.connect(to: simulator, model: "gpt-4", on: group)
      #expect(await client.events(to: "error").last?["error"]?["code"] == "model_not_found")
      #expect(await client.closure().code == .other(4_000))
    }
  }

  @Test func `the beta header ends the session with 4000`() async throws {
    try await running(.echo()) { simulator in
      let client = try await RealtimeClient.connect(to: simulator, beta: true, on: group)
      #expect(await client.events(to: "error").last?["error"]?["code"] == "beta_api_shape_disabled")
      #expect(await client.closure().code == .other(4_000))
      #expect(await simulator.firstReport { $0.closing != nil }?.closing?.side == .server)
    }
  }

  @Test(arguments: [429, 503]) func `the handshake is refused`(_ wanted: Int) async throws {
    try await running(.echo(), opening: [.refused(status: wanted)]) { simulator in
      #expect(await status { _ = try await RealtimeClient.connect(to: simulator, on: group) } == wanted)
    }
  }

  @Test func `the handshake is never answered`() async throws {
    try await running(.echo(), opening: [.noHandshake]) { simulator in
      await #expect(throws: WebSocketClientFailure.timedOut) {
        _ = try await RealtimeClient.connect(to: simulator, handshakeTimeout: .milliseconds(200), on: group)
      }
    }
  }

  @Test(arguments: [RealtimeAIFault.drops, .closes(code: 1_011), .closes(code: 1_000)])
  func `the socket ends in the middle of a response`(_ fault: RealtimeAIFault) async throws {
    let turn = RealtimeAIScript.Turn(says: "Twenty characters...", faults: [fault])
    try await running(.script(RealtimeAIScript(turns: [turn]))) { simulator in
      let client = try await RealtimeClient.connect(to: simulator, on: group)
      client.send(RealtimeRig.update)
      client.send(RealtimeRig.append([UInt8](repeating: RealtimeRig.loud, count: 4_800)))
      client.send(RealtimeRig.append([UInt8](repeating: RealtimeRig.quiet, count: 8_000)))
      let closure = await client.closure()
      if case .closes(let code) = fault {
        #expect(closure.code.number == code)
      } else {
        #expect(closure.code == .abnormal)
      }
      let events = await client.events(to: "response.done")
      #expect(events.contains { $0["type"] == "response.output_audio.delta" })
      #expect(!events.contains { $0["type"] == "response.done" })
      #expect(await simulator.firstReport { $0.closing != nil }?.closing?.side == .server)
    }
  }

  @Test func `shutting down breaks off what is open`() async throws {
    var client: RealtimeClient?
    try await running(.talk()) { simulator in
      client = try await RealtimeClient.connect(to: simulator, on: group)
      _ = await client?.events(to: "session.created")
      #expect(simulator.liveSessions == 1)
      await simulator.shutdown()
      #expect(simulator.liveSessions == 0)
      #expect(await simulator.firstReport { _ in false } == nil)
    }
    #expect(await client?.closure().code == .abnormal)
  }
}
