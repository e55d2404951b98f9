/// Tells when the caller has begun to speak and has finished, from levels alone: whatever becomes of a voice AI, the time in which
/// the caller is owed an answer is known. What counts as speech is what interrupts a receptionist (property 31).
///
/// Time is counted in the caller's samples, so that jitter changes nothing.
public struct CallerSpeech: Equatable, Sendable {
  /// What a window of the caller's audio means.
  public enum Event: Equatable, Sendable {
    case none
    /// What is being heard is speech: it has lasted longer than a burst.
    case began
    /// The speech was over so many samples before the end of this window.
    case ended(samplesAgo: Int)
  }

  /// How long no window may be above the speech threshold for the speech to be over, in samples: 300 ms. Ours: longer than what is
  /// quiet within a sentence, and shorter than any filler waits.
  public static let pause = 2400

  private let settings: BargeIn.Settings
  private let longestBurst: Int
  /// From the onset of what is being heard to the last window above the threshold; `nil` when nothing is.
  private var length: Int?
  private var subdued = 0
  private var isSpeech = false

  /// A caller who hasn't spoken yet.
  public init(_ settings: BargeIn.Settings = .standard) {
    self.settings = settings
    longestBurst = settings.burst.samples
  }

  /// What follows from one more window.
  public mutating func heard(_ level: Level) -> Event {
    guard level.isAbove(settings.speech) else { return pause(level.samples) }
    length = (length.map { $0 + subdued } ?? 0) + level.samples
    subdued = 0
    guard !isSpeech, length ?? 0 > longestBurst else { return .none }
    isSpeech = true
    return .began
  }

  private mutating func pause(_ samples: Int) -> Event {
    guard length != nil else { return .none }
    subdued += samples
    guard subdued >= Self.pause else { return .none }
    defer { (length, subdued, isSpeech) = (nil, 0, false) }
    return isSpeech ? .ended(samplesAgo: subdued) : .none
  }
}
