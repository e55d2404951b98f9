internal import VoiceCore

/// What the carrier's own voice says when ours isn't on the line.
enum Apology {
  case nobodyAnswers
  case notAvailable

  /// The words in a language; English where we have none.
  func said(in language: Language) throws(TwiMLError) -> Say {
    switch (self, language.tag.prefix { $0 != "-" }) {
    case (.nobodyAnswers, "es"):
      try Say(
        "Lo sentimos, nadie puede atender su llamada ahora. Llame más tarde, por favor. Adiós.",
        language: spanish(language))
    case (.notAvailable, "es"):
      try Say("Lo sentimos, este servicio no está disponible. Adiós.", language: spanish(language))
    case (.nobodyAnswers, _):
      try Say(
        "We are sorry, nobody can take your call now. Please call again later. Goodbye.", language: english(language))
    case (.notAvailable, _):
      try Say("We are sorry, this service is not available. Goodbye.", language: english(language))
    }
  }

  /// The carrier's voices want a region.
  private func spanish(_ language: Language) -> String { language.tag == "es" ? "es-ES" : language.tag }

  private func english(_ language: Language) -> String {
    language.tag.hasPrefix("en-") ? language.tag : "en-US"
  }
}
