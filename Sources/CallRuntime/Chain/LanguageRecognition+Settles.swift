import VoiceCore

extension LanguageRecognition {
  /// Whether the caller goes on in that language.
  var settles: Bool {
    switch self {
    case .requested: true
    case .detected(let confidence): confidence >= Conversation.languageConfidence
    }
  }
}
