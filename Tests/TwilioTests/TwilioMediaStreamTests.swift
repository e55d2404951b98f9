import Foundation
import MediaBridge
import NIOCore
import Testing
import Twilio
import WebSockets

@Suite("The protocol of a media stream")
struct TwilioMediaStreamTests {
  private static func started() -> TwilioMediaStream {
    var stream = TwilioMediaStream()
    _ = stream.received(text: ByteBuffer(string: StreamStage.start))
    return stream
  }

  private static func fault(_ action: TwilioMediaStream.Action) -> (LegEnd, CloseCode?)? {
    if case .end(let end, let closing) = action { (end, closing?.code) } else { nil }
  }

  private static func expect(
    _ fault: MediaStreamFault, _ code: CloseCode, _ action: TwilioMediaStream.Action,
    _ location: SourceLocation = #_sourceLocation
  ) {
    let found = Self.fault(action)
    #expect(found?.0 == .misbehaved(fault.reason) && found?.1 == code, sourceLocation: location)
  }

  @Test func `the messages of the vectors are a whole stream`() throws {
    var stream = TwilioMediaStream()
    let actions = try Vectors.streamMessages("from_twilio").map { stream.received(text: ByteBuffer(string: $0)) }
    #expect(actions[0] == .nothing)
    guard case .arrive(let start, "tok_example") = actions[1], case .spoke(let chunk, 20) = actions[2] else {
      Issue.record("not a start and a frame")
      return
    }
    #expect(start.callSID == "CA00000000000000000000000000000001")
    #expect(chunk.byteCount == 160 && chunk.muLaw == [UInt8](repeating: 0xFF, count: 160))
    #expect(actions[4] == .pressed("#"))
    #expect(actions[5] == .heard(PlaybackMark(generation: 1, number: 0)))
    guard case .end(.stopped, let closing) = actions[6] else {
      Issue.record("not an end")
      return
    }
    #expect(closing?.code == .normal)
    #expect(stream.ignored == 0)
  }

