import MediaBridge
import NIOCore
import Testing

@Suite("What is said and not yet heard")
struct PlaybackTests {
  @Test func `frames go out as they came, with a mark at least every 100 ms`() {
    var playback = Playback()
    let frames = (0..<12).map { frame(UInt8($0)) }
    for frame in frames { playback.say(frame) }
    let sent = playback.sendAll()
    #expect(sent.filter(\.isAudio) == frames.map(Playback.Output.play))
    #expect(sent.indices.filter { !sent[$0].isAudio } == [5, 11], "after each five frames of 20 ms, when more follows")
  }

  @Test func `a long chunk is cut at whole groups, and its text stays what it was`() {
    let chunk = AudioChunk(muLaw: (0..<2000).map { UInt8(truncatingIfNeeded: $0) })
    var playback = Playback()
    playback.say(chunk)
    let sent = playback.sendAll()
    var text = ByteBuffer()
    for case .play(let piece) in sent {
      #expect(piece.byteCount <= Playback.bytesBetweenMarks && piece.muLaw.count == piece.byteCount)
      var part = piece.base64
      text.writeBuffer(&part)
    }
    #expect(text == chunk.base64)
    #expect(sent.filter { !$0.isAudio }.count == 2)
  }

  @Test func `the end gets its mark when nothing more is said for 100 ms of the caller's audio`() {
    var playback = Playback()
    playback.say(frame(1))
    playback.pass(samples: 799)
    #expect(playback.sendAll().count == 1)
    playback.pass(samples: 1)
    let marks = playback.sendAll()
    #expect(marks.count == 1)
    playback.pass(samples: 8000)
    #expect(playback.sendAll().isEmpty)
    #expect(playback.isSpeaking)
    playback.hear(marks)
    #expect(!playback.isSpeaking && playback.heard == 160)
  }

  @Test func `only marks that were asked for are told, by the name under which they were given`() {
    var playback = Playback()
    for number in 0..<8 { playback.say(frame(UInt8(number))) }
    let asked = playback.mark()
    #expect(playback.hear(playback.sendAll()) == [asked])
    #expect(playback.heard == 8 * 160)
  }

  @Test func `after a pause everything since the last heard mark is sent again, under a new generation`() {
    var playback = Playback()
    let frames = (0..<8).map { frame(UInt8($0)) }
    for frame in frames { playback.say(frame) }
    let asked = playback.mark()
    let before = playback.sendAll()
    playback.hear(Array(before.prefix(6)))
    playback.pause()
    #expect(playback.takeClear() == true)
    #expect(playback.takeClear() == false)
    #expect(playback.next() == nil)
    #expect(playback.hear(before).isEmpty, "marks that the clear flushed mean nothing")
    playback.say(frame(99))
    #expect(playback.next() == nil, "what is said meanwhile waits as well")
    playback.resume()
    let after = playback.sendAll()
    #expect(after.filter(\.isAudio) == (frames[5...] + [frame(99)]).map(Playback.Output.play))
    #expect(playback.hear(before).isEmpty)
    #expect(playback.hear(after) == [asked], "the same mark, though it was sent under another name")
    #expect(playback.heard == 8 * 160)
  }

  @Test func `a drop forgets what wasn't heard and says up to where it was`() {
    var playback = Playback()
    for number in 0..<8 { playback.say(frame(UInt8(number))) }
    let sent = playback.sendAll()
    playback.hear(Array(sent.prefix(6)))
    #expect(playback.drop() == 800)
    #expect(playback.takeClear() == true)
    #expect(playback.sendAll().isEmpty && !playback.isSpeaking)
    #expect(playback.drop() == 800, "still true")
    #expect(playback.takeClear() == false, "and there is nothing to clear")
    playback.say(frame(50))
    #expect(playback.drop() == 8 * 160, "nothing was heard of what began there")
  }

  @Test func `a mark that was never sent, came twice or is older than the last means nothing`() {
    var playback = Playback()
    playback.say(frame(1))
    let first = playback.mark()
    playback.say(frame(2))
    let second = playback.mark()
    #expect(playback.hear([.mark(second)]).isEmpty, "nothing was sent yet")
    _ = playback.sendAll()
    #expect(playback.hear([.mark(PlaybackMark(generation: 0, number: 99))]).isEmpty)
    #expect(playback.hear([.mark(second)]) == [first, second], "who heard the second has heard the first")
    #expect(playback.hear([.mark(first), .mark(second)]).isEmpty)
    #expect(playback.heard == 320)
  }

  @Test func `what isn't written yet waits, and a pause before anything was sent clears nothing`() {
    var playback = Playback()
    playback.say(frame(1))
    playback.pause()
    #expect(playback.takeClear() == false)
    playback.resume()
    #expect(playback.sendAll() == [.play(frame(1))])
  }

  @Test func `more than five minutes, or too many pieces, are out of bounds`() {
    var long = Playback()
    let minute = AudioChunk(muLaw: Array(repeating: MuLaw.silence, count: 60 * 8000))
    for _ in 0..<5 { long.say(minute) }
    #expect(long.isWithinBounds)
    long.say(frame(1))
    #expect(!long.isWithinBounds)
    var many = Playback()
    for _ in 0..<Playback.maximumEntries { _ = many.mark() }
    #expect(many.isWithinBounds)
    _ = many.mark()
    #expect(!many.isWithinBounds)
  }

  private func frame(_ byte: UInt8) -> AudioChunk { AudioChunk(muLaw: Array(repeating: byte, count: 160)) }
}

extension Playback.Output {
  fileprivate var isAudio: Bool { if case .play = self { true } else { false } }
}

extension Playback {
  fileprivate mutating func sendAll() -> [Output] {
    var sent: [Output] = []
    while let output = next() { sent.append(output) }
    return sent
  }

  /// The carrier returns the marks among these; the answer is what the receptionist is told.
  @discardableResult fileprivate mutating func hear(_ outputs: [Output]) -> [PlaybackMark] {
    var told: [PlaybackMark] = []
    for case .mark(let mark) in outputs {
      returned(mark)
      while let heard = nextHeard() { told.append(heard) }
    }
    return told
  }
}
