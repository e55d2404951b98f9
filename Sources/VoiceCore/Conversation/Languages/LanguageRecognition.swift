/// How a language became known.
public enum LanguageRecognition: Equatable, Sendable, Codable {
  /// A recogniser heard it, that sure (0…1).
  case detected(confidence: Double)
  /// The caller asked for it in so many words.
  case requested
}