  @Test func `every malformed message of the vectors ends a stream in a defined way, or is ignored`() throws {
    let texts = try #require(
      try Vectors.object("twilio-media-streams")["malformed_frames_that_must_not_crash"] as? [String])
    for (index, text) in texts.enumerated() {
      for begun in [false, true] {
        var stream = begun ? Self.started() : TwilioMediaStream()
        let action = stream.received(text: ByteBuffer(string: text))
        switch (index, begun) {
        case (7, _): #expect(action == .nothing && stream.ignored == 1)
        case (9, false): Self.expect(.messageBeforeStart, .policyViolation, action)
        case (9, true): Self.expect(.wrongStream, .policyViolation, action)
        case (6, _): Self.expect(.invalidAudio, .invalidPayload, action)
        default: Self.expect(.invalidMessage, .invalidPayload, action)
        }
        #expect(stream.received(text: ByteBuffer(string: text)) == .nothing)
      }
    }
  }

  @Test(arguments: [
    StreamStage.media(), #"{"event":"dtmf","dtmf":{"digit":"1"}}"#, #"{"event":"mark","mark":{"name":"r0:1"}}"#,
  ])
  func `nothing may come before the start`(_ text: String) {
    var stream = TwilioMediaStream()
    Self.expect(.messageBeforeStart, .policyViolation, stream.received(text: ByteBuffer(string: text)))
  }

  @Test func `a second start ends the stream`() {
    var stream = Self.started()
    Self.expect(.secondStart, .policyViolation, stream.received(text: ByteBuffer(string: StreamStage.start)))
  }

  @Test func `a binary message ends the stream`() {
    var stream = Self.started()
    Self.expect(.binaryFrame, .unacceptableData, stream.receivedBinary())
  }

  @Test func `a message of another stream ends the stream`() {
    for other in ["MZ00000000000000000000000000000002", "", StreamStage.sid + "1"] {
      var stream = Self.started()
      let text = StreamStage.media().replacingOccurrences(of: StreamStage.sid, with: other)
      Self.expect(.wrongStream, .policyViolation, stream.received(text: ByteBuffer(string: text)))
    }
  }

  @Test func `giant audio ends the stream, the largest allowed doesn't`() {
    for (count, isTaken) in [
      (MediaStreamLimits.maximumAudioBytes, true), (MediaStreamLimits.maximumAudioBytes + 1, false),
    ] {
      var stream = Self.started()
      let payload = Data(repeating: 1, count: count).base64EncodedString()
      let action = stream.received(text: ByteBuffer(string: StreamStage.media(payload)))
      if isTaken {
        guard case .spoke(let chunk, 20) = action, chunk.byteCount == count else {
          Issue.record("not taken")
          return
        }
      } else {
        Self.expect(.audioTooLong, .messageTooBig, action)
      }
    }
  }

  @Test func `a stream without a token, or with a giant one, is refused`() {
    let giant = String(repeating: "t", count: MediaStreamLimits.maximumTokenBytes + 1)
    for parameters in ["{}", #"{"token":""}"#, #"{"token":5}"#, "5", "{\"token\":\"\(giant)\"}"] {
      var stream = TwilioMediaStream()
      let text = StreamStage.start.replacingOccurrences(of: #"{"token":"tok"}"#, with: parameters)
      Self.expect(.noToken, .policyViolation, stream.received(text: ByteBuffer(string: text)))
    }
  }

  @Test func `a stream whose audio isn't a telephone's is refused`() {
    for (good, bad) in [("audio/x-mulaw", "audio/L16"), (":8000", ":16000"), (#""channels":1"#, #""channels":2"#)] {
      var stream = TwilioMediaStream()
      let text = StreamStage.start.replacingOccurrences(of: good, with: bad)
      Self.expect(.unknownFormat, .unacceptableData, stream.received(text: ByteBuffer(string: text)))
    }
  }

  @Test func `a stream with an impossible name is refused`() {
    for name in ["", "M Z", "MZ\\\"", "é", String(repeating: "M", count: 65)] {
      var stream = TwilioMediaStream()
      let text = StreamStage.start.replacingOccurrences(of: StreamStage.sid, with: name)
      Self.expect(.invalidMessage, .invalidPayload, stream.received(text: ByteBuffer(string: text)))
    }
  }

  @Test func `a start that comes too late ends the stream, a timer that comes too late doesn't`() {
    var late = TwilioMediaStream()
    Self.expect(.noStartInTime, .policyViolation, late.startIsDue())
    var stream = Self.started()
    #expect(stream.startIsDue() == .nothing)
  }

  @Test func `what isn't ours to act on is ignored and counted`() {
    var stream = Self.started()
    let ignored = [
      #"{"event":"new","streamSid":"x"}"#, StreamStage.media().replacingOccurrences(of: "inbound", with: "outbound"),
      #"{"event":"dtmf","streamSid":"\#(StreamStage.sid)","dtmf":{"digit":"12"}}"#,
      #"{"event":"dtmf","streamSid":"\#(StreamStage.sid)","dtmf":{"digit":"x"}}"#,
      #"{"event":"mark","streamSid":"\#(StreamStage.sid)","mark":{"name":"not ours"}}"#,
    ]
    for text in ignored { #expect(stream.received(text: ByteBuffer(string: text)) == .nothing) }
    #expect(stream.ignored == ignored.count)
    #expect(stream.received(text: ByteBuffer(string: #"{"event":"connected"}"#)) == .nothing)
    #expect(stream.received(text: ByteBuffer(string: StreamStage.media(""))) == .nothing)
    #expect(stream.ignored == ignored.count)
  }

  @Test func `audio without a time has that of the audio before it`() {
    var stream = Self.started()
    _ = stream.received(text: ByteBuffer(string: StreamStage.media(at: 60)))
    let text = StreamStage.media().replacingOccurrences(of: #""timestamp":"20","#, with: "")
    guard case .spoke(_, 60) = stream.received(text: ByteBuffer(string: text)) else {
      Issue.record("not spoken at 60")
      return
    }
  }

  /// Every order of every event: at most one end, and nothing after it.
  @Test func `a stream ends once in whatever order events come`() {
    let events: [(inout TwilioMediaStream) -> TwilioMediaStream.Action] = [
      { $0.received(text: ByteBuffer(string: StreamStage.start)) },
      { $0.received(text: ByteBuffer(string: StreamStage.stop)) },
      { $0.received(text: ByteBuffer(string: StreamStage.media())) }, { $0.received(text: ByteBuffer(string: "{")) },
      { $0.receivedBinary() }, { $0.startIsDue() }, { $0.leave(.finished) },
      { $0.closed(WebSocketClosure(code: .abnormal, began: .peer, failure: .connectionLost)) },
    ]
    var chance = SplitMix(seed: 3)
    for _ in 0..<5000 {
      var stream = TwilioMediaStream()
      var isOver = false
      for event in events.shuffled(using: &chance) + events.shuffled(using: &chance) {
        let action = event(&stream)
        if isOver { #expect(action == .nothing) }
        if case .end = action { isOver = true }
      }
      #expect(isOver)
    }
  }
}
