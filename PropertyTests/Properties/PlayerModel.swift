import MediaBridge
import PropertyTesting

/// A carrier's play buffer: plays one byte a sample, returns a mark when it gets there, and on a clear all that are left. It
/// knows what was said, and demands that nothing else arrives, in no other order.
struct PlayerModel {
  private enum Item {
    case audio(from: Int, to: Int)
    case mark(PlaybackMark, at: Int)
  }

  /// A mark on its way back.
  struct Returning {
    let mark: PlaybackMark
    let position: Int
    let due: Int
    /// The carrier had played everything before it.
    let wasPlayed: Bool
    let clears: Int
  }

  /// Everything said since the join.
  var said: [UInt8] = []
  /// The position of the byte that has to come next.
  private(set) var expected = 0
  /// Up to where the caller really heard.
  private(set) var reached = 0
  /// Which bytes the caller heard, perhaps more than once.
  private(set) var played: Set<Range<Int>> = []
  private(set) var clears = 0
  private var buffer: [Item] = []
  private var returning: [Returning] = []
  private var generation: UInt32?
  private var spent: UInt32?
  private var lastMark = 0
  private let delay: Int

  init(markDelay: Int) { delay = markDelay }

  /// What comes next has to begin here.
  mutating func restart(at position: Int) { (expected, lastMark) = (position, position) }

  /// A new stretch of speech begins here.
  mutating func begin(at position: Int) { reached = max(reached, position) }

  mutating func take(_ output: Playback.Output) throws {
    switch output {
    case .play(let chunk):
      let end = expected + chunk.byteCount
      try require(end <= said.count, "nothing is sent that wasn't said")
      try require(chunk.muLaw.elementsEqual(said[expected..<end]), "what was said is sent in order, at \(expected)")
      buffer.append(.audio(from: expected, to: end))
      expected = end
      try require(end - lastMark <= Playback.bytesBetweenMarks, "there is a mark at least every 100 ms")
    case .mark(let mark):
      try require(mark.generation == generation ?? mark.generation, "no two generations mix")
      try require(clears == 0 || mark.generation != spent, "after a clear comes another generation")
      generation = mark.generation
      buffer.append(.mark(mark, at: expected))
      lastMark = expected
    }
  }

  mutating func clear(at now: Int) {
    for case .mark(let mark, let position) in buffer {
      returning.append(Returning(mark: mark, position: position, due: now + delay, wasPlayed: false, clears: clears))
    }
    buffer = []
    clears += 1
    spent = generation ?? spent
    generation = nil
  }

  /// Plays so many bytes, if there are so many.
  mutating func play(_ count: Int, at now: Int) {
    var left = count
    while let first = buffer.first {
      switch first {
      case .audio(let from, let to):
        guard left > 0 else { return }
        let end = min(to, from + left)
        left -= end - from
        played.insert(from..<end)
        reached = max(reached, end)
        if end == to { buffer.removeFirst() } else { buffer[0] = .audio(from: end, to: to) }
      case .mark(let mark, let position):
        buffer.removeFirst()
        reached = max(reached, position)
        returning.append(Returning(mark: mark, position: position, due: now + delay, wasPlayed: true, clears: clears))
      }
    }
  }

  /// The next mark that has arrived back.
  mutating func nextReturned(at now: Int) -> Returning? {
    guard let first = returning.first, first.due <= now else { return nil }
    return returning.removeFirst()
  }
}
