import Logging
import NIOHTTP1
import Testing
import Twilio
import VoiceCore
import Web

@Suite("Having the carrier ring somebody", .timeLimit(.minutes(1)))
struct DiallingTests {
  private static let leg = "CA00000000000000000000000000000001"
  private static let place = CallPlace(tenant: Tenant.ID(1), call: Call.ID(2))

  private static func order() throws -> DialOrder {
    DialOrder(
      place, from: try #require(PhoneNumber("+15550100200")), to: try #require(PhoneNumber("+15550100100")))
  }

  private static func ask<Answer>(
    _ server: FakeAPI, _ question: (TwilioTelephony) async throws -> Answer
  ) async throws -> Answer {
    let settings = try TwilioSettings(
      accountSID: "AC1", authTokens: ["secret"], publicURL: "https://a.test",
      apiURL: "http://127.0.0.1:\(server.port)")
    let telephony = TwilioTelephony(settings, log: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
    let result: Result<Answer, any Error>
    do { result = .success(try await question(telephony)) } catch { result = .failure(error) }
    await telephony.close()
    try await server.close()
    return try result.get()
  }

  @Test func `one order names the numbers, the document that follows, and where its steps are told`() async throws {
    let server = try await FakeAPI(status: .created, body: #"{"sid":"\#(Self.leg)","status":"queued"}"#)
    #expect(try await Self.ask(server) { try await $0.dial(try Self.order()) }.text == Self.leg)
    let request = try #require(server.requests.first)
    #expect(request.head.method == .POST && request.head.uri == "/2010-04-01/Accounts/AC1/Calls.json")
    let form = try #require(FormFields(encoded: Array(request.body.utf8)))
    #expect(form["To"] == "+15550100100" && form["From"] == "+15550100200" && form["Timeout"] == "30")
    let query = "tenant=\(Self.place.tenant)&call=\(Self.place.call)"
    #expect(form["Url"] == "https://a.test/twilio/voice/outgoing?\(query)")
    #expect(form["StatusCallback"] == "https://a.test/twilio/voice/status?\(query)")
    #expect(request.body.contains("StatusCallbackEvent=initiated&StatusCallbackEvent=ringing"))
  }

  @Test(arguments: [
    (HTTPResponseStatus.badRequest, #"{"code":21211}"#, TelephonyFailure.refused(status: 400)),
    (.tooManyRequests, "{}", .throttled), (.serviceUnavailable, "", .unavailable), (.created, "{}", .unavailable),
    (.notFound, "{}", .refused(status: 404)),
  ])
  func `what the carrier doesn't do says whether it may have`(
    status: HTTPResponseStatus, body: String, failure: TelephonyFailure
  ) async throws {
    let server = try await FakeAPI(status: status, body: body)
    await #expect(throws: failure) { try await Self.ask(server) { try await $0.dial(try Self.order()) } }
  }

  @Test func `legs are looked up by numbers and day, and those of before are left out`() async throws {
    let body = """
      {"calls":[{"sid":"CAnew","status":"ringing","date_created":"Tue, 06 Jan 2026 10:00:05 +0000"},
       {"sid":"CAbare","status":"queued","date_created":null},
       {"sid":"CAold","status":"completed","date_created":"Tue, 06 Jan 2026 09:59:59 +0000"}]}
      """
    let server = try await FakeAPI(status: .ok, body: body)
    // 2026-01-06T10:00:00Z
    let moment = Timestamp(microseconds: 1_767_693_600_000_000)
    let order = try Self.order()
    let legs = try await Self.ask(server) { try await $0.legs(from: order.line, to: order.number, since: moment) }
    #expect(legs.map(\.text) == ["CAnew", "CAbare"])
    #expect(
      server.requests.first?.head.uri
        == "/2010-04-01/Accounts/AC1/Calls.json?To=%2B15550100100&From=%2B15550100200&StartTime%3E=2026-01-06&PageSize=50"
    )
  }

  // MARK: Whoever is called

  private static func fields(_ status: String) -> [String: String] {
    [
      "AccountSid": "AC00000000000000000000000000000001", "CallSid": leg, "CallStatus": status,
      "Direction": "outbound-api", "From": "+15550100200", "To": "+15550100100",
    ]
  }

  /// A call that was placed and whose leg the carrier hasn't named.
  private static func placed(_ office: Office, connecting target: RoutingTarget = .receptionist) async throws -> Call.ID
  {
    let dialOut = DialOut(store: office.store, dialling: Silence(), telephony: Silence(), time: office.time)
    let place = PlaceCall(store: office.store, dialOut: dialOut, time: office.time)
    let order = PlaceCall.Order(to: try #require(PhoneNumber("+15550100100")), connecting: target)
    return try await place(
      order, as: Call.ID(2), by: .user(User.ID(9), .tenantAdmin, of: office.tenant), of: office.tenant
    ).id
  }

  private static func tree(_ response: Response) throws -> XMLTree {
    #expect(response.status == .ok)
    let tree = try XMLTree(String(decoding: response.body, as: UTF8.self))
    #expect(TwiMLTable.faults(of: tree) == [])
    return tree
  }

  @Test func `whoever picks up speaks with the receptionist, and what follows finds the call by our number`()
    async throws
  {
    let office = try await Office()
    let id = try await Self.placed(office)
    let query = "tenant=\(office.tenant)&call=\(id)"
    #expect(
      try await office.follow("/twilio/voice/status?\(query)", Self.fields("ringing")).status == .noContent)
    #expect(try await office.call()?.status == .ringing)
    let answer = try Self.tree(
      try await office.follow("/twilio/voice/outgoing?\(query)", Self.fields("in-progress")))
    let token = try #require(answer.first("Connect")?.first("Stream")?.first("Parameter")?.attributes["value"])
    let place = try await office.join(token: token)
    try await office.handOver(place)
    // The person on the line is shown to whoever takes over.
    let dial = try #require(
      try Self.tree(try await office.post("/twilio/voice/after-stream", Self.fields("in-progress"))).first("Dial"))
    #expect(dial.attributes["callerId"] == "+15550100100")
    #expect(try await office.post("/twilio/voice/status", Self.fields("completed")).status == .noContent)
    #expect(try await office.call()?.status == .completed)
  }

  @Test(arguments: [("busy", Call.Status.noAnswer), ("failed", .failed)])
  func `whoever doesn't pick up ends the call`(status: String, disposition: Call.Status) async throws {
    let office = try await Office()
    let id = try await Self.placed(office)
    let query = "tenant=\(office.tenant)&call=\(id)"
    for _ in 1...2 {
      #expect(try await office.follow("/twilio/voice/status?\(query)", Self.fields(status)).status == .noContent)
    }
    #expect(try await office.call()?.status == disposition)
    let late = try Self.tree(
      try await office.follow("/twilio/voice/outgoing?\(query)", Self.fields("in-progress")))
    #expect(late.first("Hangup") != nil)
  }

  @Test func `an address without its call is refused`() async throws {
    let office = try await Office()
    #expect(try await office.follow("/twilio/voice/outgoing", Self.fields("in-progress")).status == .badRequest)
  }
}

/// A carrier that says nothing.
private struct Silence: Dialling, Telephony {
  func hangUp(_ leg: CarrierCallID) async throws(TelephonyFailure) { throw .unavailable }
  func dial(_ order: DialOrder) async throws(TelephonyFailure) -> CarrierCallID { throw .unavailable }
  func legs(from line: PhoneNumber, to number: PhoneNumber, since moment: Timestamp) async throws(TelephonyFailure)
    -> [CarrierCallID]
  { throw .unavailable }
}
