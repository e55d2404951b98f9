/// One stretch of sound that the caller heard without a break: what lies between two marks, keys, or silences.
public struct HeardSegment: Equatable, Sendable {
  /// What the caller had done last before its first byte arrived.
  public enum Cause: Equatable, Sendable {
    /// Nothing yet: the stream had just begun.
    case streamStart
    case key(Character)
    case speech
  }

  /// The bytes heard, raw μ-law at 8 kHz; what `clear` dropped is not among them. Empty under `Hearing.counted`.
  public internal(set) var audio: [UInt8]
  /// How many bytes were heard.
  public internal(set) var byteCount: Int
  /// When its first byte arrived, since the call began, in the call's time.
  public let arrivedAt: Duration
  /// When it began to sound, likewise.
  public let startedAt: Duration
  /// What it answers.
  public let cause: Cause
  /// From the key press, the end of speech or the start of the stream until the first byte arrived, in **real** time;
  /// `nil` when an earlier segment answered that already.
  public let latency: Duration?
  /// The mark behind it, if one ended it.
  public internal(set) var mark: String?
  /// Whether `clear` cut it short.
  public internal(set) var wasCut = false

  /// The two as one; `nil` when there is a pause between them, or they answer different things.
  public func joined(with next: HeardSegment) -> HeardSegment? {
    guard next.cause == cause, !wasCut, next.startedAt - (startedAt + duration) < .milliseconds(20) else { return nil }
    var whole = self
    whole.audio += next.audio
    whole.byteCount += next.byteCount
    whole.mark = next.mark
    whole.wasCut = next.wasCut
    return whole
  }

  /// How long it sounded, in the call's time.
  public var duration: Duration { .microseconds(byteCount * 125) }
}
