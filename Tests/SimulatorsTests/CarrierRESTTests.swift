import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix
import Simulators
import Testing

@Suite("The carrier's REST API", .timeLimit(.minutes(1)))
struct CarrierRESTTests {
  private static let callSid = "CA0000000000000000000000000000000a"

  private func post(
    _ carrier: CarrierSimulator, _ form: [FormField], sid: String = callSid, token: String = Account.token
  ) async throws -> (status: Int, body: String) {
    var request = HTTPClientRequest(url: "\(carrier.apiURL)/2010-04-01/Accounts/\(Account.sid)/Calls/\(sid).json")
    request.method = form.isEmpty ? .GET : .POST
    request.setBasicAuth(username: Account.sid, password: token)
    if !form.isEmpty {
      request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
      request.body = .bytes(ByteBuffer(string: FormText.encode(form)))
    }
    let response = try await HTTPClient.shared.execute(request, timeout: .seconds(5))
    return (Int(response.status.code), String(buffer: try await response.body.collect(upTo: 1 << 16)))
  }

  /// A call on hold, and what is done to it meanwhile.
  private func withCall(
    _ body: @escaping @Sendable (CarrierSimulator) async throws -> Void
  ) async throws -> (report: CallReport, requests: [FakeServer.Request]) {
    var result: (CallReport, [FakeServer.Request])?
    let answer: @Sendable (FakeServer.Request, Int) -> FakeServer.Reply = { request, _ in
      request.target == "/twilio/voice/incoming"
        ? .twiml("<Say>Hold</Say><Pause length=\"600\"/>") : .twiml("<Hangup/>")
    }
    try await FakeServer.run(answer: answer) { server in
      try await Account.carrier(at: server) { carrier in
        let script = CallScript(caller: "+15550100100", dialled: "+15550100200", callSid: Self.callSid)
        async let report = carrier.place(script)
        while try await post(carrier, []).body.contains("in-progress") == false { await Task.yield() }
        try await body(carrier)
        result = (await report, server.requests)
      }
    }
    return try #require(result)
  }

  @Test func `completed hangs up, once`() async throws {
    let (report, _) = try await withCall { carrier in
      let first = try await post(carrier, [FormField("Status", "completed")])
      #expect(first.status == 200)
      #expect(first.body.contains(#""status":"completed""#))
      // The call ends on its own loop: it can still be found running for a moment.
      var second = first
      while second.status == 200 { second = try await post(carrier, [FormField("Status", "completed")]) }
      #expect(second.status == 400)
      #expect(second.body.contains(#""code":21220"#))
    }
    #expect(report.ending == .endedByREST)
    #expect(report.webhooks.last?.purpose == .status)
  }

  @Test func `a URL redirects the call`() async throws {
    let (report, requests) = try await withCall { carrier in
      let base = "http://127.0.0.1"
      let bad = try await post(carrier, [FormField("Url", "/relative")])
      #expect(bad.status == 400)
      let both = try await post(carrier, [FormField("Url", base), FormField("Twiml", "<Response/>")])
      #expect(both.status == 400)
      let twiml = try await post(carrier, [FormField("Twiml", "<Response><Say>Bye</Say></Response>")])
      #expect(twiml.status == 200)
    }
    #expect(report.ending == .serverHungUp)
    #expect(report.timeline.contains { $0.event == .said("Bye") })
    #expect(requests.count == 2)
  }

  @Test func `errors are the carrier's`() async throws {
    _ = try await withCall { carrier in
      let stranger = try await post(carrier, [FormField("Status", "completed")], token: "wrong")
      #expect(stranger.status == 401)
      #expect(stranger.body.contains(#""code":20003"#))
      let unknown = try await post(
        carrier, [FormField("Status", "completed")], sid: "CA0000000000000000000000000000000b")
      #expect(unknown.status == 404)
      #expect(unknown.body.contains(#""code":20404"#))
      carrier.refuseRequests(next: 1)
      #expect(try await post(carrier, []).status == 429)
      #expect(try await post(carrier, [FormField("Status", "completed")]).status == 200)
    }
  }

  @Test func `an account SID that is none starts no carrier`() async {
    await #expect(throws: CarrierFailure.invalidAccountSid) {
      try await CarrierSimulator.start(
        CarrierConfiguration(accountSid: "AC123", authToken: "t"), on: MultiThreadedEventLoopGroup.singleton)
    }
  }
}
