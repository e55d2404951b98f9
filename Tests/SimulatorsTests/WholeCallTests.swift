import NIOCore
import NIOPosix
import Simulators
import Testing
import WebSockets

@Suite("Whole calls over real sockets", .timeLimit(.minutes(1)))
struct WholeCallTests {
  private let events = Log<String>()
  private let closures = Log<WebSocketClosure>()

  private var receptionist: @Sendable () -> any WebSocketHandler {
    { [events, closures] in FakeReceptionist(events: events, closures: closures) }
  }

  /// Connects to the receptionist; afterwards dials; then hangs up.
  static func answer(_ request: FakeServer.Request, port: Int) -> FakeServer.Reply {
    switch request.target {
    case "/twilio/voice/incoming":
      .twiml(
        #"<Connect action="/twilio/voice/after-stream"><Stream url="ws://127.0.0.1:\#(port)/twilio/media">"#
          + #"<Parameter name="token" value="secret"/></Stream></Connect>"#)
    case "/twilio/voice/after-stream":
      .twiml(#"<Dial action="/twilio/voice/dial-result">+15550100300</Dial>"#)
    case "/twilio/voice/status": .status(204, type: "text/plain", body: "")
    default: .twiml("<Hangup/>")
    }
  }

  private func script(_ steps: [CallScript.Step], faults: [CallFault] = [], bound: Duration = .seconds(30))
    -> CallScript
  {
    CallScript(
      caller: "+15550100100", dialled: "+15550100200", steps: steps, faults: faults, pace: .times(20), bound: bound)
  }

  @Test func `a caller hears the greeting, asks by key, hears the answer and hangs up`() async throws {
    try await FakeServer.run(answer: Self.answer, socket: receptionist) { server in
      try await Account.carrier(at: server) { carrier in
        let report = await carrier.place(script([.waitForSilence, .press("1"), .waitForSilence, .hangUp]))
        #expect(report.ending == .callerHungUp)
        #expect(report.violations == [])
        #expect(report.heard.map(\.audio) == [FakeReceptionist.greeting, FakeReceptionist.answer])
        #expect(report.heard.map(\.cause) == [.streamStart, .key("1")])
        #expect(report.heard.map(\.mark) == ["greeting", "answer"])
        #expect(report.heard.allSatisfy { $0.latency.map { $0 >= .zero } ?? false })
        #expect(report.duration >= .milliseconds(1500))
        #expect(events.all == ["connected", "start secret", "mark greeting", "dtmf 1", "mark answer", "stop"])
        #expect(await closures.first(1).map(\.code) == [.normal])
        #expect(report.webhooks.map(\.purpose) == [.incoming, .status])
        #expect(carrier.runningCalls == 0)
      }
      let signature = CarrierSignature(authToken: Account.token)
      for request in server.requests {
        let isUpgrade = request.headers["upgrade"] != nil
        let url = isUpgrade ? server.streamURL : server.baseURL + request.target
        #expect(request.headers["x-twilio-signature"] == signature.sign(url: url, fields: request.fields))
      }
      let status = server.requests.last { $0.target == "/twilio/voice/status" }
      #expect(status?.value("CallStatus") == "completed")
      #expect(Int(status?.value("CallDuration") ?? "").map { $0 >= 2 } == true)
    }
  }

  @Test func `a caller who is handed over is dialled on with their number`() async throws {
    try await FakeServer.run(answer: Self.answer, socket: receptionist) { server in
      try await Account.carrier(at: server, callees: ["+15550100300": .answers()]) { carrier in
        let report = await carrier.place(script([.waitForSilence, .press("0")]))
        #expect(report.ending == .serverHungUp)
        #expect(
          report.dialled == [DialledLeg(address: "+15550100300", callerIDSeen: "+15550100100", result: .completed)])
        #expect(report.webhooks.map(\.purpose) == [.incoming, .connectAction, .dialAction, .status])
        #expect(report.timeline.contains { $0.event == .streamClosed(code: 1000, by: .server) })
        #expect(!events.all.contains("stop"))
      }
    }
  }

  @Test func `a caller on the block list is rejected at ring time`() async throws {
    try await FakeServer.run(answer: { _, _ in .twiml("<Reject/>") }) { server in
      try await Account.carrier(at: server) { carrier in
        let report = await carrier.place(script([.hangUp]))
        #expect(report.ending == .rejected(reason: "rejected"))
        #expect(report.webhooks.map(\.verbs) == [["Reject"], []])
      }
    }
  }

  @Test func `a withheld number and a name arrive as such`() async throws {
    try await FakeServer.run(answer: { _, _ in .twiml("<Reject/>") }) { server in
      try await Account.carrier(at: server) { carrier in
        let report = await carrier.place(CallScript(caller: nil, dialled: "not a number", callerName: "ADA"))
        #expect(report.from == "anonymous")
      }
      let incoming = server.requests.first
      #expect(incoming?.value("From") == "anonymous")
      #expect(incoming?.value("To") == "not a number")
      #expect(incoming?.value("CallerName") == "ADA")
      #expect(incoming?.headers["i-twilio-idempotency-token"] != nil)
    }
  }

  @Test func `keys and words go into a gather`() async throws {
    let answer: @Sendable (FakeServer.Request, Int) -> FakeServer.Reply = { request, _ in
      switch request.target {
      case "/twilio/voice/incoming":
        .twiml(#"<Gather action="/keys" numDigits="2"><Say>Two digits, please.</Say></Gather>"#)
      case "/keys": .twiml(#"<Gather action="/words" input="speech"/>"#)
      default: .twiml("")
      }
    }
    try await FakeServer.run(answer: answer) { server in
      try await Account.carrier(at: server) { carrier in
        let speech = [UInt8](repeating: 0x55, count: 8000)
        let report = await carrier.place(script([.press("42"), .speak(speech, words: "sales"), .waitForSilence]))
        #expect(report.ending == .serverHungUp)
        #expect(report.timeline.contains { $0.event == .gathered(digits: "42", speech: "") })
      }
      #expect(server.requests.first { $0.target == "/keys" }?.value("Digits") == "42")
      #expect(server.requests.first { $0.target == "/words" }?.value("SpeechResult") == "sales")
    }
  }

  @Test func `a message after the beep is recorded until the finish key`() async throws {
    let answer: @Sendable (FakeServer.Request, Int) -> FakeServer.Reply = { request, _ in
      request.target == "/twilio/voice/incoming"
        ? .twiml(##"<Record action="/twilio/voice/voicemail" finishOnKey="#"/>"##) : .twiml("<Hangup/>")
    }
    try await FakeServer.run(answer: answer) { server in
      try await Account.carrier(at: server) { carrier in
        let speech = [UInt8](repeating: 0x55, count: 16_000)
        let report = await carrier.place(script([.speak(speech), .press("#")]))
        #expect(report.webhooks.map(\.purpose) == [.incoming, .recordAction, .status])
      }
      let message = server.requests.first { $0.target == "/twilio/voice/voicemail" }
      #expect(message?.value("RecordingDuration") == "2")
      #expect(message?.value("Digits") == "#")
      #expect(message?.value("RecordingUrl")?.contains("/Recordings/RE") == true)
    }
  }

  @Test func `a caller in a queue hears its document until they hang up`() async throws {
    let answer: @Sendable (FakeServer.Request, Int) -> FakeServer.Reply = { request, _ in
      switch request.target {
      case "/twilio/voice/incoming":
        .twiml(#"<Enqueue waitUrl="/twilio/voice/wait" action="/twilio/voice/left">support</Enqueue>"#)
      case "/twilio/voice/wait": .twiml("<Say>Please hold.</Say>")
      default: .twiml("")
      }
    }
    try await FakeServer.run(answer: answer) { server in
      try await Account.carrier(at: server) { carrier in
        let report = await carrier.place(script([.wait(.seconds(5)), .hangUp]))
        #expect(report.queues == ["support"])
        #expect(report.ending == .callerHungUp)
        #expect(report.webhooks.count { $0.purpose == .queueWait } >= 2)
        #expect(report.webhooks.suffix(2).map(\.purpose) == [.enqueueAction, .status])
      }
      let left = server.requests.first { $0.target == "/twilio/voice/left" }
      #expect(left?.value("QueueResult") == "hangup")
    }
  }

  @Test func `with GET the parameters are in the signed query`() async throws {
    try await FakeServer.run(answer: { _, _ in .twiml("<Reject/>") }) { server in
      let configuration = CarrierConfiguration(
        accountSid: Account.sid, authToken: Account.token, webhookBaseURL: server.baseURL, statusPath: nil, method: .get
      )
      try await CarrierSimulator.running(configuration, on: MultiThreadedEventLoopGroup.singleton) { carrier in
        _ = await carrier.place(script([]))
      }
      let request = try #require(server.requests.first)
      #expect(server.requests.count == 1)
      #expect(request.method == "GET")
      #expect(request.target.hasPrefix("/twilio/voice/incoming?AccountSid=AC"))
      let signature = CarrierSignature(authToken: Account.token).sign(url: server.baseURL + request.target)
      #expect(request.headers["x-twilio-signature"] == signature)
    }
  }

  @Test func `a socket cut in the middle of a frame is the server's lost connection`() async throws {
    try await FakeServer.run(answer: Self.answer, socket: receptionist) { server in
      try await Account.carrier(at: server) { carrier in
        let report = await carrier.place(script([.waitForSilence, .fault(.cutSocket), .hangUp]))
        #expect(report.timeline.contains { $0.event == .streamClosed(code: 1006, by: .carrier) })
        #expect(report.webhooks.map(\.purpose).prefix(2) == [.incoming, .connectAction])
        #expect(report.ending == .callerHungUp)
      }
    }
    #expect(await closures.first(1).map(\.failure) == [.connectionLost])
  }

  @Test func `a stream that is refused is a violation, and the call goes on with the action`() async throws {
    try await FakeServer.run(answer: Self.answer) { server in
      try await Account.carrier(at: server) { carrier in
        let report = await carrier.place(script([.hangUp]))
        #expect(report.violations.map(\.code) == [31920])
        #expect(report.webhooks.map(\.purpose).prefix(2) == [.incoming, .connectAction])
      }
    }
  }

  @Test(arguments: [
    ([CallScript.Step.fault(.secondStart)], "start secret"), ([.fault(.sendRaw(text: "{"))], "malformed"),
    ([.fault(.sendBinary([1, 2]))], "binary"),
  ])
  func `faults reach the server`(steps: [CallScript.Step], event: String) async throws {
    try await FakeServer.run(answer: Self.answer, socket: receptionist) { server in
      try await Account.carrier(at: server) { carrier in
        _ = await carrier.place(script([.waitForSilence] + steps + [.wait(.milliseconds(100)), .hangUp]))
      }
    }
    _ = await closures.first(1)
    #expect(events.all.dropFirst(2).contains(event))
  }

  @Test func `an unsigned, a wrongly signed and a forged call look like it`() async throws {
    try await FakeServer.run(answer: Self.answer, socket: receptionist) { server in
      try await Account.carrier(at: server) { carrier in
        _ = await carrier.place(script([.hangUp], faults: [.unsigned]))
        #expect(server.requests.allSatisfy { $0.headers["x-twilio-signature"] == nil })
        let before = server.requests.count
        _ = await carrier.place(
          script([.hangUp], faults: [.wronglySigned, .missingParameter("From"), .parameter("To", value: "")]))
        let incoming = server.requests[before]
        let right = CarrierSignature(authToken: Account.token)
        #expect(
          incoming.headers["x-twilio-signature"]
            != right.sign(url: server.baseURL + incoming.target, fields: incoming.fields))
        #expect(incoming.value("From") == nil)
        #expect(incoming.value("To") == "")
        _ = await carrier.place(
          script([.waitForSilence, .hangUp], faults: [.customParameters([FormField("token", "used")])]))
        #expect(events.all.contains("start used"))
      }
    }
  }

  @Test func `the status may come before the end, and twice`() async throws {
    try await FakeServer.run(answer: Self.answer, socket: receptionist) { server in
      try await Account.carrier(at: server) { carrier in
        let report = await carrier.place(
          script([.waitForSilence, .hangUp], faults: [.statusBeforeEnd, .duplicateStatusCallbacks]))
        #expect(report.ending == .callerHungUp)
        #expect(report.webhooks.map(\.purpose) == [.incoming, .status, .status])
        let status = report.timeline.first {
          if case .webhook(let w) = $0.event { w.purpose == .status } else { false }
        }
        let closed = report.timeline.first { if case .streamClosed = $0.event { true } else { false } }
        #expect((status?.at ?? .zero) < (closed?.at ?? .zero))
      }
      let tokens = server.requests.suffix(2).map { $0.headers["i-twilio-idempotency-token"] }
      #expect(tokens[0] == tokens[1])
    }
  }

  @Test func `the bound ends a call that nobody ends`() async throws {
    try await FakeServer.run(answer: Self.answer, socket: receptionist) { server in
      try await Account.carrier(at: server) { carrier in
        let report = await carrier.place(script([], bound: .seconds(2)))
        #expect(report.ending == .outOfTime)
        // On a machine that is so slow that the stream hadn't opened by then, there is nothing to close.
        guard report.timeline.contains(where: { if case .streamOpened = $0.event { true } else { false } }) else {
          return
        }
        _ = await closures.first(1)
        #expect(events.all.last == "stop")
      }
    }
  }

  @Test func `cancelling hangs up`() async throws {
    try await FakeServer.run(answer: Self.answer, socket: receptionist) { server in
      try await Account.carrier(at: server) { carrier in
        let script = script([])
        let call = Task { await carrier.place(script) }
        _ = await events.first(2)
        call.cancel()
        let report = await call.value
        #expect(report.ending == .cancelled)
        #expect(await closures.first(1).map(\.code) == [.normal])
        #expect(carrier.runningCalls == 0)
      }
    }
  }

  @Test func `a server that doesn't answer is given up after the budget`() async throws {
    try await FakeServer.run(answer: { request, _ in
      request.target == "/twilio/voice/incoming" ? .none : .status(200, type: "text/plain", body: "")
    }) { server in
      // Long enough for the status callback, which is answered, on a machine that does much else.
      try await Account.carrier(at: server, budget: .seconds(5)) { carrier in
        let report = await carrier.place(script([]))
        #expect(report.violations.map(\.code) == [11205])
        #expect(report.webhooks.map(\.status) == [nil, 200])
      }
    }
  }

  @Test func `twenty calls at once do not disturb each other`() async throws {
    try await FakeServer.run(answer: Self.answer, socket: receptionist) { server in
      try await Account.carrier(at: server) { carrier in
        let script = script([.waitForSilence, .press("1"), .waitForSilence, .hangUp])
        let reports = await withTaskGroup(of: CallReport.self) { group in
          for _ in 0..<20 { group.addTask { await carrier.place(script) } }
          return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(reports.count == 20)
        #expect(Set(reports.map(\.callSid)).count == 20)
        #expect(reports.allSatisfy { $0.ending == .callerHungUp && $0.violations.isEmpty })
        #expect(reports.allSatisfy { $0.heard.map(\.byteCount) == [4000, 8000] })
      }
    }
    #expect(await closures.first(20).count == 20)
  }
}
