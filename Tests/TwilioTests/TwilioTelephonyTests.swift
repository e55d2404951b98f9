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
    let settings = try TwilioSettings(
      accountSID: "AC1", authTokens: ["secret", "old"], publicURL: "https://a.test",
      apiURL: "http://127.0.0.1:\(server.port)")
    let telephony = TwilioTelephony(settings, log: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
    let result: Result<Void, any Error>
    do {
      try await telephony.hangUp(try #require(CarrierCallID(leg)))
      result = .success(())
    } catch {
      result = .failure(error)
    }
    await telephony.close()
    try result.get()
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

  @Test func `without an account nothing is asked`() async throws {
    let settings = try TwilioSettings(accountSID: "", authTokens: [], publicURL: "https://a.test")
    let telephony = TwilioTelephony(settings, log: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
    let leg = try #require(CarrierCallID(Self.leg))
    await #expect(throws: TelephonyFailure.notConfigured) { try await telephony.hangUp(leg) }
    await telephony.close()
  }
}
