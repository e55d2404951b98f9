import NIOCore

/// What the caller is hearing now, as far as can be told from this side: what was sent to the carrier, played at the pace of
/// the caller's own frames, since the carrier plays in real time what comes faster. A mark that comes back says that everything
/// before it was played. Without I/O.
public struct Playout: Sendable {
  private enum Entry {
    case audio([UInt8])
    case mark(PlaybackMark)
  }

  private var entries: CircularBuffer<Entry> = []
  /// How much of the first piece was played.
  private var played = 0
  /// How many bytes were sent and not played.
  public private(set) var unplayed = 0

  /// Whether neither audio nor a mark is left.
  public var isEmpty: Bool { entries.isEmpty }

  /// Nothing sent yet.
  public init() {}

  /// This went to the carrier.
  public mutating func sent(_ output: Playback.Output) {
    switch output {
    case .play(let chunk):
      let bytes = chunk.muLaw
      guard !bytes.isEmpty else { return }
      entries.append(.audio(bytes))
      unplayed += bytes.count
    case .mark(let mark): entries.append(.mark(mark))
    }
  }

  /// The carrier returned a mark: what came before it is past, however late we are.
  public mutating func returned(_ mark: PlaybackMark) {
    // Marks are in order: when the first one that is left comes later, this one is past already.
    let first = entries.lazy.compactMap { entry -> PlaybackMark? in
      if case .mark(let mark) = entry { mark } else { nil }
    }.first
    guard let first, first.generation == mark.generation, first.number <= mark.number else { return }
    while let entry = entries.popFirst() {
      switch entry {
      case .audio(let bytes):
        unplayed -= bytes.count - played
        played = 0
      case .mark(let passed): if passed.number >= mark.number { return }
      }
    }
  }

  /// The carrier's buffer was cleared.
  public mutating func clear() {
    entries.removeAll(keepingCapacity: true)
    (played, unplayed) = (0, 0)
  }

  /// What is heard in the time of so many samples, silence where there is nothing.
  public mutating func play(_ count: Int) -> [UInt8] { play(count) { _ in } }

  /// So too, where it matters which marks are passed on the way; those at the very end are passed by what is played next.
  public mutating func play(_ count: Int, passing: (PlaybackMark) -> Void) -> [UInt8] {
    var heard: [UInt8] = []
    heard.reserveCapacity(count)
    while heard.count < count, let first = entries.first {
      let bytes: [UInt8]
      switch first {
      case .audio(let audio): bytes = audio
      case .mark(let mark):
        passing(mark)
        entries.removeFirst()
        continue
      }
      let piece = bytes[played...].prefix(count - heard.count)
      heard += piece
      played += piece.count
      unplayed -= piece.count
      guard played == bytes.count else { break }
      entries.removeFirst()
      played = 0
    }
    heard += repeatElement(MuLaw.silence, count: count - heard.count)
    return heard
  }
}
