public import MediaBridge

/// Finds where an utterance begins and ends in the caller's audio, and keeps it whole: levels window by window, hysteresis, a
/// threshold that follows the line's noise, a little of what came before, a pause that ends it.
///
/// Whole, because a recogniser that is fed in pieces from cold is useless on telephone audio (its running mean begins at
/// wideband values). Time is counted in the caller's samples, so that jitter changes nothing.
public struct UtteranceEar: Sendable {
  /// What a piece of the caller's audio means.
  public enum Event: Equatable, Sendable {
    case none
    /// An utterance is over: its μ-law bytes, with what came just before and the pause behind it.
    case ended([UInt8])
    /// The sound went on longer than `maximumBytes`: music or a noisy line, and nothing that was asked. Forgotten.
    case tooLong
  }

  /// The longest utterance, in μ-law bytes: 8 s. Also the most memory that a call's ear holds.
  public static let maximumBytes = 8 * AudioChunk.bytesPerSecond
  /// What is kept from before the onset: 240 ms, for the soft beginnings of words.
  public static let bytesBefore = 1920
  /// The pause that ends an utterance: 600 ms. Shorter ones are within sentences.
  public static let pause = 4800
  /// The least sound above the threshold that may be a word: 120 ms. “No” is longer.
  public static let leastSpeech = 960

  /// Above this speech begins, in a quiet line: −34 dB of full scale.
  private static let onset = LevelThreshold(thousandths: 20)
  /// Speech goes on above this: 6 dB less.
  private static let staying = LevelThreshold(thousandths: 10)
  /// Speech begins at so many times the power of the line's noise, and goes on at half of it.
  private static let aboveNoise = 8
  /// How fast the estimate of the noise rises, as a part of itself in each window: doubled in half a second.
  private static let noiseRise = 36

  private var kept: [UInt8] = []
  /// Of what is kept, how much is one sound from its onset on; `nil` while there is none.
  private var utterance: (speech: Int, silence: Int)?
  /// The quietest mean power of late: it falls at once and rises slowly.
  private var noise: Int?

  /// An ear that has heard nothing.
  public init() {}

  /// Whether something that may be speech is going on.
  public var isHearing: Bool { utterance.map { $0.speech >= Self.leastSpeech } ?? false }

  /// How many bytes it holds.
  public var heldBytes: Int { kept.count }

  /// What follows from one more piece of audio.
  public mutating func heard(_ chunk: AudioChunk) -> Event {
    if kept.capacity < Self.bytesBefore * 2 { kept.reserveCapacity(Self.bytesBefore * 2) }
    chunk.appendMuLaw(to: &kept)
    var event = Event.none
    Level.forEachWindow(of: chunk) { level in
      let next = judge(level)
      if next != .none { event = next }
    }
    if utterance == nil, kept.count > Self.bytesBefore * 2 - Level.samplesPerWindow {
      kept.removeFirst(kept.count - Self.bytesBefore)
    }
    return event
  }

  /// Forgets what it has heard, but for the line's noise.
  public mutating func forget() {
    kept.removeAll(keepingCapacity: true)
    utterance = nil
  }

  private mutating func judge(_ level: Level) -> Event {
    let power = level.samples == 0 ? 0 : level.squares / level.samples
    let noise = noise ?? max(power, 1)
    defer { self.noise = power < noise ? max(power, 1) : min(noise + noise / Self.noiseRise + 1, 1 << 30) }
    guard var current = utterance else {
      guard level.isAbove(Self.onset), power > noise * Self.aboveNoise else { return .none }
      utterance = (speech: level.samples, silence: 0)
      return .none
    }
    if level.isAbove(Self.staying), power > noise * Self.aboveNoise / 2 {
      current.speech += level.samples
      current.silence = 0
    } else {
      current.silence += level.samples
    }
    utterance = current
    if current.silence >= Self.pause { return end(current.speech) }
    guard kept.count >= Self.maximumBytes else { return .none }
    forget()
    return .tooLong
  }

  private mutating func end(_ speech: Int) -> Event {
    utterance = nil
    guard speech >= Self.leastSpeech else { return .none }
    defer { kept = [] }
    return .ended(kept)
  }
}
