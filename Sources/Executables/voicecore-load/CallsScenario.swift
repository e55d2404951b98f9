import CommandConventions
import EmbeddedStore
import Foundation
import LoadTests
import NIOCore
import NIOPosix
import SQLiteStore
import Sealing
import Simulators
import VoiceCore

/// Load runs of calls: wires the server process, the simulated AI and the generator, and runs one plan after another.
struct CallsScenario: Sendable {
  private static let accountSid = "AC00000000000000000000000000000001"
  private static let authToken = "load-run-token-0123456789abcdef"
  private static let apiKey = "load-run-key"
  /// Seals the rows that this run provisions and its server reads.
  private static let masterKey = MasterKeys.newKeyText()
  /// What the simulated AI thinks before it answers, and the silence that ends a turn for it. The server sets the
  /// silence; what it really set is compared after each run.
  private static let thinkingMilliseconds = 300
  private static let endOfTurnMilliseconds = 500

  let suite: CallsSuite
  let options: CallsOptions
  let seconds: Int
  let tenants: Int
  let command: String
  private let machine = Machine.here
  private let serverCore: Int?
  private let version: String

  /// Binds the generator to its core: the second, so that the server gets the first.
  init(
    _ suite: CallsSuite = .calls, _ options: CallsOptions, seconds: Int, tenants: Int? = nil, command: String
  ) async throws {
    self.suite = suite
    self.options = options
    self.seconds = seconds
    self.tenants = tenants ?? suite.defaultTenants
    self.command = command
    let isBound = machine.cores > 1 ? await Executables.bindSelf(to: 1) : false
    serverCore = isBound && options.baseUrl == nil ? 0 : nil
    if options.baseUrl == nil, Executables.taskset == nil {
      StandardError.write(
        "hint: /usr/bin/taskset (util-linux) is missing, so server and generator can't have a core each: "
          + "the run will be void")
    }
    if options.baseUrl == nil, !options.standIn {
      guard let voicecore = Executables.voicecore else {
        throw CouldNotRun("the server's executable, voicecore, doesn't lie beside \(Executables.own); build it first")
      }
      version = await Executables.output(of: voicecore, ["--version"]) ?? "unknown"
    } else {
      version = "unknown"
    }
  }

  /// Over how many seconds the calls are set up.
  var ramp: Double { options.ramp ?? suite.defaultRamp }

  /// Runs a plan with this many calls, on a server that has seen nothing yet.
  func report(calls: Int, seconds: Int, ramp: Double) async throws -> CallsReport {
    let plan = CallsPlan(
      mode: options.mode ?? suite.defaultMode, calls: calls, seconds: seconds, rampSeconds: ramp, seed: options.seed,
      p99LimitMilliseconds: options.p99, refusesMore: suite.refusesMore(than: calls),
      tenants: tenants)
    return try await onLoop { try await run(plan, on: $0) }
  }

  /// Places calls one after another, on a server that has seen nothing yet.
  func soak(_ plan: SoakPlan) async throws -> SoakReport {
    try await onLoop { group in
      try await withServer(.echo(), seed: options.seed, on: group) { target, _ in
        try await SoakRun(plan, to: target, on: group)(progress: { StandardError.write($0) })
      }
    }
  }

  /// The generator's one thread, for as long as it is needed.
  private func onLoop<Report>(_ body: (MultiThreadedEventLoopGroup) async throws -> Report) async throws -> Report {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    do {
      let report = try await body(group)
      try? await group.shutdownGracefully()
      return report
    } catch let failure as CallsRun.Failure {
      try? await group.shutdownGracefully()
      throw CouldNotRun(failure.description)
    } catch {
      try? await group.shutdownGracefully()
      throw error
    }
  }

  private func run(_ plan: CallsPlan, on group: MultiThreadedEventLoopGroup) async throws -> CallsReport {
    try await withServer(behaviour(plan), seed: plan.seed, on: group) { target, ai in
      guard plan.mode == .talk, let ai else { return try await measure(plan, target, on: group) }
      var target = target
      target.aiDelayMilliseconds = Self.endOfTurnMilliseconds + Self.thinkingMilliseconds
      return try await measure(plan, target, on: group) {
        TurnEnd.delays(thinking: Self.thinkingMilliseconds, configurations: ai.reports.map(\.configuration))
      }
    }
  }

