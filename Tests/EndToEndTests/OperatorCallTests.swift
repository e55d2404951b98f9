import Foundation
import MediaBridge
import NIOCore
import NIOPosix
import ServerLaws
import Simulators
import Testing
import VoiceCore
import VoiceCoreCommand
import WebSockets

extension EndToEnd {
  /// A person who listens to a call, takes over and hands back, through a voice socket and the API.
  @Suite("Operators over real sockets")
  struct OperatorCallTests {
    typealias Turn = RealtimeAIScript.Turn

    private static let song = String(repeating: "la ", count: 300)
    private static let greeting = "Hello, this is Ann."
    private static let back = "I am back. What else can I do for you?"

    /// The id of the one call that is in progress.
    private static func call(of server: LiveServer, _ token: String) async throws -> String {
      var id: String?
      try await server.until {
        let calls = try await server.ask("GET", "/v1/calls", token: token).fields["data"] as? [[String: Any]]
        id = calls?.first { $0["status"] as? String == "in_progress" }?["id"] as? String
        return id != nil
      }
      return try #require(id)
    }

    private static func events(of call: String, _ server: LiveServer, _ token: String) async throws -> [String] {
      let answer = try await server.ask("GET", "/v1/calls/\(call)/events", token: token)
      return (answer.fields["data"] as? [[String: Any]] ?? []).compactMap { $0["type"] as? String }
    }

