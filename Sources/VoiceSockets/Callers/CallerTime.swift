package import NIOCore

/// The time of a caller's audio: what comes is heard at once, silence stands in for what is missing, and nobody speaks far ahead of
/// the clock. Counted in samples of 8 kHz. Without I/O.
package struct CallerTime: Sendable {
  /// How late audio may be before silence stands in for it: what a wireless network may need.
  package static let patience: TimeAmount = .milliseconds(300)
  /// How far ahead of the clock a caller may be: somewhat more than the longest piece.
  package static let maximumLead: TimeAmount = .seconds(15)

  private let start: NIODeadline
  /// How much was heard, silence too.
  private var samples = 0

  /// The time begins.
  package init(at start: NIODeadline) { self.start = start }

  /// When what is heard next is heard, in milliseconds since the beginning.
  package var milliseconds: Int { samples / 8 }

  /// So much more is heard; `false` when it is too far ahead.
  package mutating func take(_ count: Int, at now: NIODeadline) -> Bool {
    guard samples + count <= Self.samples(now + Self.maximumLead - start) else { return false }
    samples += count
    return true
  }

  /// How much silence is to be heard now.
  package func missing(at now: NIODeadline) -> Int {
    let due = Self.samples(now - start)
    return due - samples > Self.samples(Self.patience) ? due - samples : 0
  }

  private static func samples(_ time: TimeAmount) -> Int { Int(time.nanoseconds / 125_000) }
}