  /// The server that is called: the one that was named, a stand-in, or one of the run's own with its simulated AI.
  private func withServer<Report: Sendable>(
    _ behaviour: RealtimeAIBehaviour, seed: UInt64, on group: MultiThreadedEventLoopGroup,
    _ body: @escaping @Sendable (CallsTarget, RealtimeAISimulator?) async throws -> Report
  ) async throws -> Report {
    if let baseURL = options.baseUrl, let number = options.number {
      return try await body(try foreignServer(baseURL, number), nil)
    }
    let place = try TemporaryDatabase()
    defer { place.remove() }
    let port = try FreePort.find()
    if options.standIn {
      let server = ServerProcess(
        executable: Executables.own, arguments: ["stand-in", "--port", String(port)], environment: [:], port: port,
        core: serverCore, directory: place.directory)
      return try await server.running { try await body(ownServer(port, $0), nil) }
    }
    let database = place.path(for: "calls")
    try await provision(database)
    let configuration = RealtimeAIConfiguration(apiKey: Self.apiKey, seed: seed, behaviour: { _ in behaviour })
    return try await RealtimeAISimulator.running(configuration, on: group) { ai in
      let server = ServerProcess(
        executable: Executables.voicecore ?? "voicecore", arguments: ["serve"],
        environment: environment(port, database, ai.url), port: port, core: serverCore, directory: place.directory)
      return try await server.running { try await body(ownServer(port, $0), ai) }
    }
  }

  /// - Parameter aiDelays: asked after the run; `nil` where nobody can look.
  private func measure(
    _ plan: CallsPlan, _ target: CallsTarget, on group: MultiThreadedEventLoopGroup,
    aiDelays: @Sendable () -> [Int]? = { nil }
  ) async throws -> CallsReport {
    let measured = try await CallsRun(plan, to: target, on: group)(progress: { StandardError.write($0) })
    let circumstances = CallsReport.Circumstances(
      date: Date().formatted(.iso8601), command: command, version: version, machine: machine,
      serverCore: target.pid.flatMap { ProcessMeter(pid: $0).onlyCore }, generatorCore: OwnProcess.onlyCore,
      aiDelaysMilliseconds: aiDelays())
    return CallsReport(measured, to: target, in: circumstances)
  }

  private func behaviour(_ plan: CallsPlan) -> RealtimeAIBehaviour {
    let thinking = Duration.milliseconds(Self.thinkingMilliseconds)
    return switch plan.mode {
    case .echo: .echo()
    case .talk: .talk(TalkStyle(delay: thinking...thinking, length: .seconds(2) ... .seconds(4)))
    }
  }

  private func ownServer(_ port: Int, _ pid: Int32) -> CallsTarget {
    CallsTarget(
      baseURL: "http://127.0.0.1:\(port)", accountSid: Self.accountSid, authToken: Self.authToken,
      dialled: LoadTenant.lines(tenants), pid: pid)
  }

  private func foreignServer(_ baseURL: String, _ number: String) throws -> CallsTarget {
    let environment = ProcessInfo.processInfo.environment
    guard let account = environment["TWILIO_ACCOUNT_SID"], let token = environment["TWILIO_AUTH_TOKEN"] else {
      throw CouldNotRun("--base-url needs TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN, both the server's")
    }
    return CallsTarget(
      baseURL: baseURL.hasSuffix("/") ? String(baseURL.dropLast()) : baseURL, accountSid: account,
      authToken: token.split(separator: ",").first.map(String.init) ?? token, dialled: [number])
  }

  private func environment(_ port: Int, _ database: String, _ aiURL: String) -> [String: String] {
    [
      "VOICECORE_PORT": String(port), "VOICECORE_DATABASE_URL": "sqlite:\(database)", "VOICECORE_LOG_LEVEL": "warning",
      MasterKeys.setting: Self.masterKey,
      // Calls and what they leave are looked up as fast as it goes.
      "VOICECORE_READS_PER_MINUTE": "1000000", "VOICECORE_WRITES_PER_MINUTE": "1000000",
      // The server has one core: a second loop on it would only cost switches between the two.
      "VOICECORE_EVENT_LOOPS": "1",
      // What is measured is the model's answer, and not words between.
      "VOICECORE_FILLER_MS": "60000", "VOICECORE_ANSWER_MS": "60000",
      "VOICECORE_AI": "openai-realtime", "OPENAI_API_KEY": Self.apiKey, "OPENAI_REALTIME_URL": aiURL,
      "TWILIO_ACCOUNT_SID": Self.accountSid, "TWILIO_AUTH_TOKEN": Self.authToken,
    ]
  }

  private func provision(_ database: String) async throws {
    do {
      let store = try await EmbeddedStore.open(at: database, masterKeys: try MasterKeys(Self.masterKey))
      for plan in LoadTenant.plans(tenants) { try await ProvisionTenant(store: store)(plan) }
      await store.close()
    } catch {
      throw CouldNotRun("the database of the run can't be made: \(error)")
    }
  }
}
