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
}