    @Test func `a person listens, takes over, speaks with the caller in the AI's place, and hands back`() async throws {
      try await LiveServer.run(
        with: .spoken([
          Turn(heardAs: "Sing", says: Self.song, calls: served), Turn(heardAs: "Thank you, Ann.", says: "Never said."),
        ])
      ) { server async throws in
        async let placed = server.carrier.place(
          .spoken(
            [
              .waitForSilence, .say, .waitForSilence, .wait(.seconds(1)), .say, .waitForSilence, .wait(.seconds(1)),
              .hangUp,
            ],
            pace: .times(4)))
        let token = try await server.signIn(DemoTenant.domain, DemoTenant.administrator, LiveServer.password)
        let call = try await Self.call(of: server, token)
        let ann = try await OperatorClient.join(call, of: server, token: token)
        try await server.until { ann.holders == ["receptionist"] }
        try await server.until { ann.heardText.contains("la la la la") }
        ann.wish("take_over")
        try await server.until { ann.holders == ["receptionist", "you"] }
        ann.forget()
        ann.say(Spoken.audio(Self.greeting))
        // The caller answers Ann; what they say is written down.
        try await server.until { (server.ai?.reports.first?.utterances.count ?? 0) == 2 }
        #expect(ann.heard.contains { MuLaw.decode($0).magnitude > 5000 }, "Ann hears the caller")
        #expect(!ann.heardText.contains(Self.greeting), "and not herself")
        ann.wish("hand_back")
        try await server.until { ann.holders == ["receptionist", "you", "receptionist"] }
        try await server.until { ann.heardText.contains(Self.back) }
        let report = await placed
        try await server.until { ann.closure != nil }
        #expect(ann.closure?.reason == "call_over" && ann.closure?.code == .normal)
        #expect(report.violations.isEmpty)
        let heard = report.heardText
        #expect(heard.hasPrefix("Welcome to Acme Dental.la la"))
        #expect(heard.hasSuffix(Self.greeting + Self.back), "the caller heard \(heard.suffix(80))")
        try await server.until { try await server.record(report) != nil }
        let transcript = try await server.transcript(report)
        #expect(
          transcript.first == "Welcome to Acme Dental." && transcript.suffix(2) == ["Thank you, Ann.", Self.back])
        let sung = try #require(transcript.first { $0.hasPrefix("la la") })
        #expect(sung.count < Self.song.count && heard.contains(sung.dropLast(2)), "the history says what was played")
        let session = try #require(server.ai?.reports.first)
        #expect(session.truncations.count == 1)
        #expect(!session.responses.contains { $0.says == "Never said." })
        #expect(session.contextItems.contains { $0.role == "system" })
        let steps = ["call.joined", "call.taken_over", "call.handed_back", "call.left", "call.ended"]
        let events = try await Self.events(of: call, server, token)
        #expect(
          events.filter(steps.contains) == ["call.joined", "call.taken_over", "call.handed_back", "call.ended"])
        #expect(try await server.record(report)?.operators?.count == 1)
        let log = try await server.ask("GET", "/v1/audit-log", token: token).fields["data"] as? [[String: Any]]
        let acts = log?.compactMap { $0["action"] as? String } ?? []
        #expect(acts.contains("call.listen") && acts.contains("call.take_over"))
        try await server.until { server.deployment.voiceSessions == 0 }
      }
    }

    @Test func `the offline receptionist is silenced too, and the API takes over and hands back`() async throws {
      try await LiveServer.run { server in
        async let placed = server.carrier.place(
          .spoken([.wait(.seconds(100)), .hangUp]))
        let token = try await server.signIn(DemoTenant.domain, DemoTenant.administrator, LiveServer.password)
        let call = try await Self.call(of: server, token)
        let path = "/v1/calls/\(call)"
        let early = try await server.ask("POST", path + "/takeover", token: token)
        #expect(early.status == 409)
        #expect((early.fields["detail"] as? String)?.contains("/v1/voice?call=\(call)") == true)
        let ann = try await OperatorClient.join(call, of: server, token: token)
        try await server.until { ann.holders == ["receptionist"] }
        let taken = try await server.ask("POST", path + "/takeover", token: token)
        #expect(taken.status == 200 && taken.fields["holder"] as? String == "person")
        try await server.until { ann.holders.last == "you" }
        let given = try await server.ask("POST", path + "/hand-back", token: token)
        #expect(given.status == 200 && given.fields["holder"] as? String == "receptionist")
        try await server.until { ann.holders == ["receptionist", "you", "receptionist"] }
        ann.leave()
        try await server.until { server.deployment.voiceSessions == 0 }
        try await server.until { try await Self.events(of: call, server, token).last == "call.left" }
        let ended = await placed
        #expect(ended.violations.isEmpty)
      }
    }

    @Test func `a socket that was cut is resumed, by the same person only, and the session's floor isn't lost at once`()
      async throws
    {
      try await LiveServer.run { server in
        async let placed = server.carrier.place(.spoken([.wait(.seconds(100)), .hangUp]))
        let token = try await server.signIn(DemoTenant.domain, DemoTenant.administrator, LiveServer.password)
        let call = try await Self.call(of: server, token)
        let first = try await OperatorClient.join(call, of: server, token: token)
        try await server.until { first.holders == ["receptionist"] }
        first.wish("take_over")
        try await server.until { first.holders.last == "you" }
        let resume = try #require(first.resumeToken)
        let second = try await OperatorClient.join(call, of: server, token: token, resuming: resume)
        try await server.until { first.closure?.reason == "resumed_elsewhere" }
        try await server.until { second.holders == ["you"] }
        #expect(second.resumeToken == resume && server.deployment.voiceSessions == 1)
        await #expect(throws: WebSocketClientFailure.self) {
          try await OperatorClient.join(call, of: server, token: token, resuming: "no-such-token")
        }
        second.leave()
        try await server.until { server.deployment.voiceSessions == 0 }
        await #expect(throws: WebSocketClientFailure.self) {
          try await OperatorClient.join(call, of: server, token: token, resuming: resume)
        }
        _ = await placed
      }
    }

    /// Each closes the socket with its name, and the call goes on.
    @Test func `bad input is named, and leaves nothing behind`() async throws {
      try await LiveServer.run { server in
        async let placed = server.carrier.place(.spoken([.wait(.seconds(100)), .hangUp]))
        let token = try await server.signIn(DemoTenant.domain, DemoTenant.administrator, LiveServer.password)
        let call = try await Self.call(of: server, token)
        let trials: [(String, @Sendable (OperatorClient) -> Void)] = [
          ("chunk_too_small", { $0.say(Array(repeating: 0, count: 99)) }),
          ("chunk_too_large", { $0.say(Array(repeating: 0, count: 100_001)) }),
          ("unknown_message", { $0.tell("{}") }), ("unknown_message", { $0.tell(#"{"type":"sing"}"#) }),
          ("too_many_messages", { client in for _ in 0...20 { client.wish("hand_back") } }),
        ]
        for (name, trial) in trials {
          let client = try await OperatorClient.join(call, of: server, token: token)
          try await server.until { client.holders == ["receptionist"] }
          trial(client)
          try await server.until { client.closure != nil }
          #expect(client.closure?.reason == name && client.errors.last == name)
          try await server.until { server.deployment.voiceSessions == 0 }
        }
        let odd = try await OperatorClient.join(call, of: server, token: token, query: "")
        odd.say(Array(repeating: 0, count: 101))
        try await server.until { odd.closure?.reason == "odd_length" }
        // A burst, silence, and speech without the floor do no harm.
        let harmless = try await OperatorClient.join(call, of: server, token: token)
        for _ in 0..<20 { harmless.say(Array(repeating: MuLaw.silence, count: 100_000)) }
        harmless.wish("take_over")
        try await server.until { harmless.holders.last == "you" }
        for _ in 0..<20 { harmless.say(Array(repeating: 0x90, count: 100_000)) }
        harmless.wish("hand_back")
        try await server.until { harmless.holders.last == "receptionist" }
        harmless.leave()
        try await server.until { server.deployment.voiceSessions == 0 }
        let ended = await placed
        #expect(ended.violations.isEmpty)
      }
    }

    @Test func `whoever may not come in is told why before the upgrade`() async throws {
      try await LiveServer.run { server in
        async let placed = server.carrier.place(.spoken([.wait(.seconds(100)), .hangUp]))
        let token = try await server.signIn(DemoTenant.domain, DemoTenant.administrator, LiveServer.password)
        let call = try await Self.call(of: server, token)
        func status(_ call: String, _ token: String, _ query: String = "") async throws -> Int {
          do throws(WebSocketClientFailure) {
            let url = "ws" + server.deployment.publicURL.dropFirst(4) + "/v1/voice?call=\(call)" + query
            let socket = try await WebSocketClient(eventLoopGroup: MultiThreadedEventLoopGroup.singleton).connect(
              to: url, headers: [("Authorization", "Bearer \(token)")]
            ) { _ in OperatorClient() }
            socket.eventLoop.execute { socket.close(.normal, reason: "") }
            return 101
          } catch {
            if case .refused(let status, _) = error { return status }
            throw error
          }
        }
        #expect(try await status(call, token) == 101)
        #expect(try await status(call, "x") == 401)
        #expect(try await status(UUID().uuidString.lowercased(), token) == 404)
        #expect(try await status("1", token) == 400)
        #expect(try await status(call, token, "&format=opus") == 400)
        #expect(try await status(call, token, "&frame_ms=30") == 400)
        #expect(try await status(call, token, "&loud=yes") == 400)
        try await server.until { server.deployment.voiceSessions == 0 }
        // Whoever is heard of later takes the place of the other; the upgrades alone are in order.
        let two = try await [
          OperatorClient.join(call, of: server, token: token), OperatorClient.join(call, of: server, token: token),
        ]
        try await server.until { two.contains { $0.closure?.reason == "replaced" } }
        _ = await placed
        #expect(try await status(call, token) == 409, "the call is over")
        try await server.until { server.deployment.voiceSessions == 0 }
      }
    }
  }
}

private let served = [ToolCall.outcome(served: true)]
