import Simulators
import Testing

@Suite("A call on the carrier's side")
struct CarrierCallTests {
  private static let base = "https://voice.example.test"

  private func call(
    faults: [CallFault] = [], callees: [String: Callee] = [:], from: String = "+15550100100"
  ) -> CarrierCall {
    CarrierCall(
      CallIdentity(
        accountSid: "AC00000000000000000000000000000001", callSid: "CA00000000000000000000000000000001", from: from,
        to: "+15550100200"),
      plan: CallPlan(
        incoming: TwiMLTarget(url: Self.base + "/twilio/voice/incoming", method: .post),
        status: TwiMLTarget(url: Self.base + "/twilio/voice/status", method: .post), faults: faults, callees: callees,
        startedAt: 1_767_693_600))
  }

  private func reply(_ inner: String, status: Int = 200, type: String? = "text/xml") -> CarrierCall.Outcome {
    .answered(
      WebhookAnswer(.replied(status: status, contentType: type, body: Array("<Response>\(inner)</Response>".utf8))))
  }

  private func webhook(_ next: CarrierCall.Next) throws -> Webhook {
    guard case .request(let webhook) = next.step else { throw Unexpected() }
    return webhook
  }

  @Test func `rings with the parameters of a real call`() throws {
    var call = call()
    let webhook = try webhook(call.begin())
    #expect(webhook.url == "https://voice.example.test/twilio/voice/incoming")
    #expect(webhook.value("CallStatus") == "ringing")
    #expect(webhook.value("From") == "+15550100100")
    #expect(webhook.value("Caller") == "+15550100100")
    #expect(webhook.value("To") == "+15550100200")
    #expect(webhook.value("ToCity") == "")
    #expect(webhook.value("Direction") == "inbound")
    #expect(webhook.value("ApiVersion") == "2010-04-01")
    #expect(webhook.value("CallerName") == nil)
  }

  @Test func `a withheld number is anonymous and without a place`() throws {
    var call = call(from: "anonymous")
    let webhook = try webhook(call.begin())
    #expect(webhook.value("From") == "anonymous")
    #expect(webhook.value("FromCity") == "")
    #expect(webhook.value("FromCountry") == "")
  }

