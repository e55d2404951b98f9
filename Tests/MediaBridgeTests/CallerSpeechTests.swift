import MediaBridge
import Testing

@Suite("When a caller has finished speaking")
struct CallerSpeechTests {
  private static let loud = Level(squares: 160 * 4000 * 4000, samples: 160)
  private static let quiet = Level(squares: 0, samples: 160)

  /// What comes of so many loud and quiet frames of 20 ms, by frame.
  private func events(_ runs: [(loud: Bool, frames: Int)]) -> [Int: CallerSpeech.Event] {
    var speech = CallerSpeech()
    var events: [Int: CallerSpeech.Event] = [:]
    var frame = 0
    for run in runs {
      for _ in 0..<run.frames {
        frame += 1
        let event = speech.heard(run.loud ? Self.loud : Self.quiet)
        if event != .none { events[frame] = event }
      }
    }
    return events
  }

  @Test func `what lasts longer than a burst is speech, which is over 300 ms after its last sound`() {
    #expect(events([(true, 20), (false, 40)]) == [16: .began, 35: .ended(samplesAgo: 2400)])
  }

  @Test func `a burst is no speech`() {
    #expect(events([(true, 15), (false, 100)]).isEmpty)
  }

  @Test func `a short silence within is part of it`() {
    #expect(events([(true, 10), (false, 10), (true, 1), (false, 50)]) == [21: .began, 36: .ended(samplesAgo: 2400)])
  }

  @Test func `bursts with silence between them don't add up`() {
    #expect(events([(true, 15), (false, 15), (true, 15), (false, 15)]).isEmpty)
  }
}
