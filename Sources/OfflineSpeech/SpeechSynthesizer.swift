public import VoiceCore

/// Turns text into telephone audio.
public protocol SpeechSynthesizer: Sendable {
  /// The text as speech; the same text gives the same audio.
  func speech(for text: String, in language: Language) async throws(SpeechFailure) -> Speech
}

/// Why text could not be spoken.
public enum SpeechFailure: Error, Equatable, Sendable {
  /// The synthesiser isn't installed.
  case notInstalled
  /// The text is longer than `EspeakSynthesizer.maximumTextBytes`.
  case tooLong
  /// It ran and gave no audio.
  case noAudio
}