  @Test func `a rejected call ends at ring time`() {
    var call = call()
    _ = call.begin()
    let end = call.next(after: reply(#"<Reject reason="busy"/>"#), at: .seconds(1))
    #expect(end.step == .ended(.rejected(reason: "busy")))
    #expect(end.notices.map { $0.value("CallStatus") } == ["busy"])
    #expect(end.notices.map { $0.value("CallDuration") } == ["0"])
  }

  @Test func `a call that was answered cannot be rejected`() {
    var call = call()
    _ = call.begin()
    _ = call.next(after: reply("<Say>Hello</Say><Reject/>"), at: .zero)
    let end = call.next(after: .elapsed, at: .seconds(1))
    guard case .ended(.failed(let violation)) = end.step else {
      Issue.record("it was")
      return
    }
    #expect(violation.reason.contains("<Reject> must be the first verb"))
  }

  @Test(arguments: [
    (CarrierCall.Outcome.answered(WebhookAnswer(.failed(.timeout("late")))), 11205),
    (.answered(WebhookAnswer(.replied(status: 500, contentType: "text/xml", body: []))), 11200),
    (.answered(WebhookAnswer(.replied(status: 403, contentType: nil, body: []))), 11200),
    (.answered(WebhookAnswer(.replied(status: 200, contentType: "application/json", body: []))), 12300),
    (.answered(WebhookAnswer(.replied(status: 200, contentType: nil, body: []))), 12300),
    (.answered(WebhookAnswer(.replied(status: 200, contentType: "text/xml", body: Array("<a".utf8)))), 12100),
  ])
  func `an answer that cannot be used ends the call with a code`(outcome: CarrierCall.Outcome, code: Int) {
    var call = call()
    _ = call.begin()
    let end = call.next(after: outcome, at: .seconds(1))
    guard case .ended(.failed(let violation)) = end.step else {
      Issue.record("the call went on")
      return
    }
    #expect(violation.code == code)
    #expect(end.notices.map(\.purpose) == [.status])
  }

  @Test func `goes from stream to action to transfer, and the callee sees the caller`() throws {
    var call = call(callees: ["+15550100300": .answers(after: .seconds(2), talks: .seconds(5))])
    _ = call.begin()
    let connect =
      #"<Connect action="/twilio/voice/after-stream"><Stream url="wss://voice.example.test/twilio/media">"#
      + #"<Parameter name="token" value="abc"/></Stream></Connect>"#
    guard case .stream(let url, let identity) = call.next(after: reply(connect), at: .zero).step else {
      throw Unexpected()
    }
    #expect(url == "wss://voice.example.test/twilio/media")
    #expect(identity.customParameters == [FormField("token", "abc")])
    let after = try webhook(call.next(after: .streamEnded(.serverClosed(code: 1000)), at: .seconds(3)))
    #expect(after.url == "https://voice.example.test/twilio/voice/after-stream")
    #expect(after.value("StreamSid") == identity.streamSid)
    #expect(after.value("CallStatus") == "in-progress")
    let dial = #"<Dial action="dial-result" timeout="20">+15550100300</Dial>"#
    #expect(
      call.next(after: reply(dial), at: .seconds(3)).step == .hold(.init(sound: .prompt, duration: .seconds(2))))
    #expect(
      call.next(after: .elapsed, at: .seconds(5)).step == .hold(.init(sound: .silence, duration: .seconds(5))))
    let result = try webhook(call.next(after: .elapsed, at: .seconds(10)))
    #expect(result.url == "https://voice.example.test/twilio/voice/dial-result")
    #expect(result.value("DialCallStatus") == "completed")
    #expect(result.value("DialCallDuration") == "5")
    #expect(result.value("DialBridged") == "true")
    let end = call.next(after: reply(""), at: .seconds(10))
    #expect(end.step == .ended(.serverHungUp))
    #expect(end.notices.map { $0.value("CallDuration") } == ["10"])
    #expect(
      call.dialled == [DialledLeg(address: "+15550100300", callerIDSeen: "+15550100100", result: .completed)])
  }

  @Test(arguments: [
    (Callee.busy, Duration.seconds(1), "busy"), (.noAnswer, .seconds(20), "no-answer"), (.fails, .seconds(1), "failed"),
    (.answers(after: .seconds(21)), .seconds(20), "no-answer"),
  ])
  func `somebody who doesn't answer is told to the action`(callee: Callee, rings: Duration, status: String) throws {
    var call = call(callees: ["+15550100300": callee])
    _ = call.begin()
    let ring = call.next(after: reply(#"<Dial action="/d" timeout="20">+15550100300</Dial>"#), at: .zero)
    #expect(ring.step == .hold(.init(sound: .prompt, duration: rings)))
    let result = try webhook(call.next(after: .elapsed, at: rings))
    #expect(result.value("DialCallStatus") == status)
    #expect(result.value("DialCallDuration") == nil)
    #expect(result.value("DialBridged") == "false")
  }

  @Test func `a dialled leg that is led away ends the dial for its parent and goes its own way`() throws {
    var call = call(callees: ["+15550100300": .answers(after: .seconds(2), talks: .seconds(50))])
    _ = call.begin()
    let number = #"<Number statusCallback="/st" statusCallbackEvent="answered completed">+15550100300</Number>"#
    _ = call.next(after: reply("<Dial action=\"/d\">\(number)</Dial>"), at: .zero)
    let up = call.next(after: .elapsed, at: .seconds(2))
    let sid = try #require(up.notices.first?.value("CallSid"))
    let order = LineInterrupt.Order.redirected(.url(TwiMLTarget(url: Self.base + "/conference")))
    let next = call.next(after: .interrupted(.leg(sid, order)), at: .seconds(9))
    let action = try webhook(next)
    #expect(action.url == Self.base + "/d" && action.value("DialCallStatus") == "completed")
    #expect(action.value("DialCallDuration") == nil)
    // The leg isn't over.
    #expect(next.notices.isEmpty)
    #expect(call.next(after: reply("<Say>Hello</Say>"), at: .seconds(9)).step != .ended(.serverHungUp))
  }

  @Test func `a call is in a room until it ends or the caller hangs up, and then the action is asked`() throws {
    let dial = #"<Dial action="/left"><Conference endConferenceOnExit="true">room-1</Conference></Dial>"#
    for isEnd in [true, false] {
      var call = call()
      _ = call.begin()
      let entered = call.next(after: reply(dial), at: .zero)
      #expect(entered.step == .confer(room: "room-1", endsOnExit: true))
      let left = call.next(after: isEnd ? .roomEnded : .callerHungUp(recorded: nil), at: .seconds(4))
      let action = isEnd ? try webhook(left) : try #require(left.notices.first)
      #expect(action.url == Self.base + "/left" && action.value("DialCallStatus") == "completed")
      #expect(action.value("CallStatus") == (isEnd ? "in-progress" : "completed"))
      #expect(action.value("DialCallSid") == nil)
    }
  }

  @Test func `a conference stands alone in its dial`() {
    var call = call()
    _ = call.begin()
    let end = call.next(
      after: reply("<Dial><Conference>a</Conference><Number>+15550100300</Number></Dial>"), at: .zero)
    guard case .ended(.failed) = end.step else {
      Issue.record("it was taken")
      return
    }
  }

  @Test func `without an action the next verb follows`() {
    var call = call(callees: ["+15550100300": .busy])
    _ = call.begin()
    _ = call.next(after: reply("<Dial>+15550100300</Dial><Say>Sorry</Say>"), at: .zero)
    let next = call.next(after: .elapsed, at: .seconds(1))
    #expect(next.step == .hold(.init(sound: .prompt, duration: .milliseconds(300))))
  }

  @Test func `a caller id of strangers is noted, and the caller's own is seen`() {
    var call = call(callees: ["+15550100300": .busy])
    _ = call.begin()
    _ = call.next(after: reply(#"<Dial callerId="+15550109999">+15550100300</Dial>"#), at: .zero)
    _ = call.next(after: .elapsed, at: .seconds(1))
    #expect(call.dialled.map(\.callerIDSeen) == ["+15550100100"])
    #expect(call.violations.map(\.code) == [13214])
  }

  @Test func `the legs of a dial post the events they were asked for`() throws {
    var call = call(callees: ["+15550100300": .answers(after: .seconds(1), talks: .seconds(60))])
    _ = call.begin()
    let dial =
      #"<Dial><Number statusCallback="/leg" statusCallbackEvent="initiated ringing answered completed">"#
      + #"+15550100300</Number></Dial>"#
    var notices = call.next(after: reply(dial), at: .zero).notices
    notices += call.next(after: .elapsed, at: .seconds(1)).notices
    notices += call.next(after: .elapsed, at: .seconds(61)).notices.filter { $0.purpose == .legStatus }
    #expect(notices.map { $0.value("CallStatus") } == ["initiated", "ringing", "in-progress", "completed"])
    #expect(notices.map { $0.value("SequenceNumber") } == ["0", "1", "2", "3"])
    #expect(notices.last?.value("CallDuration") == "60")
    #expect(notices.last?.value("Duration") == "1")
    #expect(Set(notices.map { $0.value("ParentCallSid") }) == ["CA00000000000000000000000000000001"])
  }

  @Test func `a gather tells digits, and without input goes on`() throws {
    var call = call()
    _ = call.begin()
    let gather = #"<Gather action="/twilio/voice/gather?step=2"/><Redirect>/twilio/voice/again</Redirect>"#
    guard case .gather = call.next(after: reply(gather), at: .zero).step else { throw Unexpected() }
    var other = call
    let digits = try webhook(call.next(after: .gathered(digits: "42", finishKey: "#", speech: ""), at: .seconds(1)))
    #expect(digits.url == "https://voice.example.test/twilio/voice/gather?step=2")
    #expect(digits.value("Digits") == "42")
    #expect(digits.value("FinishedOnKey") == "#")
    let none = try webhook(other.next(after: .gathered(digits: "", finishKey: nil, speech: ""), at: .seconds(5)))
    #expect(none.url == "https://voice.example.test/twilio/voice/again")
  }

  @Test func `a queue is reached by its name and its wait document asked again`() throws {
    var call = call()
    _ = call.begin()
    let enqueue = #"<Enqueue waitUrl="/twilio/voice/wait" action="/left">support</Enqueue>"#
    let wait = try webhook(call.next(after: reply(enqueue), at: .seconds(1)))
    #expect(wait.purpose == .queueWait)
    #expect(wait.value("QueuePosition") == "1")
    _ = call.next(after: reply("<Pause length=\"2\"/>"), at: .seconds(1))
    let again = try webhook(call.next(after: .elapsed, at: .seconds(3)))
    #expect(again.purpose == .queueWait)
    #expect(again.value("QueueTime") == "2")
    let left = try webhook(call.next(after: reply("<Leave/>"), at: .seconds(3)))
    #expect(left.url == "https://voice.example.test/left")
    #expect(left.value("QueueResult") == "leave")
    #expect(call.timeline.contains { $0.event == .enqueued(queue: "support") })
  }

  @Test func `a message is recorded and told`() throws {
    var call = call()
    _ = call.begin()
    let record = #"<Record action="/vm" recordingStatusCallback="/rec"/>"#
    guard case .record = call.next(after: reply(record), at: .zero).step else { throw Unexpected() }
    let next = call.next(after: .recorded(.milliseconds(3200), key: "#"), at: .seconds(4))
    let action = try webhook(next)
    #expect(action.value("RecordingDuration") == "4")
    #expect(action.value("Digits") == "#")
    #expect(next.notices.map { $0.value("RecordingStatus") } == ["completed"])
  }

  @Test func `a redirect by REST leads elsewhere, and TwiML by REST has no address to be relative to`() throws {
    var call = call()
    _ = call.begin()
    _ = call.next(after: reply("<Pause length=\"60\"/>"), at: .zero)
    let url = TwiMLTarget(url: "https://voice.example.test/elsewhere", method: .post)
    let next = try webhook(call.next(after: .interrupted(.redirected(.url(url))), at: .seconds(1)))
    #expect(next.url == "https://voice.example.test/elsewhere")
    let text = #"<Response><Gather action="/relative"/></Response>"#
    _ = call.next(after: .interrupted(.redirected(.document(text))), at: .seconds(2))
    let end = call.next(after: .gathered(digits: "1", finishKey: nil, speech: ""), at: .seconds(3))
    guard case .ended(.failed(let violation)) = end.step else {
      Issue.record("the relative address was requested")
      return
    }
    #expect(violation.code == 11100)
  }

  @Test func `status callbacks repeat when told to, and come once otherwise`() {
    var twice = call(faults: [.duplicateStatusCallbacks])
    _ = twice.begin()
    #expect(twice.next(after: reply("<Hangup/>"), at: .seconds(1)).notices.count == 2)
    var never = call(faults: [.noStatusCallback])
    _ = never.begin()
    #expect(never.next(after: reply("<Hangup/>"), at: .seconds(1)).notices.isEmpty)
    var early = call(faults: [.statusBeforeEnd])
    _ = early.begin()
    #expect(early.statusNotices(at: .seconds(1)).count == 1)
    #expect(early.next(after: .callerHungUp(recorded: nil), at: .seconds(1)).notices.isEmpty)
  }

  @Test func `documents that lead in a circle end`() {
    var call = call()
    var next = call.begin()
    for _ in 0...CarrierCall.maximumDocuments {
      guard case .request = next.step else { break }
      next = call.next(after: reply("<Redirect>/again</Redirect>"), at: .zero)
    }
    guard case .ended(.failed) = next.step else {
      Issue.record("the circle goes on")
      return
    }
  }
}

extension Webhook {
  fileprivate func value(_ name: String) -> String? { fields.first { $0.name == name }?.value }
}

extension CarrierCall {
  fileprivate var dialled: [DialledLeg] {
    timeline.compactMap { if case .dialled(let leg) = $0.event { leg } else { nil } }
  }
  fileprivate var violations: [CarrierViolation] {
    timeline.compactMap { if case .violated(let violation) = $0.event { violation } else { nil } }
  }
}
