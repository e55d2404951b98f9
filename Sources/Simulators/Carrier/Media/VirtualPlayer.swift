/// The carrier's play buffer: plays what it gets in order of arrival at 8,000 bytes a second, returns marks when all
/// before them has been played, and forgets everything on `clear`. Times are the call's.
package struct VirtualPlayer: Equatable, Sendable {
  /// How long one byte of μ-law sounds.
  package static let timePerByte = Duration.microseconds(125)

  private struct Mark: Equatable, Sendable {
    var name: String
    var due: Duration
  }

  /// When everything queued so far will have been played.
  package private(set) var endsAt = Duration.zero
  private var marks: [Mark] = []

  package init() {}

  /// Queues audio; the answer is when it begins to sound.
  package mutating func play(byteCount: Int, at now: Duration) -> Duration {
    let begin = max(endsAt, now)
    endsAt = begin + Self.timePerByte * byteCount
    return begin
  }

  /// Queues a mark behind everything before it.
  package mutating func mark(_ name: String, at now: Duration) {
    marks.append(Mark(name: name, due: max(endsAt, now)))
  }

  /// Takes the marks that are due, in order.
  package mutating func takeDueMarks(at now: Duration) -> [String] {
    guard let first = marks.first, first.due <= now else { return [] }
    let due = marks.prefix { $0.due <= now }
    marks.removeFirst(due.count)
    return due.map(\.name)
  }

  /// Drops what has not been played: how many bytes, and the marks that come back at once.
  package mutating func clear(at now: Duration) -> (droppedBytes: Int, marks: [String]) {
    let left = max(endsAt - now, .zero)
    let names = marks.map(\.name)
    marks = []
    endsAt = min(endsAt, now)
    // Rounded up: a sample that has begun to sound was heard.
    return (Int(left / Self.timePerByte), names)
  }

  /// When the next mark is due.
  package var nextMark: Duration? { marks.first?.due }

  /// Whether nothing sounds and no mark is owed.
  package func isIdle(at now: Duration) -> Bool { endsAt <= now && marks.isEmpty }
}
