import MediaBridge
import NIOCore
import Testing
import VoiceSockets

@Suite("What a caller at a browser hears")
struct CallerPlayoutTests {
  private static func mark(_ number: UInt32) -> PlaybackMark { PlaybackMark(generation: 0, number: number) }

  /// A playout whose changes may stand within an expectation.
  private final class Player {
    var playout = CallerPlayout()

    func next() -> [UInt8]? { playout.next(160) }
    func passed() -> [PlaybackMark] { playout.passed() }
  }

  private static func player(_ outputs: Playback.Output...) -> Player {
    let player = Player()
    for output in outputs { player.playout.take(output) }
    return player
  }

  private static func audio(_ byte: UInt8, _ count: Int) -> Playback.Output {
    .play(AudioChunk(muLaw: Array(repeating: byte, count: count)))
  }

  @Test func `a mark comes back when what is before it was played, and not when it was sent`() {
    let player = Self.player(Self.audio(1, 240), .mark(Self.mark(1)), Self.audio(2, 80), .mark(Self.mark(2)))
    #expect(player.passed().isEmpty)
    #expect(player.next() == Array(repeating: 1, count: 160))
    #expect(player.passed().isEmpty)
    #expect(player.next() == Array(repeating: 1, count: 80) + Array(repeating: 2, count: 80))
    #expect(player.passed() == [Self.mark(1)])
    #expect(player.next() == nil)
    #expect(player.passed() == [Self.mark(2)])
    #expect(player.next() == nil && player.passed().isEmpty)
  }

  @Test func `the last piece ends in silence`() {
    let player = Self.player(Self.audio(1, 100))
    #expect(player.next() == Array(repeating: 1, count: 100) + Array(repeating: MuLaw.silence, count: 60))
    #expect(player.next() == nil)
  }

  @Test func `what was cut on its way is sent again, and its marks wait with it`() {
    let player = Self.player(Self.audio(1, 160), .mark(Self.mark(1)), Self.audio(2, 160))
    _ = player.next()
    _ = player.passed()
    #expect(player.next() == Array(repeating: 2, count: 160))
    player.playout.cut()
    player.playout.cut()
    #expect(player.passed().isEmpty)
    #expect(player.next() == Array(repeating: 2, count: 160))
    #expect(player.passed() == [Self.mark(1)])
    #expect(player.next() == nil)
  }

  @Test func `what was cut fills a longer piece with silence`() {
    let player = Self.player(Self.audio(1, 160))
    _ = player.next()
    player.playout.cut()
    let longer = player.playout.next(800)
    #expect(longer == Array(repeating: 1, count: 160) + Array(repeating: MuLaw.silence, count: 640))
  }

  @Test func `nothing of what was cleared is played or told of`() {
    let player = Self.player(Self.audio(1, 160), .mark(Self.mark(1)), Self.audio(2, 160))
    _ = player.next()
    player.playout.clear()
    #expect(player.passed().isEmpty && player.next() == nil)
    player.playout.take(Self.audio(3, 160))
    #expect(player.next() == Array(repeating: 3, count: 160))
  }

  @Test func `two seconds are enough`() {
    let player = Self.player(Self.audio(1, CallerPlayout.enough - 1))
    #expect(player.playout.hasRoom)
    player.playout.take(Self.audio(1, 1))
    #expect(!player.playout.hasRoom)
    _ = player.next()
    #expect(player.playout.hasRoom)
  }

  @Test func `silence stands in for what is late, and not for what is a little late`() {
    let start = NIODeadline.uptimeNanoseconds(1_000_000_000)
    var time = CallerTime(at: start)
    #expect(time.missing(at: start + CallerTime.patience) == 0)
    #expect(time.missing(at: start + .milliseconds(400)) == 3200)
    let isTaken = time.take(3200, at: start + .milliseconds(400))
    #expect(isTaken && time.milliseconds == 400)
    #expect(time.missing(at: start + .milliseconds(700)) == 0)
  }

  @Test func `nobody speaks farther ahead of the clock than the longest piece needs`() {
    let start = NIODeadline.uptimeNanoseconds(1_000_000_000)
    var time = CallerTime(at: start)
    // A piece of 12.5 s, and 2.5 s more.
    let taken = [VoiceLimits.chunkBytes.upperBound, 20_000, 1].map { time.take($0, at: start) }
    #expect(taken == [true, true, false])
    let later = time.take(8, at: start + .milliseconds(1))
    #expect(later)
  }
}
