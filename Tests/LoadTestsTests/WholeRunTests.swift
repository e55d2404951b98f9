import LoadTests
import NIOCore
import NIOPosix
import Testing

/// Whole runs against the stand-in, with real sockets and real time: short, and bounded.
@Suite(.serialized, .timeLimit(.minutes(1))) struct WholeRunTests {
  /// A run of three calls for a second.
  private static func run(
    _ faults: [StandInFault] = [], calls: Int = 3
  ) async throws -> (report: CallsReport, traffic: StandInServer.Traffic) {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 2)
    let server = try await StandInServer.start(faults: faults, on: group.next())
    let target = CallsTarget(
      baseURL: server.baseURL, accountSid: "AC00000000000000000000000000000001", authToken: "a token of the account",
      dialled: ["+15550100200"])
    let plan = CallsPlan(calls: calls, seconds: 1, rampSeconds: 0.1, p99LimitMilliseconds: 5000)
    let measured: CallsMeasurement
    do {
      measured = try await CallsRun(plan, to: target, pauses: .short, on: group.next())()
    } catch {
      await server.shutdown()
      try await group.shutdownGracefully()
      throw error
    }
    await server.shutdown()
    try await group.shutdownGracefully()
    let circumstances = CallsReport.Circumstances(
      date: "2026-01-01T00:00:00Z", command: "test <&>", version: "test", machine: .here, serverCore: nil,
      generatorCore: nil)
    return (CallsReport(measured, to: target, in: circumstances), server.traffic)
  }

  @Test func `every frame of every call comes back, and every call ends in order`() async throws {
    let (report, traffic) = try await Self.run([.marks(each: 7)])
    #expect(report.established == 3)
    #expect(report.dropped == 0 && report.failures.isEmpty)
    #expect(report.frames.due == 150)
    #expect(report.frames.sent == 150)
    #expect(report.frames.received == 150)
    #expect(report.frames.aboveNominal == 0)
    #expect(report.latency.count == 150)
    #expect(report.verdict != .broken, "\(report.reasons)")
    // The warm-up call too.
    #expect(traffic.announcements == 4 && traffic.unsigned == 0)
    #expect(traffic.tokens == ["token-1", "token-2", "token-3", "token-4"])
    #expect(traffic.stops == 4 && traffic.endsReported == 4)
    #expect(traffic.marksReturned > 0)
    #expect(report.series.count == 1)
  }

  @Test func `merged and split audio is all found again`() async throws {
    #expect(try await Self.run([.merges(5)]).report.frames.lost == 0)
    let split = try await Self.run([.splits]).report.frames
    #expect(split.received == 150 && split.damaged == 0 && split.foreignBytes == 0)
  }

  @Test func `lost frames are counted and break the run`() async throws {
    let report = try await Self.run([.drops(each: 10)]).report
    #expect(report.frames.lost == 15)
    // On a machine that is too busy the run is void first, and says that instead.
    if report.verdict == .broken { #expect(report.reasons.contains { $0.contains("15 frames lost") }) }
    #expect(report.verdict != .held)
  }

  @Test func `crossed frames are counted and break the run`() async throws {
    let report = try await Self.run([.crosses(each: 10)]).report
    #expect(report.frames.crossed ?? 0 >= 15)
    #expect(report.frames.lost == 15)
    #expect(report.verdict != .held)
  }

  @Test func `doubled and spoiled frames and interruptions break the run`() async throws {
    let doubled = try await Self.run([.doubles(each: 10)]).report
    #expect(doubled.frames.duplicated == 15 && doubled.verdict != .held)
    let spoiled = try await Self.run([.spoils(each: 10)]).report
    #expect(spoiled.frames.damaged ?? 0 >= 15 && spoiled.frames.lost == 15 && spoiled.verdict != .held)
    let cleared = try await Self.run([.clears(each: 25)]).report
    #expect(cleared.frames.clears > 0 && cleared.verdict != .held)
  }

  @Test func `a server that isn't there fails the run and not each call of it`() async throws {
    let target = CallsTarget(
      baseURL: "http://127.0.0.1:1", accountSid: "AC00000000000000000000000000000001",
      authToken: "a token of the account", dialled: ["+15550100200"])
    await #expect(throws: CallsRun.Failure.self) {
      _ = try await CallsRun(CallsPlan(calls: 2, seconds: 1), to: target, on: MultiThreadedEventLoopGroup.singleton)()
    }
  }
}
