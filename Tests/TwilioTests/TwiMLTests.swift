import Foundation
import Testing
import Twilio
import VoiceCore

@Suite("TwiML")
struct TwiMLTests {
  private static func documents() throws -> [String: TwiML] {
    let number = try #require(PhoneNumber("+15550100300"))
    let support = try QueueName("t1:support")
    return [
      "gather_say_escaping": .response([
        .gather(
          Gather(
            .both, action: "/g?a=1&b=2", numberOfKeys: 4, asksWhenEmpty: true,
            prompts: [.say(try Say("A & B <ok> \"q\""))]))
      ]),
      "connect_stream": .response([
        .connect(
          Connect(
            try StreamURL("wss://voice.example.test/media/stream"),
            parameters: [try StreamParameter("token", "t<1>&")], action: "/ended"))
      ]),
      "dial_nouns": .response([
        .dial(
          try Dial(
            .parties([
              .number(number, callback: LegCallback("/st", of: LegCallback.Step.allCases)),
              .client("agent_7f3a", parameters: [try StreamParameter("callId", "c1")]),
              .sip("sip:100@pbx.example.test;transport=tls", username: "u", password: "p"),
            ]), action: "/done", timeoutSeconds: 20, answersOnBridge: true,
            recording: Dial.Recording(callback: "/rec")))
      ]),
      "dial_queue": .response([.dial(try Dial(.queue(support, url: "/about")))]),
      "enqueue": .response([.enqueue(Enqueue(support, waitURL: "/wait", action: "/left"))]),
      "voicemail": .response([
        .say(try Say("Leave a message")),
        .record(Record(action: "/vm", maximumSeconds: 120, statusCallback: "/rec")), .hangup,
      ]),
      "reject_busy": .reject(.busy),
      "redirect": .response([.redirect("/next")]),
      "wait_music": .response([
        .pause(seconds: 2), .play(Play("https://cdn.example.test/h.mp3", loop: 0)), .leave,
      ]),
      "empty": .response([]),
      "refer": .response([.refer("sip:x@y.test", action: "/ref")]),
    ]
  }

  @Test func `every document of the vectors can be said, and reads the same`() throws {
    let cases = try #require(try Vectors.object("twilio-twiml")["cases"] as? [[String: String]])
    let documents = try Self.documents()
    #expect(cases.count == 11 && documents.count == 11)
    for vector in cases {
      let name = try #require(vector["name"])
      let document = try #require(documents[name])
      #expect(try XMLTree(document.text) == XMLTree(try #require(vector["xml"])), "\(name)")
      #expect(TwiMLTable.faults(of: try XMLTree(document.text)) == [], "\(name)")
    }
  }

  @Test func `any text comes out of the document as it went in, but for what XML forbids`() throws {
    var chance = SplitMix(seed: 7)
    for _ in 0..<300 {
      let scalars = (0..<Int.random(in: 0..<30, using: &chance)).compactMap { _ in
        Unicode.Scalar(UInt32.random(in: 0...(Bool.random(using: &chance) ? 0x7F : 0xFFFF), using: &chance))
      }
      let text = String(String.UnicodeScalarView(scalars))
      let allowed = scalars.filter { scalar in
        switch scalar {
        case "\t", "\n", "\r": true
        case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": false
        default: true
        }
      }
      let document = TwiML.response([
        .connect(
          Connect(try StreamURL("wss://a.test/m"), parameters: [try StreamParameter("n", text)], action: "/a")),
        .say(try Say(text)),
      ])
      let tree = try XMLTree(document.text)
      let expected = String(String.UnicodeScalarView(allowed))
      let parameter = try #require(tree.children.first?.children.first?.children.first)
      #expect(parameter.attributes["value"].map { Array($0.unicodeScalars) } == Array(expected.unicodeScalars))
      #expect(Array(tree.children[1].text.unicodeScalars) == Array(expected.unicodeScalars))
    }
  }

  @Test(arguments: ["https://a.test/m", "ws://a.test/m", "wss://a.test/m?x=1", "wss://a.test/m#x", "wss://", "/m", ""])
  func `a stream goes to a wss address without a query`(_ url: String) {
    #expect(throws: TwiMLError.streamURL) { try StreamURL(url) }
  }

  @Test(arguments: [
    "wss://a.test/m", "wss://a.test:8443/m", "ws://127.0.0.1:8080/m", "ws://localhost/m", "ws://[::1]:9/m",
  ])
  func `or to this machine`(_ url: String) throws {
    #expect(throws: Never.self) { try StreamURL(url) }
  }

  @Test func `what the carrier would refuse can't be said`() throws {
    #expect(throws: TwiMLError.parameterTooLong) { try StreamParameter("n", String(repeating: "x", count: 499)) }
    #expect(throws: Never.self) { try StreamParameter("n", String(repeating: "x", count: 498)) }
    #expect(throws: TwiMLError.partyCount) { try Dial(.parties([])) }
    #expect(throws: TwiMLError.partyCount) { try Dial(.parties(Array(repeating: .client("a"), count: 11))) }
    #expect(throws: TwiMLError.queueName) { try QueueName("") }
    #expect(throws: TwiMLError.queueName) { try QueueName(String(repeating: "q", count: 65)) }
    #expect(throws: TwiMLError.textTooLong) { try Say(String(repeating: "x", count: 4097)) }
  }
}
