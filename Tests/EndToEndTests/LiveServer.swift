import Foundation
import Logging
import NIOCore
import NIOPosix
import OfflineSpeech
import Server
import ServerLaws
import Simulators
import Testing
import VoiceCore
import VoiceCoreCommand

/// A whole server on loopback, wired as the real one is, with a simulated carrier beside it and the demo tenant in it.
struct LiveServer: Sendable {
  static let token = "end-to-end-auth-token-0123456789"
  static let realtimeKey = "end-to-end-realtime-key"
  static let password = "secret"

  /// What the servers say, when `VOICECORE_TEST_LOG` is set.
  private static let log = Logger(label: "test") { label in
    guard ProcessInfo.processInfo.environment["VOICECORE_TEST_LOG"] != nil else { return SwiftLogNoOpLogHandler() }
    return StreamLogHandler.standardError(label: label)
  }

  /// Rendered once for all tests.
  private static let speech = SpeechCache(EspeakSynthesizer())

  let deployment: Deployment
  let carrier: CarrierSimulator
  /// The realtime AI, where the server was run with one.
  let ai: RealtimeAISimulator?

  /// Runs the body against a server whose receptionist is a simulated realtime AI, likewise. The AI's side may have no
  /// session left either, and may have seen no breach of its protocol.
  static func run(
    with ai: RealtimeAIConfiguration, limits: Deployment.Bounds = .forTests,
    adjusting: @escaping @Sendable (inout Settings) -> Void = { _ in },
    _ body: @escaping @Sendable (LiveServer) async throws -> Void
  ) async throws {
    let simulator = try await RealtimeAISimulator.start(ai, on: MultiThreadedEventLoopGroup.singleton)
    do {
      try await run(limits: limits, ai: simulator, adjusting: adjusting, body)
    } catch {
      await simulator.shutdown()
      throw error
    }
    #expect(simulator.liveSessions == 0, "the realtime AI still has sessions")
    for report in simulator.reports {
      #expect(report.graveViolations.isEmpty)
      #expect(report.early.isEmpty)
    }
    await simulator.shutdown()
  }

  /// Runs the body against a server of its own, from which these people may be called, then drains it. Whatever happened, no session may be left.
  static func run(
    limits: Deployment.Bounds = .forTests, ai: RealtimeAISimulator? = nil, objects: Settings.Objects? = nil,
    parties: [String: CalledParty] = [:], callees: [String: Callee] = [:],
    adjusting: @escaping @Sendable (inout Settings) -> Void = { _ in },
    _ body: @escaping @Sendable (LiveServer) async throws -> Void
  ) async throws {
    var settings = Settings()
    if let ai {
      settings.ai = [.openAIRealtime]
      settings.realtimeAI = Settings.RealtimeAI(apiKey: realtimeKey, url: ai.url)
    }
    settings.database = .memory
    settings.objects = objects
    settings.port = 0
    settings.drain = .seconds(2)
    adjusting(&settings)
    let configuration = CarrierConfiguration(
      accountSid: "AC00000000000000000000000000000001", authToken: token,
      callees: [DemoTenant.customerService: .answers(after: .seconds(1), talks: .seconds(2))].merging(callees) { $1 },
      ownNumbers: [DemoTenant.line], parties: parties)
    let group = MultiThreadedEventLoopGroup.singleton
    try await CarrierSimulator.running(configuration, on: group) { carrier in
      var settings = settings
      settings.carrier = Settings.Carrier(
        accountSID: configuration.accountSid, authTokens: [token], apiURL: carrier.apiURL)
      let (running, isRunning) = AsyncStream<Void>.makeStream()
      let deployment = try await Deployment.assemble(
        settings, eventLoops: group, metrics: PrometheusMetrics(),
        log: Self.log, bounds: limits, speech: speech
      ) { _ in isRunning.finish() }
      carrier.point(at: deployment.publicURL)
      let plan = try #require(
        DemoTenant.plan(ids: deployment.ids, password: try await deployment.passwords.verifier(for: password)))
      try await deployment.provision(plan)
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await deployment.run() }
        for await _ in running {}
        let outcome: Result<Void, any Error>
        do {
          outcome = .success(try await body(LiveServer(deployment: deployment, carrier: carrier, ai: ai)))
        } catch {
          outcome = .failure(error)
        }
        await deployment.stop()
        try await group.waitForAll()
        try outcome.get()
      }
      #expect(deployment.liveSessions == 0, "sessions are left")
      #expect(carrier.runningCalls == 0, "the carrier still has calls")
      await deployment.close()
    }
  }

  /// The server as the laws see it: from outside. Its realtime AI must behave as the desk says.
  func seen(with desk: SessionDesk) throws -> RunningServer {
    RunningServer(
      baseURL: deployment.publicURL, line: DemoTenant.line, person: DemoTenant.customerService,
      account: .init(domain: DemoTenant.domain, email: DemoTenant.administrator, password: Self.password),
      carrier: carrier, ai: try #require(ai), desk: desk)
  }

  func tenant() async throws -> Tenant.ID {
    let domain = try #require(TenantDomain(DemoTenant.domain))
    return try #require(try await deployment.store.platform.tenant(at: domain))
  }

  /// The call as it is stored.
  func call(_ report: CallReport) async throws -> Call? {
    let name = try #require(CarrierCallID(report.callSid))
    return try await deployment.store.read(for: try await tenant()) { scope throws(StoreFailure) in
      try await scope.call(name)
    }
  }

  func record(_ report: CallReport) async throws -> CallDetailRecord? {
    guard let call = try await call(report) else { return nil }
    return try await deployment.store.read(for: try await tenant()) { scope throws(StoreFailure) in
      try await scope.detailRecord(of: call.id)
    }
  }

  /// What was said; of a call that has ended all of it: the carrier's word that it has may come before its session has kept the last.
  func transcript(_ report: CallReport) async throws -> [String] {
    guard let call = try await call(report) else { return [] }
    if call.hasEnded { try await until { deployment.liveSessions == 0 } }
    return try await deployment.store.read(for: try await tenant()) { scope throws(StoreFailure) in
      try await scope.transcript(of: call.id).map(\.text)
    }
  }

  /// Waits until it is so; the suite's time limit is the bound.
  /// What hasn't come after so long never will: a test fails then, rather than to hang.
  func until(_ condition: () async throws -> Bool) async throws {
    let end = ContinuousClock.now + .seconds(300)
    while try await !condition() {
      try #require(ContinuousClock.now < end, "it never came")
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  /// So many calls at once.
  func place(_ count: Int, _ script: CallScript) async throws -> [CallReport] {
    await withTaskGroup(of: CallReport.self) { group in
      for _ in 0..<count { group.addTask { await carrier.place(script) } }
      return await group.reduce(into: []) { $0.append($1) }
    }
  }

  /// A good call, to see that others' faults don't touch it. With `words` the caller listens until they were heard: on a
  /// machine that does much else a pause in the middle of an answer is silence, too.
  func placeGoodCall(hearing words: [UInt8]? = nil) async throws -> CallReport {
    await carrier.place(
      CallScript(
        caller: "+15550100109", dialled: DemoTenant.line,
        steps: [.waitForSilence, .press("1"), words.map(CallScript.Step.hear) ?? .waitForSilence, .hangUp],
        pace: .times(20)))
  }
}
