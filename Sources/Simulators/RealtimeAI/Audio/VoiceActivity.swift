/// Hears from the energy of the caller's audio when speech begins and ends. Time is audio time: what was appended.
package struct VoiceActivity: Equatable, Sendable {
  /// What the session asks for (`turn_detection`).
  package struct Setting: Equatable, Sendable {
    /// 0 to 1.
    package var threshold: Double
    package var prefixPaddingMs: Int
    package var silenceMs: Int

    package init(threshold: Double = 0.5, prefixPaddingMs: Int = 300, silenceMs: Int = 200) {
      self.threshold = threshold
      self.prefixPaddingMs = prefixPaddingMs
      self.silenceMs = silenceMs
    }
  }

  package enum Change: Equatable, Sendable {
    /// Speech, padding included, begins here, in milliseconds since the first audio.
    case started(Int)
    /// Speech and the silence that ends it are over here.
    case stopped(Int)
  }

  /// The level (root mean square, full scale being 1) that counts as speech at threshold 1; the real service judges
  /// by a model, we by energy: at 0.5 what is louder than 0.02 (-34 dB) is speech.
  static let levelAtFullThreshold = 0.04
  static let windowMs = 20
  /// How long it must be loud before that is speech.
  static let onsetMs = 60

  private var windows = 0
  private var energy: Float = 0
  private var samples = 0
  private var loudMs = 0
  private var quietMs = 0
  private(set) package var isSpeaking = false

  package init() {}

  /// All audio heard so far, in whole windows.
  var elapsedMs: Int { windows * Self.windowMs }

  /// Forgets speech that is going on, not the time.
  mutating func reset() {
    isSpeaking = false
    loudMs = 0
    quietMs = 0
  }

  /// Hears this; the answer is mostly empty.
  package mutating func hear(
    _ audio: [UInt8], as format: RealtimeAudioFormat, _ setting: Setting?
  ) -> [Change] {
    var changes: [Change] = []
    let window = format == .pcm ? 480 : 160
    switch format {
    case .pcmu, .pcma:
      let table = format == .pcmu ? G711.muLawPower : G711.aLawPower
      for byte in audio {
        energy += table[Int(byte)]
        samples += 1
        if samples >= window, let change = endWindow(setting) { changes.append(change) }
      }
    case .pcm:
      for index in stride(from: 0, to: audio.count - 1, by: 2) {
        energy += G711.power(Int16(bitPattern: UInt16(audio[index]) | UInt16(audio[index + 1]) << 8))
        samples += 1
        if samples >= window, let change = endWindow(setting) { changes.append(change) }
      }
    }
    return changes
  }

  private mutating func endWindow(_ setting: Setting?) -> Change? {
    let level = (Double(energy) / Double(samples)).squareRoot()
    energy = 0
    samples = 0
    windows += 1
    guard let setting else { return nil }
    if level > max(setting.threshold, 0.01) * Self.levelAtFullThreshold {
      loudMs += Self.windowMs
      quietMs = 0
      guard !isSpeaking, loudMs >= Self.onsetMs else { return nil }
      isSpeaking = true
      return .started(max(0, elapsedMs - loudMs - setting.prefixPaddingMs))
    }
    loudMs = 0
    guard isSpeaking else { return nil }
    quietMs += Self.windowMs
    guard quietMs >= setting.silenceMs else { return nil }
    reset()
    return .stopped(elapsedMs)
  }
}
