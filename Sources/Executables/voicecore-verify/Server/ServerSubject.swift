import CommandConventions
import PropertyTesting

#if SUBJECT_SERVER && SUBJECT_SQLITE
import NIOPosix
import ServerLaws
import Simulators
#endif

/// The laws on a running server: the real `voicecore serve` in a process of its own, between two simulators.
enum ServerSubject {
  /// Number and title of the laws that a server has among these; all of them for none.
  static func numbers(_ chosen: [Int]) -> [(number: Int, title: String)] {
    #if SUBJECT_SERVER && SUBJECT_SQLITE
    let all: [(number: Int, title: String)] =
      ServerLaw.all.map { ($0.number, $0.title) } + ProbeLaw.all.map { ($0.number, $0.title) }
    return all.filter { chosen.isEmpty || chosen.contains($0.number) }.sorted { $0.number < $1.number }
    #else
    []
    #endif
  }

  /// Runs the laws of these numbers (all that have one on a server when empty), and stops what it started on every path.
  /// - Throws: `CouldNotRun` without the server's executable, when it doesn't get ready, and when interrupted.
  static func run(
    numbers: [Int], settings: RunSettings
  ) async throws -> [(number: Int, title: String, report: Report, elapsed: Duration)] {
    #if SUBJECT_SERVER && SUBJECT_SQLITE
    let spoken = ServerLaw.all.filter { numbers.isEmpty || numbers.contains($0.number) }
    let probes = ProbeLaw.all.filter { numbers.isEmpty || numbers.contains($0.number) }
    return try await Interruption.cancelling {
      let calls = spoken.isEmpty ? [] : try await check(spoken, settings)
      var asked: [ProbeLaw.Outcome] = []
      for placesCalls in [true, false] {
        let those = probes.filter { $0.placesCalls == placesCalls }
        if !those.isEmpty { asked += try await probe(those, settings) }
      }
      var outcomes: [(number: Int, title: String, report: Report, elapsed: Duration)] = []
      for outcome in calls {
        outcomes.append((outcome.law.number, outcome.law.title, outcome.report, outcome.elapsed))
      }
      for outcome in asked {
        outcomes.append((outcome.law.number, outcome.law.title, outcome.report, outcome.elapsed))
      }
      return outcomes.sorted { $0.number < $1.number }
    }
    #else
    throw CouldNotRun(
      "--subject: this voicecore-verify was built without server; build it without VOICECORE_SUBJECTS")
    #endif
  }
}

#if SUBJECT_SERVER && SUBJECT_SQLITE
extension ServerSubject {
  private static let realtimeKey = "server-laws-key"
  private static let carrierAccount = CarrierConfiguration(
    accountSid: "AC00000000000000000000000000000001", authToken: "server-laws-token-0123456789abcdef",
    callees: [LawTenant.customerService: .answers(after: .seconds(1), talks: .seconds(2))])

  private static func check(_ laws: [ServerLaw], _ settings: RunSettings) async throws -> [ServerLaw.Outcome] {
    let executable = try ServerExecutable.path()
    let place = try TemporaryFolder()
    defer { place.remove() }
    let desk = SessionDesk()
    let group = MultiThreadedEventLoopGroup.singleton
    return try await CarrierSimulator.running(carrierAccount, on: group) { carrier in
      try await RealtimeAISimulator.running(desk.configuration(apiKey: realtimeKey), on: group) { ai in
        let process = ServerProcess(
          executable: executable, port: try FreePort.find(), folder: place,
          environment: environment(carrier, ai))
        return try await process.running {
          carrier.point(at: process.baseURL)
          let server = RunningServer(
            baseURL: process.baseURL, line: LawTenant.line, account: LawTenant.account, carrier: carrier, ai: ai,
            desk: desk)
          return try await ServerLaw.check(laws, on: server, settings)
        }
      }
    }
  }

  /// On a server of their own, which logs all that it can, with the offline receptionist.
  private static func probe(_ laws: [ProbeLaw], _ settings: RunSettings) async throws -> [ProbeLaw.Outcome] {
    let executable = try ServerExecutable.path()
    let place = try TemporaryFolder()
    defer { place.remove() }
    var account = carrierAccount
    account.callees = DialledCall.callees
    return try await CarrierSimulator.running(account, on: MultiThreadedEventLoopGroup.singleton) { carrier in
      let process = ServerProcess(
        executable: executable, port: try FreePort.find(), folder: place,
        environment: [
          "VOICECORE_AI": "offline", "OPENAI_API_KEY": realtimeKey, "TWILIO_ACCOUNT_SID": carrierAccount.accountSid,
          "TWILIO_AUTH_TOKEN": carrierAccount.authToken, "TWILIO_API_URL": carrier.apiURL,
        ], logLevel: "trace")
      carrier.point(at: process.baseURL)
      let secrets: [(name: String, text: String)] = [
        ("the carrier's token", carrierAccount.authToken), ("the AI's key", realtimeKey),
      ]
      return try await process.probed(
        secrets: secrets, carrier: carrier, carrierToken: carrierAccount.authToken
      ) { server in try await ProbeLaw.check(laws, on: server, settings) }
    }
  }

  /// What points the server at the simulators.
  private static func environment(_ carrier: CarrierSimulator, _ ai: RealtimeAISimulator) -> [String: String] {
    [
      "VOICECORE_AI": "openai-realtime", "OPENAI_API_KEY": realtimeKey, "OPENAI_REALTIME_URL": ai.url,
      "TWILIO_ACCOUNT_SID": carrierAccount.accountSid, "TWILIO_AUTH_TOKEN": carrierAccount.authToken,
      "TWILIO_API_URL": carrier.apiURL,
      // These laws wait for whatever the model does.
      "VOICECORE_FILLER_MS": "60000", "VOICECORE_ANSWER_MS": "60000",
    ]
  }
}
#endif
