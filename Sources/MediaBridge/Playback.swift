import NIOCore

/// What was given to `Floor.say` and isn't known to be heard: the receptionist's words between its mouth and the caller's ear.
///
/// Marks between the audio say how far the caller has heard: those that the receptionist asked for, and our own. A pause
/// keeps what follows the last heard mark and sends it once more; a drop forgets it. Positions count the bytes said since
/// the join. Without I/O: whoever owns it sends what `takeClear` and `next` give, in this order.
public struct Playback: Sendable {
  /// The most audio, in bytes, that may wait to be heard: 5 min.
  public static let maximumUnheard = 300 * AudioChunk.bytesPerSecond
  /// The most pieces and marks that may wait to be heard, for the pieces may be tiny.
  public static let maximumEntries = 40_000
  /// The most audio, in bytes, between two marks: 100 ms, rounded up to whole groups of base64. Longer chunks are cut there.
  public static let bytesBetweenMarks = 801
  /// After so many samples of the caller's audio in which nothing more is said, the end gets its mark: 100 ms.
  public static let samplesBeforeLastMark = 800

  /// What goes to the carrier.
  public enum Output: Equatable, Sendable {
    case play(AudioChunk)
    case mark(PlaybackMark)
  }

  private enum Entry {
    case audio(AudioChunk)
    case mark(Mark)
  }

  private struct Mark {
    /// As the receptionist knows it, whatever the generation in which it is heard.
    let name: PlaybackMark
    let position: Int
    let isOurs: Bool
  }

  /// How many bytes were said since the join.
  public private(set) var said = 0
  /// Up to where the caller heard everything; where what is being said began, when none of that was heard yet.
  public private(set) var heard = 0
  /// How many bytes are neither heard nor dropped.
  public private(set) var unheard = 0
  public private(set) var isPaused = false

  private var entries: CircularBuffer<Entry> = []
  /// How many of the entries went out since the last clear.
  private var sent = 0
  private var generation: UInt32 = 0
  private var wantsClear = false
  /// What came last was dropped: what is said next begins anew.
  private var isCut = false
  /// Bytes since the last mark, and the caller's samples since the last chunk.
  private var unmarked = 0
  private var idle = 0
  /// The numbers of the last mark that was made, sent, returned by the carrier, and told.
  private var made: UInt32 = 0
  private var sentMark: UInt32 = 0
  private var returnedMark: UInt32 = 0
  private var passedMark: UInt32 = 0

  /// Nothing said yet.
  public init() {}

  /// Whether there is something that the caller hasn't heard.
  public var isSpeaking: Bool { unheard > 0 }
  /// Whether no more waits than may.
  public var isWithinBounds: Bool { unheard <= Self.maximumUnheard && entries.count <= Self.maximumEntries }

  // MARK: From the receptionist

  /// Something more to say. Its text stays as it is; only where it is longer than the room between two marks it is cut.
  public mutating func say(_ chunk: AudioChunk) {
    var text = chunk.base64
    var left = chunk.byteCount
    while left > Self.bytesBetweenMarks, let piece = text.readSlice(length: Self.bytesBetweenMarks / 3 * 4) {
      append(AudioChunk(base64: piece, byteCount: Self.bytesBetweenMarks))
      left -= Self.bytesBetweenMarks
    }
    if left > 0 { append(AudioChunk(base64: text, byteCount: left)) }
  }

  /// Marks the place after what was said so far.
  public mutating func mark() -> PlaybackMark { mark(isOurs: false) }

  /// Forgets what wasn't heard yet. The answer is the position up to which the caller heard everything.
  public mutating func drop() -> Int {
    silence()
    entries.removeAll(keepingCapacity: true)
    unheard = 0
    unmarked = 0
    isCut = true
    (sentMark, returnedMark, passedMark) = (made, made, made)
    return heard
  }

  // MARK: From the caller

  /// Silences what goes out; what follows the last heard mark is kept, and so is what is said meanwhile.
  public mutating func pause() {
    isPaused = true
    silence()
  }

  /// Goes on from the last heard mark.
  public mutating func resume() { isPaused = false }

  /// So much of the caller's audio has passed: the clock by which the end of what was said gets its mark.
  public mutating func pass(samples: Int) {
    guard unmarked > 0 else { return }
    idle += samples
    if idle >= Self.samplesBeforeLastMark { _ = mark(isOurs: true) }
  }

  /// The carrier returned a mark. One that a clear flushed, that is late or was never sent means nothing.
  public mutating func returned(_ mark: PlaybackMark) {
    guard mark.generation == generation, mark.number > returnedMark, mark.number <= sentMark else { return }
    returnedMark = mark.number
  }

  /// The next of the receptionist's marks that the caller has heard, by the name under which it was given.
  public mutating func nextHeard() -> PlaybackMark? {
    while passedMark < returnedMark, let entry = entries.popFirst() {
      sent -= 1
      switch entry {
      case .audio(let chunk): unheard -= chunk.byteCount
      case .mark(let mark):
        passedMark = mark.name.number
        heard = mark.position
        if !mark.isOurs { return mark.name }
      }
    }
    return nil
  }

  // MARK: To the carrier

  /// Whether the carrier's buffer is to be cleared; once, and before anything else goes out.
  public mutating func takeClear() -> Bool {
    defer { wantsClear = false }
    return wantsClear
  }

  /// Whether something may go out.
  public var hasNext: Bool { !isPaused && sent < entries.count }

  /// What goes out next, while the carrier reads; `nil` when all is sent or paused.
  public mutating func next() -> Output? {
    guard hasNext else { return nil }
    let entry = entries[offset: sent]
    sent += 1
    switch entry {
    case .audio(let chunk): return .play(chunk)
    case .mark(let mark):
      sentMark = mark.name.number
      return .mark(PlaybackMark(generation: generation, number: mark.name.number))
    }
  }

  /// What went out and isn't known to be heard: with the first of it the caller is being talked to now.
  public var underWay: some Sequence<Output> {
    entries.prefix(sent).lazy.map { [generation] entry in
      switch entry {
      case .audio(let chunk): .play(chunk)
      case .mark(let mark): .mark(PlaybackMark(generation: generation, number: mark.name.number))
      }
    }
  }

  // MARK: Within

  private mutating func append(_ piece: AudioChunk) {
    if isCut {
      isCut = false
      heard = said
    }
    if unmarked > 0, unmarked + piece.byteCount > Self.bytesBetweenMarks { _ = mark(isOurs: true) }
    entries.append(.audio(piece))
    said += piece.byteCount
    unheard += piece.byteCount
    unmarked += piece.byteCount
    idle = 0
  }

  private mutating func mark(isOurs: Bool) -> PlaybackMark {
    made &+= 1
    unmarked = 0
    let name = PlaybackMark(generation: generation, number: made)
    entries.append(.mark(Mark(name: name, position: said, isOurs: isOurs)))
    return name
  }

  /// Takes back what went out and wasn't heard; when there is nothing of the kind, there is nothing to clear.
  private mutating func silence() {
    guard sent > 0 else { return }
    sent = 0
    sentMark = passedMark
    returnedMark = passedMark
    generation &+= 1
    wantsClear = true
  }
}
