/// Whether a receptionist's words promise that the caller is being handed over. A model may say so and do nothing: then nobody would
/// come, so whoever hears the words must look for the deed.
public enum TransferClaim {
  /// What is said by who hands over now. Offers, questions and refusals are worded otherwise.
  private static let promises = [
    // English
    "i'm transferring you", "i am transferring you", "i'll transfer you", "i will transfer you", "let me transfer you",
    "transferring you now", "i'm connecting you", "i am connecting you", "i'll connect you", "i will connect you",
    "let me connect you", "connecting you now", "i'm putting you through", "i am putting you through",
    "i'll put you through", "i will put you through", "let me put you through", "putting you through now",
    // Spanish
    "le transfiero", "te transfiero", "le estoy transfiriendo", "voy a transferirle", "le voy a transferir",
    "le comunico con",
    "te comunico con", "voy a comunicarle", "le paso con", "te paso con", "le pongo con",
    // French, German
    "je vous transfère", "je vous mets en relation", "je vous passe", "ich verbinde sie", "ich stelle sie durch",
    "ich leite sie weiter",
  ]

  /// Words that make an offer of a promise.
  private static let conditions: Set<Substring> = ["if", "si", "wenn", "falls", "can't", "cannot", "no", "not"]

  /// Whether some sentence of these words promises a person.
  public static func isMade(in words: String) -> Bool {
    var sentence = ""
    for character in words {
      switch character {
      case "?": sentence = ""
      case ".", "!", "\n", ";":
        if isPromise(sentence) { return true }
        sentence = ""
      case "’": sentence.append("'")
      default: sentence.append(character)
      }
    }
    return isPromise(sentence)
  }

  /// Whole words: who transfers your money doesn't transfer you.
  private static func isPromise(_ sentence: String) -> Bool {
    let words = sentence.lowercased().split { !$0.isLetter && $0 != "'" }
    let spaced = " " + words.joined(separator: " ") + " "
    return promises.contains { spaced.contains(" \($0) ") } && !words.contains(where: conditions.contains)
  }
}
