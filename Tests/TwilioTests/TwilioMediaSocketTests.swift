import MediaBridge
import NIOCore
import NIOEmbedded
import Testing
import Twilio
import WebSockets

@Suite("The caller's leg on its socket")
struct TwilioMediaSocketTests {
  @Test func `a stream that begins arrives with its token and its call`() throws {
    let stage = StreamStage()
    stage.receive(#"{"event":"connected","protocol":"Call","version":"1.0.0"}"#, StreamStage.start)
    let arrival = try #require(stage.arrivals.first)
    #expect(stage.arrivals.count == 1 && arrival.token == "tok" && arrival.carrierCall == "CA1")
    #expect(arrival.leg.value === stage.leg)
  }

  @Test func `the bridge hears what comes once it is there`() {
    let stage = StreamStage()
    stage.receive(StreamStage.start, StreamStage.media(at: 20))
    stage.leg.attach(stage.bridge)
    stage.receive(
      StreamStage.media(at: 40), #"{"event":"dtmf","streamSid":"\#(StreamStage.sid)","dtmf":{"digit":"4"}}"#,
      #"{"event":"mark","streamSid":"\#(StreamStage.sid)","mark":{"name":"r2:7"}}"#)
    stage.leg.writabilityChanged(isWritable: false)
    #expect(stage.bridge.heard == ["audio 3 at 40", "key 4", "mark r2:7", "writable false"])
  }

  @Test func `keys that were pressed before the bridge came are told when it comes, and no more than the bound`() {
    let stage = StreamStage()
    stage.receive(StreamStage.start)
    for _ in 0...MediaStreamLimits.maximumEarlyKeys {
      stage.receive(#"{"event":"dtmf","streamSid":"\#(StreamStage.sid)","dtmf":{"digit":"7"}}"#)
    }
    #expect(stage.bridge.heard.isEmpty)
    stage.leg.attach(stage.bridge)
    #expect(stage.bridge.heard == Array(repeating: "key 7", count: MediaStreamLimits.maximumEarlyKeys))
  }

  @Test func `what is said goes out in order`() {
    let stage = StreamStage()
    stage.begin()
    stage.leg.play(AudioChunk(muLaw: [1, 2, 3]))
    stage.leg.mark(PlaybackMark(generation: 0, number: 1))
    stage.leg.clear()
    #expect(
      stage.wire.sent == [
        #"{"event":"media","streamSid":"\#(StreamStage.sid)","media":{"payload":"AQID"}}"#,
        #"{"event":"mark","streamSid":"\#(StreamStage.sid)","mark":{"name":"r0:1"}}"#,
        #"{"event":"clear","streamSid":"\#(StreamStage.sid)"}"#,
      ])
  }

  @Test func `what is said before the start waits, and too much of it ends the leg`() {
    let stage = StreamStage()
    stage.leg.play(AudioChunk(muLaw: [1, 2, 3]))
    stage.leg.mark(PlaybackMark(generation: 0, number: 1))
    #expect(stage.wire.sent.isEmpty)
    stage.receive(StreamStage.start)
    #expect(stage.wire.sent.count == 2 && stage.wire.sent[0].contains("AQID") && stage.wire.sent[1].contains("r0:1"))

    let flooded = StreamStage()
    for _ in 0...MediaStreamLimits.maximumWaitingMessages { flooded.leg.clear() }
    #expect(flooded.wire.closings == [.internalError])
  }

  @Test func `a reception that is full closes with try again later`() {
    let stage = StreamStage(takes: false)
    stage.receive(StreamStage.start)
    #expect(stage.wire.closings == [.tryAgainLater])
  }

  @Test(arguments: [
    (LegDeparture.refused, CloseCode.policyViolation), (.finished, .normal), (.failed, .internalError),
    (.unavailable, .tryAgainLater),
  ])
  func `each departure has its close code, and the bridge is told once`(_ departure: LegDeparture, _ code: CloseCode) {
    let stage = StreamStage()
    stage.begin()
    stage.leg.leave(departure)
    stage.leg.leave(.failed)
    stage.leg.play(AudioChunk(muLaw: [1]))
    stage.close(began: .local)
    #expect(stage.wire.closings == [code] && stage.wire.sent.isEmpty)
    #expect(stage.bridge.ends == [.left])
  }

  @Test func `a stop, then the close, is one end`() {
    let stage = StreamStage()
    stage.begin()
    stage.receive(StreamStage.stop, StreamStage.media(), StreamStage.stop)
    stage.close()
    #expect(stage.bridge.ends == [.stopped] && stage.bridge.heard.isEmpty)
    #expect(stage.wire.closings == [.normal])
  }

  @Test(arguments: [
    (WebSocketClosure(code: .abnormal, began: .peer, failure: .connectionLost), LegEnd.lost),
    (WebSocketClosure(code: .normal, began: .peer), .lost),
    (WebSocketClosure(code: .abnormal, began: .peer, failure: .peerUnresponsive), .lost),
    (WebSocketClosure(code: .goingAway, began: .local), .left),
    (
      WebSocketClosure(code: .messageTooBig, began: .local, failure: .messageTooBig),
      .misbehaved(MediaStreamFault.messageTooBig.reason)
    ),
    (
      WebSocketClosure(code: .invalidPayload, began: .local, failure: .invalidUTF8),
      .misbehaved(MediaStreamFault.invalidMessage.reason)
    ),
  ])
  func `a socket that goes without a stop says how`(_ closure: WebSocketClosure, _ end: LegEnd) {
    let stage = StreamStage()
    stage.begin()
    stage.leg.closed(closure)
    stage.leg.leave(.finished)
    #expect(stage.bridge.ends == [end] && stage.wire.closings.isEmpty)
  }

  @Test func `a stream that breaks the protocol is closed and the bridge told`() {
    let stage = StreamStage()
    stage.begin()
    stage.leg.received(binary: ByteBuffer(bytes: [0]))
    stage.close(began: .local)
    #expect(stage.bridge.ends == [.misbehaved(MediaStreamFault.binaryFrame.reason)])
    #expect(stage.wire.closings == [.unacceptableData])
  }

  @Test func `an end before the bridge came is told when it comes`() {
    let stage = StreamStage()
    stage.receive(StreamStage.start, StreamStage.stop)
    stage.leg.attach(stage.bridge)
    #expect(stage.bridge.ends == [.stopped])
  }

  @Test func `a stream that doesn't begin in time is closed`() {
    let silent = StreamStage()
    silent.loop.advanceTime(by: MediaStreamLimits.startTimeout - .nanoseconds(1))
    #expect(silent.wire.closings.isEmpty)
    silent.loop.advanceTime(by: .nanoseconds(1))
    #expect(silent.wire.closings == [.policyViolation])

    let begun = StreamStage()
    begun.receive(StreamStage.start)
    begun.loop.advanceTime(by: .minutes(1))
    #expect(begun.wire.closings.isEmpty)
  }

  @Test func `nothing is left of a leg that is over`() {
    weak var leg: TwilioMediaSocket?
    weak var bridge: FakeBridge?
    do {
      let stage = StreamStage()
      stage.begin()
      stage.forgetArrivals()
      (leg, bridge) = (stage.leg, stage.bridge)
      stage.receive(StreamStage.stop)
      stage.close()
    }
    #expect(leg == nil && bridge == nil)
  }
}
