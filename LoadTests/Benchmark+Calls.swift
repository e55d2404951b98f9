import Generators
import Logging
import Synchronization
import Twilio
public import VoiceCore
import Web

extension Benchmark {
  /// A signed announcement of a new call answered with TwiML, from request value to response value, on a store; so many at
  /// once.
  public static func webhook(
    on storeName: String, _ store: any Store, atOnce workers: Int = 1
  ) async throws -> Benchmark {
    let plan = TestTenant.plan(1)
    try await ProvisionTenant(store: store)(plan)
    let token = "benchmark-token-0123456789abcdef"
    let settings = try TwilioSettings(
      accountSID: "AC00000000000000000000000000000001", authTokens: [token], publicURL: "https://voice.example.test")
    let time = ManualTime()
    let secrets = SecretTokens.counting()
    let routes = twilioRoutes(
      settings,
      answer: AnswerCall(
        store: store, time: time, ids: .counting(), tokens: secrets, admission: .open,
        desk: ScreeningDesk(store: store, chance: Chance { 0 })),
      challenge: AnswerChallenge(store: store, time: time, tokens: secrets),
      continue: ContinueCall(store: store, time: time, tokens: secrets),
      reportTransfer: ReportTransfer(store: store, time: time), end: EndCall(store: store, time: time),
      waiting: WaitingDoors(store: store, time: time, tokens: secrets),
      directory: store.platform, log: Logger(label: "benchmark") { _ in SwiftLogNoOpLogHandler() })
    guard let incoming = routes.first(where: { $0.path == "/twilio/voice/incoming" }) else { throw Unexpected() }
    let signature = TwilioSignature(settings)
    let serial = Mutex(0)
    let answer: @Sendable () async throws -> Void = {
      let number = serial.withLock {
        $0 += 1
        return $0
      }
      let form = FormFields([
        .init("CallSid", "CA\(number)"), .init("AccountSid", settings.accountSID),
        .init("From", "+1555\(2_000_000 + number % 7_000_000)"),
        .init("To", plan.lines[0].number.e164), .init("CallStatus", "ringing"), .init("Direction", "inbound"),
        .init("ApiVersion", "2010-04-01"), .init("FromCity", ""), .init("StirVerstat", "TN-Validation-Passed-A"),
      ])
      let request = Request(
        .post, incoming.path,
        headers: [
          "Content-Type": "application/x-www-form-urlencoded",
          "X-Twilio-Signature": signature.sign("https://voice.example.test" + incoming.path, .form(form)) ?? "",
        ], body: Array(form.encoded.utf8))
      guard await incoming.respond(to: request).status == .ok else { throw Unexpected() }
    }
    return Benchmark(
      "webhook-\(storeName.lowercased())" + (workers == 1 ? "" : "-\(workers)"),
      operation: "verify a signed announcement, answer it with TwiML (\(storeName) store), \(workers) at once",
      operationsPerSample: workers == 1 ? 1 : workers * 4
    ) { count in
      guard workers > 1 else {
        for _ in 0..<count { try await answer() }
        return
      }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<workers { group.addTask { for _ in 0..<count / workers { try await answer() } } }
        try await group.waitForAll()
      }
    }
  }

  /// One unit of work: reads a call and saves it with two facts.
  public static func unitOfWork(on storeName: String, _ store: any Store) async throws -> Benchmark {
    let tenant: Tenant.ID = Identifier(0xBEEF)
    let call = TestTenant.call(1, of: 1, at: Timestamp(microseconds: 0))
    try await store.transaction(for: tenant) { scope throws(StoreFailure) in
      try await scope.save(call, facts: [.started], intentions: [], at: call.startedAt)
    }
    return Benchmark(
      "unit-of-work-\(storeName.lowercased())",
      operation: "read a call, save it with two facts (\(storeName) store), one after the other",
      operationsPerSample: 100
    ) { count in
      for _ in 0..<count {
        try await store.transaction(for: tenant) { scope throws(StoreFailure) in
          guard let found = try await scope.call(call.id) else { throw .notFound }
          try await scope.save(found, facts: [.rang, .rang], intentions: [], at: found.startedAt)
        }
      }
    }
  }
}
