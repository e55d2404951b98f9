import Logging
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization
import Testing
import Twilio
import VoiceCore

@Suite("Telling the carrier to hang up", .timeLimit(.minutes(1)))
struct TwilioTelephonyTests {
  private static let leg = "CA00000000000000000000000000000001"

  private static func hangUp(against server: FakeAPI) async throws {
    try await ask(server) { telephony, leg in try await telephony.hangUp(leg) }
  }

  private static func ask<Answer>(
    _ server: FakeAPI, by gate: ServiceGate = .open,
    _ question: (TwilioTelephony, CarrierCallID) async throws -> Answer
  ) async throws -> Answer {
    let settings = try TwilioSettings(
      accountSID: "AC1", authTokens: ["secret", "old"], publicURL: "https://a.test",
      apiURL: "http://127.0.0.1:\(server.port)")
    let telephony = TwilioTelephony(
      settings, gate: gate, log: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
    let result: Result<Answer, any Error>
    do {
      result = .success(try await question(telephony, try #require(CarrierCallID(leg))))
    } catch {
      result = .failure(error)
    }
    await telephony.close()
    return try result.get()
  }

  @Test(arguments: [
    ("in-progress", LegState.live), ("ringing", .live), ("completed", .over(.hungUp)), ("busy", .over(.unanswered)),
    ("failed", .over(.carrierFailed)),
  ])
  func `how a leg stands is asked without a body`(status: String, state: LegState) async throws {
    let server = try await FakeAPI(status: .ok, body: #"{"sid":"CA1","status":"\#(status)"}"#)
    #expect(try await Self.ask(server) { try await $0.state(of: $1) } == state)
    try await server.close()
    let request = try #require(server.requests.first)
    #expect(request.head.method == .GET && request.head.uri == "/2010-04-01/Accounts/AC1/Calls/\(Self.leg).json")
    #expect(request.body.isEmpty)
  }

  @Test func `a leg that the carrier doesn't know is over, and a status that we don't know is no answer`() async throws
  {
    let lost = try await FakeAPI(status: .notFound, body: #"{"code":20404,"status":404}"#)
    #expect(try await Self.ask(lost) { try await $0.state(of: $1) } == .over(.carrierFailed))
    try await lost.close()
    let strange = try await FakeAPI(status: .ok, body: #"{"status":"resting"}"#)
    await #expect(throws: TelephonyFailure.unavailable) {
      try await Self.ask(strange) { try await $0.state(of: $1) }
    }
    try await strange.close()
  }

  @Test func `the carrier is told to ask what follows a stream`() async throws {
    let server = try await FakeAPI(status: .ok, body: #"{"status":"in-progress"}"#)
    try await Self.ask(server) { try await $0.askAnew(about: $1) }
    try await server.close()
    #expect(
      server.requests.first?.body == "Url=https%3A%2F%2Fa.test%2Ftwilio%2Fvoice%2Fafter-stream&Method=POST")
  }

  @Test func `another line of a call is led to an address that names the call; one that is over is no error`()
    async throws
  {
    for (status, isUp) in [(#"{"status":"in-progress"}"#, true), (#"{"code":21220}"#, false)] {
      let server = try await FakeAPI(status: isUp ? .ok : .badRequest, body: status)
      let place = CallPlace(tenant: Tenant.ID(1), call: Call.ID(2))
      let told = try await Self.ask(server) { try await $0.askAnew(about: $1, of: place, at: 3) }
      #expect(told == isUp)
      try await server.close()
      #expect(server.requests.first?.body.contains("%2Ftwilio%2Fvoice%2Fconference%3Ftenant%3D") == true)
      #expect(server.requests.first?.body.contains("%26turn%3D3&Method=POST") == true)
    }
  }

  @Test func `a leg is ended by one authenticated request`() async throws {
    let server = try await FakeAPI(status: .ok, body: #"{"status":"completed"}"#)
    try await Self.hangUp(against: server)
    try await server.close()
    let request = try #require(server.requests.first)
    #expect(server.requests.count == 1)
    #expect(request.head.method == .POST && request.head.uri == "/2010-04-01/Accounts/AC1/Calls/\(Self.leg).json")
    #expect(request.head.headers.first(name: "Authorization") == "Basic QUMxOnNlY3JldA==")
    #expect(request.head.headers.first(name: "Content-Type") == "application/x-www-form-urlencoded")
    #expect(request.body == "Status=completed")
  }

  @Test func `a leg that is over already is no error`() async throws {
    let server = try await FakeAPI(status: .badRequest, body: #"{"code":21220,"status":400}"#)
    try await Self.hangUp(against: server)
    try await server.close()
  }

  @Test func `no redirect is followed`() async throws {
    let other = try await FakeAPI(status: .ok, body: "{}")
    let server = try await FakeAPI(
      status: .temporaryRedirect, headers: ["Location": "http://127.0.0.1:\(other.port)/"], body: "")
    await #expect(throws: TelephonyFailure.refused(status: 307)) { try await Self.hangUp(against: server) }
    #expect(other.requests.isEmpty)
    try await server.close()
    try await other.close()
  }

  @Test func `an answer that is no HTTP, or none at all, is worth another try`() async throws {
    let server = try await FakeAPI(status: .serviceUnavailable, body: "")
    await #expect(throws: TelephonyFailure.unavailable) { try await Self.hangUp(against: server) }
    try await server.close()
    await #expect(throws: TelephonyFailure.unavailable) { try await Self.hangUp(against: server) }
  }

  @Test(arguments: [
    (HTTPResponseStatus.ok, [ServiceGate.Outcome.served]), (.badRequest, [.served]), (.notFound, [.served]),
    (.unauthorized, [.served]), (.serviceUnavailable, [.failed]), (.tooManyRequests, [.failed]),
  ])
  func `the breaker hears whether the carrier is there, whatever it says of the leg`(
    status: HTTPResponseStatus, outcomes: [ServiceGate.Outcome]
  ) async throws {
    let told = Mutex<[ServiceGate.Outcome]>([])
    let server = try await FakeAPI(status: status, body: "{}")
    let gate = ServiceGate(admit: ServiceGate.open.admit) { _, outcome in told.withLock { $0.append(outcome) } }
    _ = try? await Self.ask(server, by: gate) { try await $0.hangUp($1) }
    try await server.close()
    #expect(told.withLock { $0 } == outcomes)
  }

  @Test func `who may not pass the breaker asks nothing`() async throws {
    let server = try await FakeAPI(status: .ok, body: "{}")
    await #expect(throws: TelephonyFailure.unavailable) {
      try await Self.ask(server, by: ServiceGate(admit: { nil }, tell: { _, _ in })) { try await $0.hangUp($1) }
    }
    #expect(server.requests.isEmpty)
    try await server.close()
  }

  @Test func `without an account nothing is asked`() async throws {
    let settings = try TwilioSettings(accountSID: "", authTokens: [], publicURL: "https://a.test")
    let telephony = TwilioTelephony(settings, log: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
    let leg = try #require(CarrierCallID(Self.leg))
    await #expect(throws: TelephonyFailure.notConfigured) { try await telephony.hangUp(leg) }
    await telephony.close()
  }
}
