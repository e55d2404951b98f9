import Synchronization

/// What a worker is busy with, in one word, so that telling it costs no more than storing a number.
struct Moment: Equatable {
  enum Kind: UInt64 {
    case rest, drawing, judging, judgingAgain, example, exampleAgain, saved, sampling, replaying, following, candidate
  }

  let kind: Kind
  /// The case's index, the example's place, the number of the candidate.
  let place: Int

  static let rest = Moment(kind: .rest, place: 0)

  fileprivate var word: UInt64 { UInt64(truncatingIfNeeded: place) << 4 | kind.rawValue }

  init(kind: Kind, place: Int) {
    self.kind = kind
    self.place = place
  }

  fileprivate init(word: UInt64) {
    self.init(kind: Kind(rawValue: word & 15) ?? .rest, place: Int(word >> 4))
  }

  /// Whether it belongs to a case of chance whose value is made.
  var isJudging: Bool { kind == .judging || kind == .judgingAgain }

  /// Whether it belongs to a case that the board knows: an example, or that of a token.
  var isOfOneCase: Bool { [.example, .exampleAgain, .saved, .replaying].contains(kind) }

  /// Whether it belongs to making a failing case smaller.
  var isShrinking: Bool { kind == .following || kind == .candidate }
}

/// Where one worker tells the watchdog what it is busy with. No two moments that follow each other are equal.
final class Heartbeat: Sendable {
  private typealias Line = (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64)
  // Keeps the words of two workers out of one cache line.
  private let before: Line = (0, 0, 0, 0, 0, 0, 0, 0)
  private let word = Atomic<UInt64>(0)
  private let after: Line = (0, 0, 0, 0, 0, 0, 0, 0)

  func begin(_ kind: Moment.Kind, _ place: Int) {
    word.store(Moment(kind: kind, place: place).word, ordering: .relaxed)
  }

  func rest() { word.store(0, ordering: .relaxed) }

  var moment: Moment { Moment(word: word.load(ordering: .relaxed)) }
}
