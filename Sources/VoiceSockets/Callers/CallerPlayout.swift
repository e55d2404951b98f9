package import MediaBridge

/// What a browser's caller is hearing, piece by piece: a client plays as fast as it is sent to, so it is sent to at the pace of speech.
/// A piece is taken as heard when its time has passed and its socket was still there; only then the marks in it return. Without I/O.
package struct CallerPlayout: Sendable {
  /// While so much waits, in bytes, no more is wanted: 2 s.
  package static let enough = 2 * AudioChunk.bytesPerSecond

  private var playout = Playout()
  /// What was sent and isn't known to be heard, with the marks in it.
  private var underWay: (piece: [UInt8], marks: [PlaybackMark])?
  /// What was under way when a socket was cut: it is sent again.
  private var again: (piece: [UInt8], marks: [PlaybackMark])?

  /// Nothing to play.
  package init() {}

  /// Whether more may be given.
  package var hasRoom: Bool { playout.unplayed < Self.enough }

  /// What is to be played, or told of when it is its turn.
  package mutating func take(_ output: Playback.Output) { playout.sent(output) }

  /// Drops what isn't heard yet.
  package mutating func clear() {
    playout.clear()
    (underWay, again) = (nil, nil)
  }

  /// A piece's time has passed: the marks that were heard meanwhile.
  package mutating func passed() -> [PlaybackMark] {
    defer { underWay = nil }
    return underWay?.marks ?? []
  }

  /// The next piece, of so many bytes: its end is silence where nothing else is there. `nil` when there is nothing to play.
  package mutating func next(_ count: Int) -> [UInt8]? {
    if var cut = again {
      again = nil
      // The next socket's pieces may be longer.
      while !cut.piece.count.isMultiple(of: count) { cut.piece.append(MuLaw.silence) }
      underWay = cut
      return cut.piece.isEmpty ? nil : cut.piece
    }
    guard !playout.isEmpty else { return nil }
    var marks: [PlaybackMark] = []
    let before = playout.unplayed
    let piece = playout.play(count) { marks.append($0) }
    let isHeard = playout.unplayed < before
    underWay = (isHeard ? piece : [], marks)
    return isHeard ? piece : nil
  }

  /// The socket is gone before the piece's time had passed.
  package mutating func cut() {
    if let underWay { again = underWay }
    underWay = nil
  }
}
