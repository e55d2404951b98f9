import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Simulators
import Testing

@Suite("Calls that are asked for over REST", .timeLimit(.minutes(1)))
struct OutgoingCallTests {
  private static let form = [
    FormField("To", "+15550100177"), FormField("From", "+15550100200"), FormField("Timeout", "10"),
    FormField("StatusCallbackEvent", "initiated"), FormField("StatusCallbackEvent", "ringing"),
    FormField("StatusCallbackEvent", "answered"), FormField("StatusCallbackEvent", "completed"),
  ]

  private func ask(
    _ carrier: CarrierSimulator, _ form: [FormField]?, query: String = ""
  ) async throws -> (status: Int, body: String) {
    var request = HTTPClientRequest(url: "\(carrier.apiURL)/2010-04-01/Accounts/\(Account.sid)/Calls.json\(query)")
    request.setBasicAuth(username: Account.sid, password: Account.token)
    if let form {
      request.method = .POST
      request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
      request.body = .bytes(ByteBuffer(string: FormText.encode(form)))
    }
    let response = try await HTTPClient.shared.execute(request, timeout: .seconds(5))
    return (Int(response.status.code), String(buffer: try await response.body.collect(upTo: 1 << 16)))
  }

  /// One order, and what the server was asked for it.
  private func order(
    _ manner: CalledParty.Manner, losing isLost: Bool = false
  ) async throws -> (report: CallReport, requests: [FakeServer.Request]) {
    var result: (CallReport, [FakeServer.Request])?
    let answer: @Sendable (FakeServer.Request, Int) -> FakeServer.Reply = { _, _ in .twiml("<Say>Hello</Say>") }
    let party = CalledParty(manner, CallScript(caller: nil, dialled: "", pace: .times(50)))
    try await FakeServer.run(answer: answer) { server in
      try await Account.carrier(at: server, parties: ["+15550100177": party], ownNumbers: ["+15550100200"]) { carrier in
        if isLost { carrier.loseOrderAnswers(next: 1) }
        let form =
          Self.form + [FormField("Url", server.baseURL + "/doc"), FormField("StatusCallback", server.baseURL + "/st")]
        if isLost {
          await #expect(throws: (any Error).self) { try await ask(carrier, form) }
        } else {
          let made = try await ask(carrier, form)
          #expect(made.status == 201 && made.body.contains(#""status":"queued""#))
        }
        while carrier.outgoingReports.isEmpty { await Task.yield() }
        let list = try await ask(carrier, nil, query: "?From=%2B15550100200&To=%2B15550100177")
        #expect(list.body.contains(carrier.outgoingReports[0].callSid))
        #expect(try await ask(carrier, nil, query: "?From=%2B15550100200&To=%2B1").body.contains(#""calls":[]"#))
        result = (carrier.outgoingReports[0], server.requests)
      }
    }
    return try #require(result)
  }

  @Test func `it rings, is picked up, follows the document and ends`() async throws {
    let (report, requests) = try await order(.picksUp(after: .seconds(2)))
    #expect(report.ending == .serverHungUp && report.violations.isEmpty)
    #expect(
      requests.map { $0.value("CallStatus") } == ["initiated", "ringing", "in-progress", "in-progress", "completed"])
    #expect(requests.allSatisfy { $0.value("Direction") == "outbound-api" && $0.value("From") == "+15550100200" })
    #expect(requests.filter { $0.target == "/doc" }.count == 1)
  }

  @Test(arguments: [
    (CalledParty.Manner.busy, "busy"), (.noAnswer, "no-answer"), (.fails, "failed"),
    (.picksUp(after: .seconds(11)), "no-answer"),
  ])
  func `nobody picks up`(manner: CalledParty.Manner, status: String) async throws {
    let (report, requests) = try await order(manner)
    #expect(requests.last?.value("CallStatus") == status && !requests.contains { $0.target == "/doc" })
    guard case .notPickedUp = report.ending else { throw Unexpected() }
  }

  @Test func `an order whose answer is lost is carried out`() async throws {
    let (report, _) = try await order(.picksUp(), losing: true)
    #expect(report.ending == .serverHungUp)
  }

  @Test func `a number that isn't the account's, or is none, is refused`() async throws {
    let answer: @Sendable (FakeServer.Request, Int) -> FakeServer.Reply = { _, _ in .twiml("") }
    try await FakeServer.run(answer: answer) { server in
      try await Account.carrier(at: server, ownNumbers: ["+15550100200"]) { carrier in
        let url = FormField("Url", server.baseURL + "/doc")
        let strange = try await ask(carrier, [Self.form[0], FormField("From", "+15550100201"), url])
        #expect(strange.status == 400 && strange.body.contains("21210"))
        let none = try await ask(carrier, [FormField("To", "anonymous"), Self.form[1], url])
        #expect(none.status == 400 && none.body.contains("21211"))
      }
    }
  }
}
