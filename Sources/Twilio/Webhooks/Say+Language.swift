internal import VoiceCore

extension Say {
  /// Words of ours, which exist in English and Spanish: any other language hears the English ones. The carrier's voices
  /// want a region.
  init(_ text: String, in language: Language) throws(TwiMLError) {
    let region =
      switch language.primary {
      case "es": language.tag == "es" ? "es-ES" : language.tag
      case "en": language.tag == "en" ? "en-US" : language.tag
      default: "en-US"
      }
    try self.init(text, language: region)
  }

  /// Words that may be a tenant's own: said in the voice of their language where the carrier has one.
  init(own text: String, in language: Language) throws(TwiMLError) {
    guard !language.tag.contains("-"), let region = Self.regions[String(language.primary)] else {
      if language.tag.contains("-") {
        try self.init(text, language: language.tag)
      } else {
        try self.init(text, in: language)
      }
      return
    }
    try self.init(text, language: region)
  }

  /// The region of a language that names none. Source: Twilio `<Say>`, languages.
  private static let regions = [
    "da": "da-DK", "de": "de-DE", "en": "en-US", "es": "es-ES", "fr": "fr-FR", "it": "it-IT", "nl": "nl-NL",
    "pl": "pl-PL", "pt": "pt-BR", "ru": "ru-RU", "sv": "sv-SE", "ja": "ja-JP", "ko": "ko-KR", "zh": "zh-CN",
  ]
}
