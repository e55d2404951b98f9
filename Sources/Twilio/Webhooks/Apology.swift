internal import VoiceCore

/// What the carrier's own voice says when ours isn't on the line.
enum Apology {
  case nobodyAnswers
  case notAvailable
  case notPutThrough

  /// The words in a language; English where we have none.
  func said(in language: Language) throws(TwiMLError) -> Say {
    let isSpanish = language.primary == "es"
    let words =
      switch self {
      case .nobodyAnswers where isSpanish:
        "Lo sentimos, nadie puede atender su llamada ahora. Llame más tarde, por favor. Adiós."
      case .notPutThrough where isSpanish: "Lo sentimos, no podemos pasar esta llamada. Adiós."
      case .notAvailable where isSpanish: "Lo sentimos, este servicio no está disponible. Adiós."
      case .nobodyAnswers: "We are sorry, nobody can take your call now. Please call again later. Goodbye."
      case .notPutThrough: "We are sorry, we can't put this call through. Goodbye."
      case .notAvailable: "We are sorry, this service is not available. Goodbye."
      }
    return try Say(words, in: language)
  }
}
