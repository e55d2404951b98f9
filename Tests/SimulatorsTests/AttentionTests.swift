import Simulators
import Testing

@Suite("A caller who goes by what is heard")
struct AttentionTests {
  private static let hello: [UInt8] = Array(repeating: 1, count: 800) + Array(repeating: 2, count: 800)
  private static let world: [UInt8] = Array(repeating: 3, count: 800) + Array(repeating: 4, count: 800)
  private static let cough: [UInt8] = Array(repeating: 9, count: 160)

  /// The bytes that the caller has spoken over the far end so far, and what the server knew to be heard.
  private func spokenOver(_ rig: inout StreamRig, at now: Duration) -> [TimelineEntry.Event] {
    let ending = rig.stream.closed(code: 1000, by: .server, at: now)
    return ending.timeline.map(\.event).filter {
      switch $0 {
      case .spokeOver, .spoke, .gaveUpWaiting, .cameTooLate: true
      default: false
      }
    }
  }

  @Test func `waits for the words and the mark behind them, not for a pause before them`() {
    var rig = StreamRig([.hear(Self.world), .press("1")])
    _ = rig.stream.opened(at: .zero)
    _ = rig.receive(StreamRig.media(Self.hello), at: .zero)
    _ = rig.receive(StreamRig.mark("r0:1"), at: .zero)
    #expect(rig.stream.advance(to: .seconds(5)).events == ["mark"])
    // The words come in two pieces.
    _ = rig.receive(StreamRig.media(Array(Self.world.prefix(1000))), at: .seconds(5))
    _ = rig.receive(StreamRig.media(Array(Self.world.dropFirst(1000))), at: .seconds(5))
    #expect(rig.stream.advance(to: .seconds(6)).events == [])
    #expect(rig.receive(StreamRig.mark("r0:2"), at: .seconds(6)).events == ["mark", "dtmf"])
  }

  @Test func `gives up when they don't come`() {
    var rig = StreamRig([.hear(Self.world), .press("1")])
    _ = rig.stream.opened(at: .zero)
    #expect(rig.stream.advance(to: .milliseconds(29_999)).events == [])
    #expect(rig.stream.advance(to: .seconds(30)).events == ["dtmf"])
    #expect(spokenOver(&rig, at: .seconds(30)) == [.gaveUpWaiting])
  }

  @Test func `doesn't speak over words of which too little is ahead`() {
    var rig = StreamRig([.speakOver(Self.cough, words: Self.hello, ahead: .milliseconds(100), end: [7]), .press("1")])
    _ = rig.stream.opened(at: .zero)
    _ = rig.receive(StreamRig.media(Self.hello + Array(repeating: 6, count: 800)), at: .zero)
    _ = rig.stream.advance(to: .milliseconds(280))
    #expect(spokenOver(&rig, at: .milliseconds(280)) == [])
  }

  @Test func `says nothing over what is over`() {
    var rig = StreamRig([.speakOver(Self.cough, words: Self.hello, ahead: .seconds(1), end: Self.world), .press("1")])
    _ = rig.stream.opened(at: .zero)
    _ = rig.receive(StreamRig.media(Self.hello + Self.world), at: .zero)
    #expect(rig.stream.advance(to: .milliseconds(399)).events == [])
    #expect(rig.stream.advance(to: .milliseconds(420)).events == ["dtmf"])
    #expect(spokenOver(&rig, at: .milliseconds(420)) == [.cameTooLate])
  }

  @Test func `what is said before the clear that a cough brings isn't listened to`() {
    var rig = StreamRig([
      .speakOver(Self.cough, words: Self.hello, ahead: .zero, end: [7]), .hear(Self.world), .press("1"),
    ])
    _ = rig.stream.opened(at: .zero)
    _ = rig.receive(StreamRig.media(Self.hello + Self.world), at: .zero)
    _ = rig.receive(StreamRig.mark("r0:1"), at: .zero)
    #expect(rig.stream.advance(to: .seconds(2)).events == ["mark"])
    _ = rig.receive(StreamRig.clear, at: .seconds(2))
    _ = rig.receive(StreamRig.media(Self.hello + Self.world), at: .seconds(2))
    #expect(rig.receive(StreamRig.mark("r1:1"), at: .seconds(2)).events == [])
    #expect(rig.stream.advance(to: .seconds(3)).events == ["mark", "dtmf"])
    #expect(spokenOver(&rig, at: .seconds(3)) == [.spokeOver(byteCount: 160, acknowledged: 0)])
  }

  @Test func `only what lies behind a returned mark is known to be heard`() {
    var rig = StreamRig([.speakOver(Self.cough, words: Self.hello, ahead: .zero, end: [7])])
    _ = rig.stream.opened(at: .zero)
    _ = rig.receive(StreamRig.media([5, 5] + Self.hello.prefix(800)), at: .zero)
    _ = rig.receive(StreamRig.mark("r0:1"), at: .zero)
    _ = rig.receive(StreamRig.media(Array(Self.hello.dropFirst(800)) + [6, 6, 6]), at: .zero)
    _ = rig.stream.advance(to: .milliseconds(180))
    _ = rig.receive(StreamRig.media(Array(repeating: 6, count: 800)), at: .milliseconds(180))
    _ = rig.stream.advance(to: .milliseconds(220))
    #expect(spokenOver(&rig, at: .milliseconds(220)) == [.spokeOver(byteCount: 160, acknowledged: 800)])
  }

  @Test func `marks that come back before the first frame of what is spoken count as known, later ones don't`() {
    var rig = StreamRig([.speakOver(Self.cough, words: Self.hello, ahead: .zero, end: [7])])
    _ = rig.stream.opened(at: .zero)
    // The words end between two frames, and the mark behind them comes back before the next one.
    _ = rig.receive(StreamRig.media(Self.hello), at: .milliseconds(5))
    _ = rig.receive(StreamRig.media([6, 6, 6, 6, 6, 6, 6, 6]), at: .milliseconds(5))
    _ = rig.receive(StreamRig.mark("r0:1"), at: .milliseconds(5))
    _ = rig.receive(StreamRig.media(Array(repeating: 6, count: 800)), at: .milliseconds(5))
    _ = rig.receive(StreamRig.mark("r0:2"), at: .milliseconds(5))
    _ = rig.stream.advance(to: .milliseconds(400))
    #expect(spokenOver(&rig, at: .milliseconds(400)) == [.spokeOver(byteCount: 160, acknowledged: 1608)])
  }

  @Test func `over what is known to be heard nothing is spoken, and no clear is awaited`() {
    var rig = StreamRig([
      .speakOver(Self.cough, words: Self.hello, ahead: .seconds(-3600), end: []), .hear(Self.world), .press("1"),
    ])
    _ = rig.stream.opened(at: .zero)
    // The mark comes back before the words are heard out by a frame, and so before the caller speaks.
    _ = rig.receive(StreamRig.media(Self.hello), at: .milliseconds(5))
    _ = rig.receive(StreamRig.mark("r0:1"), at: .milliseconds(5))
    _ = rig.stream.advance(to: .milliseconds(300))
    _ = rig.receive(StreamRig.media(Self.world), at: .milliseconds(300))
    #expect(rig.receive(StreamRig.mark("r0:2"), at: .milliseconds(300)).events == [])
    #expect(rig.stream.advance(to: .milliseconds(520)).events == ["mark", "dtmf"])
    #expect(spokenOver(&rig, at: .milliseconds(520)) == [.spoke(byteCount: 160)])
  }
}
