import Foundation
import NIOCore
import Testing
import Twilio

@Suite("Messages of a media stream")
struct MediaStreamMessageTests {
  @Test func `every message of the vectors is read`() throws {
    let contents = try Vectors.streamMessages("from_twilio").map {
      try MediaStreamMessage(ByteBuffer(string: $0)).content
    }
    #expect(contents.count == 7)
    #expect(contents[0] == .connected)
    guard case .start(let start) = contents[1], case .media(let first) = contents[2] else {
      Issue.record("not a start and a frame")
      return
    }
    #expect(start.streamSID == "MZ00000000000000000000000000000001" && start.token == "tok_example")
    #expect(start.callSID == "CA00000000000000000000000000000001" && start.isTelephoneAudio)
    #expect(first.milliseconds == 20 && first.byteCount == 160 && first.payload.readableBytes == 216)
    #expect(contents[4] == .dtmf(digit: "#"))
    #expect(contents[5] == .mark(name: "r1:0"))
    #expect(contents[6] == .stop)
  }

  @Test func `every malformed message of the vectors is a named fault or ignored`() throws {
    let texts = try #require(
      try Vectors.object("twilio-media-streams")["malformed_frames_that_must_not_crash"] as? [String])
    #expect(texts.count == 10)
    let read = texts.map { text in
      Result { () throws(MediaStreamFault) in try MediaStreamMessage(ByteBuffer(string: text)) }
    }
    for index in [0, 1, 2, 3, 4, 5, 8] { #expect(read[index].failure == .invalidMessage, "\(texts[index])") }
    #expect(read[6].failure == .invalidAudio)
    #expect(try read[7].get().content == .unknown)
    #expect(try read[9].get().content == .dtmf(digit: ""))
  }

  @Test func `audio is a slice of the message that came`() throws {
    let payload = String(repeating: "QUJD", count: 40)
    var text = ByteBuffer(string: "xx" + StreamStage.media(payload, at: 7))
    text.moveReaderIndex(forwardBy: 2)
    let message = try MediaStreamMessage(text)
    #expect(message.streamSID == ByteBuffer(string: StreamStage.sid))
    guard case .media(let frame) = message.content else {
      Issue.record("no frame")
      return
    }
    #expect(frame.milliseconds == 7 && frame.byteCount == 120 && frame.payload == ByteBuffer(string: payload))
    let (inside, outside) = frame.payload.withUnsafeReadableBytes { slice in
      text.withUnsafeReadableBytes { whole in
        (slice.baseAddress.map { UInt(bitPattern: $0) } ?? 0, whole.baseAddress.map { UInt(bitPattern: $0) } ?? 0)
      }
    }
    #expect(inside > outside && inside < outside + UInt(text.readableBytes))
  }

  @Test(arguments: [
    #"{"media":{"payload":"////","timestamp":20},"streamSid":"S","event":"media"}"#,
    " \n\t{ \"event\" :\r\"media\" , \"streamSid\":\"S\",\"media\" : { \"payload\" : \"////\" , \"timestamp\":\"20\" } } ",
    #"{"event":"media","streamSid":"S","media":{"payload":"\/\/\/\/","timestamp":"20"}}"#,
    #"{"\u0065vent":"media","streamSid":"S","media":{"payload":"////","timestamp":"0020"}}"#,
    #"{"event":"media","streamSid":"S","extra":[1,{"a":null}],"media":{"payload":"////","timestamp":20,"x":{"payload":5}}}"#,
    #"{"event":"media","streamSid":"S","name":"Zoë \" }","media":{"track":"inbound","payload":"////","timestamp":2.0e1}}"#,
  ])
  func `audio is read in any order, spacing and spelling`(_ text: String) throws {
    let message = try MediaStreamMessage(ByteBuffer(string: text))
    #expect(
      message.content == .media(MediaFrame(milliseconds: 20, payload: ByteBuffer(string: "////"), byteCount: 3)))
    #expect(message.streamSID == ByteBuffer(string: "S"))
  }

  @Test(arguments: [
    #"{"event":"media","streamSid":"S","media":{"payload":"////"}} x"#,
    #"{"event":"media","streamSid":"S","media":{"payload":"////"},,}"#,
    #"{"event":"media","streamSid":"S","media":{"payload":"////"}"#, #"{"event":"media","streamSid":"S","media":{}}"#,
    #"{"event":"media","streamSid":"S","media":[]}"#, #"{"event":"media","streamSid":"S","media":{"payload":null}}"#,
    #"{"event":"media","streamSid":"S","media":{"payload":"////","timestamp":"x"}}"#,
    #"{"event":"media","streamSid":"S","media":{"payload":"////","timestamp":-1}}"#,
    #"{"event":"media","streamSid":"S","media":{"payload":"////","timestamp":"99999999999999999999"}}"#,
    #"{"event":"media","streamSid":"S","media":{"payload":"////","timestamp":007}}"#,
    "{\"event\":\"media\",\"streamSid\":\"S\u{1}\",\"media\":{\"payload\":\"////\"}}", #"{"event":5}"#,
    #"{"media":{}}"#, "\"\"",
  ])
  func `broken messages are a named fault`(_ text: String) {
    #expect(throws: MediaStreamFault.invalidMessage) { try MediaStreamMessage(ByteBuffer(string: text)) }
  }

  @Test(arguments: ["%%", "/", "//", "///", "//////", "=", "====", "//=/", "////====", "/ //"])
  func `odd base64 is a named fault`(_ payload: String) {
    #expect(throws: MediaStreamFault.invalidAudio) {
      try MediaStreamMessage(ByteBuffer(string: StreamStage.media(payload)))
    }
  }

  @Test(arguments: [0, 1, 2, 3, 159, 160, 161, 8000])
  func `audio of any length is read`(_ count: Int) throws {
    let payload = Data(repeating: 0x55, count: count).base64EncodedString()
    let message = try MediaStreamMessage(ByteBuffer(string: StreamStage.media(payload)))
    guard case .media(let frame) = message.content else {
      Issue.record("no frame")
      return
    }
    #expect(frame.byteCount == count)
  }

  @Test func `audio of another track isn't the caller's`() throws {
    let text = StreamStage.media().replacingOccurrences(of: "inbound", with: "outbound")
    #expect(try MediaStreamMessage(ByteBuffer(string: text)).content == .unknown)
  }

  /// The fast reader is held to the JSON reader on generated messages and on every kind of damage to them.
  @Test func `the fast reader and the JSON reader agree on whatever comes`() throws {
    var chance = SplitMix(seed: 42)
    var (agreed, refused) = (0, 0)
    for _ in 0..<20_000 {
      var bytes = Array(GeneratedMessage.text(using: &chance).utf8)
      for _ in 0..<Int.random(in: 0...2, using: &chance) { GeneratedMessage.damage(&bytes, using: &chance) }
      let text = ByteBuffer(bytes: bytes)
      let fast = Result { () throws(MediaStreamFault) in try MediaStreamMessage(text) }
      let slow = Result { () throws(MediaStreamFault) in try MediaStreamMessage(json: text) }
      if fast != slow { Issue.record("\(String(buffer: text)): \(fast) is not \(slow)") }
      if case .success = slow { agreed += 1 } else { refused += 1 }
    }
    #expect(agreed > 5000 && refused > 2000, "the generator reaches both sides: \(agreed), \(refused)")
  }
}

extension Result {
  fileprivate var failure: Failure? { if case .failure(let failure) = self { failure } else { nil } }
}
