import MediaBridge
public import Simulators

/// Voices without words: what the caller says is loud, what the realtime AI says is told apart by its text.
public enum Spoken {
  /// So much of a loud voice, followed by silence long enough for the model to notice that it is over.
  public static func utterance(milliseconds: Int = 700) -> [UInt8] {
    voice(milliseconds: milliseconds) + silence(milliseconds: 700)
  }

  /// A tone of level 0.2, as raw μ-law of 8 kHz.
  public static func voice(milliseconds: Int) -> [UInt8] {
    tone(Array(repeating: 9000, count: 10) + Array(repeating: -9000, count: 10), milliseconds)
  }

  /// No sound, as raw μ-law of 8 kHz.
  public static func silence(milliseconds: Int) -> [UInt8] {
    Array(repeating: MuLaw.silence, count: milliseconds * 8)
  }

  /// What the simulated model makes of a text: 40 ms a letter, each letter with a sound of its own.
  public static func audio(_ text: String) -> [UInt8] {
    text.utf8.flatMap { letter in Array(repeating: sound(of: letter), count: bytesPerLetter) }
  }

  /// The text that was heard. A letter that was cut short counts when half of it was heard.
  public static func text(heardIn audio: [UInt8]) -> String {
    var letters: [UInt8] = []
    var rest = audio[...]
    while let first = rest.first {
      let run = rest.prefix { $0 == first }.count
      letters += Array(repeating: first ^ 0x80, count: (run + bytesPerLetter / 2) / bytesPerLetter)
      rest = rest.dropFirst(run)
    }
    return String(decoding: letters, as: UTF8.self)
  }

  static let millisecondsPerLetter = 40
  private static let bytesPerLetter = 8 * millisecondsPerLetter

  private static func sound(of letter: UInt8) -> UInt8 { letter ^ 0x80 }

  private static func tone(_ period: [Int16], _ milliseconds: Int) -> [UInt8] {
    let codes = period.map { MuLaw.encode($0) }
    return (0..<milliseconds * 8).map { codes[$0 % codes.count] }
  }
}

extension CallScript.Step {
  /// An utterance of ordinary length.
  public static var say: Self { .speak(Spoken.utterance()) }
}

extension CallReport {
  /// What the caller heard over streams, as text.
  public var heardText: String { Spoken.text(heardIn: heard.flatMap(\.audio)) }
}
