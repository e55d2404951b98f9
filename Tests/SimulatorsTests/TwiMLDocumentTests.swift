import Simulators
import Testing

@Suite("TwiML as the carrier reads it")
struct TwiMLDocumentTests {
  @Test func `a gather keeps its prompts, keys and escapes`() throws {
    let document = try TwiMLDocument(
      parsing: #"""
        <?xml version="1.0" encoding="UTF-8"?><Response><Gather action="/g?a=1&amp;b=2" actionOnEmptyResult="true" input="dtmf speech" numDigits="4"><Say>A &amp; B &lt;ok&gt; "q"</Say></Gather></Response>
        """#)
    #expect(
      document.verbs == [
        .gather(
          TwiMLGather(
            prompts: [.say("A & B <ok> \"q\"", loop: 1)], takesKeys: true, takesSpeech: true,
            action: TwiMLTarget(url: "/g?a=1&b=2", method: .post), timeoutSeconds: 5, digitCount: 4, finishKey: "#",
            asksOnEmptyResult: true))
      ])
  }

  @Test func `a stream keeps its parameters`() throws {
    let document = try TwiMLDocument(
      parsing: #"""
        <?xml version="1.0" encoding="UTF-8"?><Response><Connect action="/ended"><Stream url="wss://voice.example.test/media/stream"><Parameter name="token" value="t&lt;1&gt;&amp;" /></Stream></Connect></Response>
        """#)
    #expect(
      document.verbs == [
        .connect(
          TwiMLStream(
            url: "wss://voice.example.test/media/stream", name: nil, statusCallback: nil,
            parameters: [FormField("token", "t<1>&")]), action: TwiMLTarget(url: "/ended", method: .post))
      ])
  }

  @Test func `a dial keeps all its parties`() throws {
    let document = try TwiMLDocument(
      parsing: #"""
        <?xml version="1.0" encoding="UTF-8"?><Response><Dial action="/done" answerOnBridge="true" record="record-from-answer-dual" recordingStatusCallback="/rec" recordingStatusCallbackEvent="completed absent" timeout="20"><Number statusCallback="/st" statusCallbackEvent="initiated ringing answered completed">+15550100300</Number><Client>agent_7f3a<Parameter name="callId" value="c1" /></Client><Sip password="p" username="u">sip:100@pbx.example.test;transport=tls</Sip></Dial></Response>
        """#)
    guard case .dial(let dial) = document.verbs.first else { throw Unexpected() }
    #expect(
      dial.parties.map(\.address) == ["+15550100300", "client:agent_7f3a", "sip:100@pbx.example.test;transport=tls"])
    #expect(dial.parties.map(\.noun) == [.number, .client, .sip])
    #expect(dial.timeoutSeconds == 20)
    #expect(dial.answersOnBridge)
    #expect(dial.callerID == nil)
  }

  @Test(arguments: [
    (#"<Response><Dial><Queue url="/about">t1:support</Queue></Dial></Response>"#, ["Dial"]),
    (#"<Response><Enqueue action="/left" waitUrl="/wait">t1:support</Enqueue></Response>"#, ["Enqueue"]),
    (
      ##"<Response><Say>Leave a message</Say><Record action="/vm" finishOnKey="#" maxLength="120" playBeep="true" "##
        + #"recordingStatusCallback="/rec" timeout="5" /><Hangup /></Response>"#,
      ["Say", "Record", "Hangup"]
    ),
    (#"<Response><Reject reason="busy" /></Response>"#, ["Reject"]),
    (#"<Response><Redirect method="POST">/next</Redirect></Response>"#, ["Redirect"]),
    (
      #"<Response><Pause length="2" /><Play loop="0">https://cdn.example.test/h.mp3</Play><Leave /></Response>"#,
      ["Pause", "Play", "Leave"]
    ),
    (#"<Response />"#, []),
    (#"<Response><Refer action="/ref"><Sip>sip:x@y.test</Sip></Refer></Response>"#, ["Refer"]),
  ])
  func `what the official library writes is read`(xml: String, verbs: [String]) throws {
    let document = try TwiMLDocument(parsing: #"<?xml version="1.0" encoding="UTF-8"?>"# + xml)
    #expect(document.verbs.map(\.name) == verbs)
  }

  @Test(arguments: [
    ("", 12100, "not well-formed"),
    ("<Response>", 12100, "not well-formed"),
    ("<Twiml/>", 12100, "root is <Twiml>"),
    ("<!DOCTYPE x [<!ENTITY a \"b\">]><Response/>", 12100, "document type"),
    ("<Response><Sing>la</Sing></Response>", 12100, "unknown element <Sing>"),
    ("<Response><say>la</say></Response>", 12100, "unknown element <say>"),
    ("<Response>hello</Response>", 12200, "holds no text"),
    ("<Response><Say/></Response>", 12200, "needs text"),
    ("<Response><Say volume=\"9\">x</Say></Response>", 12200, "no attribute volume"),
    ("<Response><Pause length=\"soon\"/></Response>", 12200, "length=\"soon\""),
    ("<Response><Number>+15550100300</Number></Response>", 12200, "<Number> may not stand in <Response>"),
    ("<Response><Gather><Dial>+15550100300</Dial></Gather></Response>", 12200, "<Dial> may not stand in <Gather>"),
    ("<Response><Gather input=\"thought\"/></Response>", 12200, "input=\"thought\""),
    ("<Response><Reject reason=\"rude\"/></Response>", 12200, "reason=\"rude\""),
    ("<Response><Dial/></Response>", 13223, "names nobody"),
    ("<Response><Dial>extension 7</Dial></Response>", 13223, "no phone number"),
    ("<Response><Dial><Number>15550100300</Number></Dial></Response>", 13223, "no phone number"),
    ("<Response><Connect/></Response>", 12200, "exactly one <Stream>"),
    ("<Response><Connect><Stream/></Connect></Response>", 12200, "needs a url"),
    ("<Response><Connect><Stream url=\"ws://voice.example.test/m\"/></Connect></Response>", 11100, "wss://"),
    ("<Response><Connect><Stream url=\"https://voice.example.test/m\"/></Connect></Response>", 11100, "wss://"),
    ("<Response><Connect><Stream url=\"/m\"/></Connect></Response>", 11100, "wss://"),
    ("<Response><Connect><Stream url=\"wss://h.test/m?t=1\"/></Connect></Response>", 12200, "has a query"),
    (
      "<Response><Connect><Stream url=\"wss://h.test/m\" track=\"both_tracks\"/></Connect></Response>", 12200,
      "inbound track only"
    ),
    (
      "<Response><Connect><Stream url=\"wss://h.test/m\"><Parameter name=\"a\"/></Stream></Connect></Response>", 12200,
      "a name and a value"
    ),
  ])
  func `what the carrier refuses is refused with a reason`(xml: String, code: Int, reason: String) {
    #expect {
      _ = try TwiMLDocument(parsing: xml)
    } throws: { error in
      guard let refusal = error as? TwiMLRefusal else { return false }
      return refusal.code == code && refusal.reason.contains(reason)
    }
  }

  @Test func `limits hold to the letter`() throws {
    func stream(_ parameter: Int) -> String {
      let value = String(repeating: "v", count: parameter - 4)
      return "<Response><Connect><Stream url=\"wss://h.test/m\">"
        + "<Parameter name=\"name\" value=\"\(value)\"/></Stream></Connect></Response>"
    }
    _ = try TwiMLDocument(parsing: stream(499))
    #expect(throws: TwiMLRefusal.self) { try TwiMLDocument(parsing: stream(500)) }
    func padded(_ count: Int) -> String { "<Response>" + String(repeating: " ", count: count - 21) + "</Response>" }
    _ = try TwiMLDocument(parsing: padded(65536))
    #expect(throws: TwiMLRefusal.self) { try TwiMLDocument(parsing: padded(65537)) }
  }

  @Test(arguments: ["ws://127.0.0.1:8080/m", "ws://localhost/m", "ws://[::1]:80/m", "wss://h.test/m"])
  func `streams in the clear are for loopback only`(url: String) throws {
    #expect(CarrierURL.isStreamable(url))
    #expect(!CarrierURL.isStreamable("ws://127.0.0.1.example.test/m"))
  }
}

struct Unexpected: Error {}
