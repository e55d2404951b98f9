import NIOCore
import Simulators
import Testing

@Suite("The carrier's media stream")
struct CarrierStreamTests {
  private static let silence = [UInt8](repeating: 0xFF, count: 160)
  private static let silentPayload = String(repeating: "/", count: 213) + "w=="

  @Test func `says what the official messages say`() {
    var rig = StreamRig([.wait(.milliseconds(45)), .press("#"), .wait(.milliseconds(1)), .hangUp])
    var sent = rig.stream.opened(at: .zero)
    sent += rig.stream.advance(to: .milliseconds(40))
    sent += rig.stream.advance(to: .milliseconds(46))
    sent += rig.receive(StreamRig.mark("r1:0"), at: .milliseconds(47))
    let sid = "MZ00000000000000000000000000000001"
    let expected = [
      #"{"event":"connected","protocol":"Call","version":"1.0.0"}"#,
      #"{"event":"start","sequenceNumber":"1","streamSid":"\#(sid)","start":{"streamSid":"\#(sid)","#
        + #""accountSid":"AC00000000000000000000000000000001","callSid":"CA00000000000000000000000000000001","#
        + #""tracks":["inbound"],"mediaFormat":{"encoding":"audio/x-mulaw","sampleRate":8000,"channels":1},"#
        + #""customParameters":{"token":"tok_example","tenantId":"t1"}}}"#,
      #"{"event":"media","sequenceNumber":"2","streamSid":"\#(sid)","media":{"track":"inbound","chunk":"1","#
        + #""timestamp":"20","payload":"\#(Self.silentPayload)"}}"#,
      #"{"event":"media","sequenceNumber":"3","streamSid":"\#(sid)","media":{"track":"inbound","chunk":"2","#
        + #""timestamp":"40","payload":"\#(Self.silentPayload)"}}"#,
      ##"{"event":"dtmf","sequenceNumber":"4","streamSid":"\##(sid)","dtmf":{"track":"inbound_track","digit":"#"}}"##,
      #"{"event":"mark","sequenceNumber":"5","streamSid":"\#(sid)","mark":{"name":"r1:0"}}"#,
    ]
    #expect(sent.count == expected.count)
    for (action, text) in zip(sent, expected) { #expect(sameJSON(action.text, text), "\(text.prefix(40))") }
    let stop =
      #"{"event":"stop","sequenceNumber":"6","streamSid":"\#(sid)","#
      + #""stop":{"accountSid":"AC00000000000000000000000000000001","callSid":"CA00000000000000000000000000000001"}}"#
    // Nothing was heard since the key, so the rest of the script is driven by time alone.
    let end = rig.stream.interrupt(.completed, at: .milliseconds(48))
    #expect(sameJSON(end.first?.text, stop))
    #expect(end.last == .close(code: 1000, reason: ""))
  }

  @Test func `sends a frame each 20 ms, whatever the time between wake-ups`() {
    var rig = StreamRig()
    var sent = rig.stream.opened(at: .milliseconds(7))
    #expect(rig.stream.deadline == .milliseconds(27))
    for moment in [26, 27, 60, 61, 1007] { sent += rig.stream.advance(to: .milliseconds(moment)) }
    #expect(sent.mediaCount == 50)
    #expect(sent.last?.json.map { "\($0["sequenceNumber"] ?? "")" } == "51")
  }

  @Test func `speaks the caller's audio in frames, then silence`() {
    let audio = (0..<200).map { UInt8($0) }
    var rig = StreamRig([.speak(audio)])
    _ = rig.stream.opened(at: .zero)
    let sent = rig.stream.advance(to: .milliseconds(60))
    let payloads = sent.compactMap { ($0.json?["media"] as? [String: Any])?["payload"] as? String }
      .compactMap { Base64Text.decode(Array($0.utf8)) }
    #expect(payloads == [Array(audio[..<160]), Array(audio[160...]) + Self.silence.prefix(120), Self.silence])
  }

  @Test func `returns marks when their audio has been played, in their place among the frames`() {
    var rig = StreamRig()
    _ = rig.stream.opened(at: .zero)
    #expect(rig.receive(StreamRig.media([UInt8](repeating: 1, count: 400)), at: .zero).events == [])
    #expect(rig.receive(StreamRig.mark("a"), at: .zero).events == [])
    #expect(rig.stream.deadline == .milliseconds(20))
    #expect(rig.stream.advance(to: .milliseconds(49)).events == [])
    #expect(rig.stream.deadline == .milliseconds(50))
    #expect(rig.stream.advance(to: .milliseconds(50)).events == ["mark"])
    #expect(rig.receive(StreamRig.mark("b"), at: .milliseconds(51)).events == ["mark"])
  }

  @Test func `clear returns marks at once and forgets what was not played`() {
    var rig = StreamRig()
    _ = rig.stream.opened(at: .zero)
    _ = rig.receive(StreamRig.media([UInt8](repeating: 1, count: 8000)), at: .zero)
    _ = rig.receive(StreamRig.mark("a"), at: .zero)
    _ = rig.receive(StreamRig.media([UInt8](repeating: 2, count: 8000)), at: .zero)
    _ = rig.receive(StreamRig.mark("b"), at: .zero)
    _ = rig.stream.advance(to: .milliseconds(500))
    #expect(rig.receive(StreamRig.clear, at: .milliseconds(500)).events == ["mark", "mark"])
    let ending = rig.stream.closed(code: 1000, by: .server, at: .seconds(1))
    let heard = ending.heard
    #expect(heard.map(\.byteCount) == [4000])
    #expect(heard.first?.audio == [UInt8](repeating: 1, count: 4000))
    #expect(heard.first?.wasCut == true)
    #expect(ending.timeline.contains { $0.event == .cleared(droppedBytes: 12000) })
    #expect(ending.cause == .serverClosed(code: 1000))
  }

  @Test func `what was heard is told apart by marks, keys and silence, with what it answers`() {
    var rig = StreamRig([.wait(.seconds(2)), .press("1")])
    _ = rig.stream.opened(at: .zero)
    _ = rig.receive(StreamRig.media([UInt8](repeating: 1, count: 800)), at: .milliseconds(30))
    _ = rig.receive(StreamRig.media([UInt8](repeating: 1, count: 800)), at: .milliseconds(40))
    _ = rig.receive(StreamRig.mark("greeting"), at: .milliseconds(40))
    _ = rig.receive(StreamRig.media([UInt8](repeating: 2, count: 800)), at: .milliseconds(50))
    _ = rig.stream.advance(to: .seconds(1))
    _ = rig.receive(StreamRig.media([UInt8](repeating: 3, count: 800)), at: .seconds(1))
    _ = rig.stream.advance(to: .seconds(2))
    _ = rig.receive(StreamRig.media([UInt8](repeating: 4, count: 800)), at: .milliseconds(2150))
    let heard = rig.stream.closed(code: 1000, by: .server, at: .seconds(9)).heard
    #expect(heard.map(\.byteCount) == [1600, 800, 800, 800])
    #expect(heard.map { $0.audio.first } == [1, 2, 3, 4])
    #expect(heard.map(\.mark) == ["greeting", nil, nil, nil])
    #expect(heard.map(\.cause) == [.streamStart, .streamStart, .streamStart, .key("1")])
    #expect(heard.map(\.latency) == [.milliseconds(30), nil, nil, .milliseconds(150)])
    #expect(heard.map(\.startedAt) == [.milliseconds(30), .milliseconds(230), .seconds(1), .milliseconds(2150)])
  }

  @Test func `latency counts from the end of the caller's speech`() {
    var rig = StreamRig([.speak([UInt8](repeating: 0, count: 8000))])
    _ = rig.stream.opened(at: .zero)
    _ = rig.receive(StreamRig.media([1]), at: .milliseconds(1250))
    let heard = rig.stream.closed(code: 1000, by: .server, at: .seconds(2)).heard
    #expect(heard.map(\.cause) == [.speech])
    #expect(heard.map(\.latency) == [.milliseconds(250)])
  }

  @Test func `a caller who waits for silence hangs up when the mark behind the audio is returned`() {
    var rig = StreamRig([.waitForSilence, .hangUp])
    _ = rig.stream.opened(at: .zero)
    #expect(!rig.stream.advance(to: .milliseconds(500)).isClosing)
    _ = rig.receive(StreamRig.media([UInt8](repeating: 1, count: 800)), at: .milliseconds(500))
    _ = rig.receive(StreamRig.mark("a"), at: .milliseconds(500))
    #expect(!rig.stream.advance(to: .milliseconds(599)).isClosing)
    let sent = rig.stream.advance(to: .milliseconds(600))
    #expect(sent.events == ["mark", "stop"])
    #expect(sent.last == .close(code: 1000, reason: ""))
    #expect(rig.stream.closed(code: 1000, by: .carrier, at: .milliseconds(601)).cause == .callerHungUp)
  }

  @Test func `without marks, two seconds of quiet are silence`() {
    var rig = StreamRig([.waitForSilence, .hangUp])
    _ = rig.stream.opened(at: .zero)
    _ = rig.receive(StreamRig.media([UInt8](repeating: 1, count: 800)), at: .zero)
    #expect(!rig.stream.advance(to: .milliseconds(2099)).isClosing)
    #expect(rig.stream.advance(to: .milliseconds(2100)).isClosing)
  }

  @Test(arguments: [
    ("", "not a JSON object"), ("{", "not a JSON object"), ("[]", "not a JSON object"), ("null", "not a JSON object"),
    (#"{"streamSid":"MZ00000000000000000000000000000001"}"#, "no event"),
    (#"{"event":"media"}"#, "no streamSid"),
    (#"{"event":"clear","streamSid":"MZ00000000000000000000000000000002"}"#, "another streamSid"),
    (#"{"event":"media","streamSid":"MZ00000000000000000000000000000001"}"#, "no payload"),
    (
      #"{"event":"media","streamSid":"MZ00000000000000000000000000000001","media":{"payload":5}}"#,
      "right types"
    ),
    (
      #"{"event":"media","streamSid":"MZ00000000000000000000000000000001","media":{"payload":"%%"}}"#,
      "not Base64"
    ),
    (
      #"{"media":{"payload":"%%"},"event":"media","streamSid":"MZ00000000000000000000000000000001"}"#,
      "not Base64"
    ),
    (#"{"event":"mark","streamSid":"MZ00000000000000000000000000000001"}"#, "no name"),
    (#"{"event":"unknown","streamSid":"MZ00000000000000000000000000000001"}"#, "unknown is unknown"),
    (#"{"event":"start","start":{}}"#, "start is unknown"),
    (#"{"event":"dtmf","dtmf":{"digit":""}}"#, "dtmf is unknown"),
    (StreamRig.media(Array("RIFFxxxxWAVE".utf8)), "header of a sound file"),
    (StreamRig.media(Array(".snd".utf8) + [0, 0]), "header of a sound file"),
    (StreamRig.media([UInt8](repeating: 0, count: 50_000)), "larger than 64 KiB"),
  ])
  func `a wrong message ends the stream with a reason`(text: String, reason: String) {
    var rig = StreamRig()
    _ = rig.stream.opened(at: .zero)
    #expect(rig.receive(text, at: .zero) == [.close(code: 1002, reason: "stream-error")])
    #expect(rig.receive(StreamRig.clear, at: .zero) == [])
    let ending = rig.stream.closed(code: 1002, by: .carrier, at: .zero)
    guard case .violation(let violation) = ending.cause else {
      Issue.record("no violation")
      return
    }
    #expect(violation.reason.contains(reason))
  }

  @Test func `a binary message ends the stream`() {
    var rig = StreamRig()
    _ = rig.stream.opened(at: .zero)
    #expect(rig.stream.receivedBinary(at: .zero).isClosing)
  }

  @Test(arguments: [0, 1, 160, 161, 8000])
  func `audio of any length is taken, in any order of the fields`(count: Int) {
    let audio = [UInt8](repeating: 7, count: count)
    var rig = StreamRig()
    _ = rig.stream.opened(at: .zero)
    #expect(rig.receive(StreamRig.media(audio), at: .zero) == [])
    let payload = String(decoding: Base64Text.encode(audio), as: UTF8.self)
    let turned =
      #"{"media":{"payload":"\#(payload)","extra":1},"#
      + #""streamSid":"MZ00000000000000000000000000000001","event":"media"}"#
    #expect(rig.receive(turned, at: .zero) == [])
    let ending = rig.stream.closed(code: 1000, by: .server, at: .seconds(9))
    #expect(ending.traffic.bytesReceived == 2 * count)
    #expect(ending.heard.map(\.byteCount) == (count == 0 ? [] : [2 * count]))
  }

  @Test func `faults are committed as ordered`() {
    var rig = StreamRig(
      [
        .fault(.secondStart), .fault(.sendRaw(text: "{")), .fault(.sendBinary([1])), .fault(.sendPayload("%%")),
        .fault(.dropChunks(3)), .wait(.milliseconds(100)), .fault(.cutSocket),
      ], faults: [.mediaBeforeStart])
    let opening = rig.stream.opened(at: .zero)
    #expect(opening.map { $0.event ?? "" } == ["connected", "media", "start", "start", "", "", "media"])
    let rest = rig.stream.advance(to: .milliseconds(100))
    #expect(rest.last == .cut)
    let chunks = rest.compactMap { ($0.json?["media"] as? [String: Any])?["chunk"] as? String }
    // One before start, one with the odd payload, three lost: the next on time is the sixth.
    #expect(chunks == ["6"])
    #expect(rig.stream.closed(code: 1006, by: .carrier, at: .milliseconds(101)).cause == .lost)
  }

  @Test func `a carrier that forgets to close waits two seconds`() {
    var rig = StreamRig([.wait(.seconds(1)), .hangUp], faults: [.stopWithoutClose])
    _ = rig.stream.opened(at: .zero)
    let sent = rig.stream.advance(to: .seconds(1))
    #expect(sent.events == ["stop"])
    #expect(!sent.isClosing)
    #expect(rig.stream.advance(to: .milliseconds(2999)).isEmpty)
    #expect(rig.stream.advance(to: .seconds(3)) == [.close(code: 1000, reason: "")])
  }

  @Test func `a carrier that forgets to stop closes without it`() {
    var rig = StreamRig([.hangUp], faults: [.closeWithoutStop])
    let sent = rig.stream.opened(at: .zero)
    #expect(sent.events == ["connected", "start"])
    #expect(sent.isClosing)
  }

  @Test func `a hang-up that has to wait for its status goes on sending audio`() {
    var rig = StreamRig([.hangUp], faults: [.statusBeforeEnd])
    #expect(rig.stream.opened(at: .zero).last == .hangUpWanted)
    #expect(rig.stream.advance(to: .milliseconds(100)).mediaCount == 5)
    #expect(rig.stream.hangUp(at: .milliseconds(100)).events == ["stop"])
  }
}

extension StreamEnding {
  fileprivate var heard: [HeardSegment] {
    timeline.compactMap { if case .heard(let segment) = $0.event { segment } else { nil } }
  }
}
