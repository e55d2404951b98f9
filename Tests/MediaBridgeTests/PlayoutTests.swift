import MediaBridge
import Testing

@Suite("What the caller is hearing")
struct PlayoutTests {
  private func mark(_ number: UInt32, generation: UInt32 = 0) -> PlaybackMark {
    PlaybackMark(generation: generation, number: number)
  }

  private func play(_ bytes: [UInt8]) -> Playback.Output { .play(AudioChunk(muLaw: bytes)) }

  @Test func `what comes at once is heard at the pace of the caller's frames`() {
    var playout = Playout()
    playout.sent(play([1, 2, 3, 4, 5]))
    playout.sent(.mark(mark(1)))
    playout.sent(play([6, 7]))
    #expect(playout.play(3) == [1, 2, 3])
    #expect(playout.unplayed == 4)
    #expect(playout.play(3) == [4, 5, 6])
    #expect(playout.play(3) == [7, MuLaw.silence, MuLaw.silence])
    #expect(playout.play(2) == [MuLaw.silence, MuLaw.silence] && playout.unplayed == 0)
  }

  @Test func `a mark that comes back says that everything before it is past`() {
    var playout = Playout()
    playout.sent(play([1, 2, 3, 4]))
    playout.sent(.mark(mark(1)))
    playout.sent(play([5, 6]))
    playout.sent(.mark(mark(2)))
    playout.sent(play([7]))
    _ = playout.play(1)
    playout.returned(mark(2))
    #expect(playout.unplayed == 1 && playout.play(2) == [7, MuLaw.silence])
  }

  @Test func `a mark that is past already, or of another generation, changes nothing`() {
    var playout = Playout()
    playout.sent(play([1, 2]))
    playout.sent(.mark(mark(3, generation: 1)))
    playout.sent(play([3]))
    playout.returned(mark(2, generation: 1))
    playout.returned(mark(3))
    playout.returned(mark(9, generation: 2))
    #expect(playout.unplayed == 3)
    _ = playout.play(3)
    playout.returned(mark(3, generation: 1))
    #expect(playout.unplayed == 0)
  }

  @Test func `what was cleared is never heard`() {
    var playout = Playout()
    playout.sent(play([1, 2]))
    _ = playout.play(1)
    playout.clear()
    playout.sent(play([9]))
    #expect(playout.play(2) == [9, MuLaw.silence])
  }
}
