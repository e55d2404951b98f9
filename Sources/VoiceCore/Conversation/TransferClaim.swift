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

  /// How every promise can be told from most other talk: the first letters of its longest word, four in ASCII, as a number.
  private static let stems: Set<UInt32> = Set(
    promises.compactMap { promise in
      promise.split { !$0.isLetter }.max { $0.utf8.count < $1.utf8.count }.map { stem($0.utf8.prefix(stemLength)) }
    })
  private static let stemLength = 4

  /// The letters in lower case; others don't matter, since no stem has them.
  private static func stem(_ letters: some Sequence<UInt8>) -> UInt32 {
    letters.reduce(0) { $0 << 8 | UInt32($1 | 0x20) }
  }

  /// Whether any word begins like one of a promise. Replies are heard on an audio loop, and most promise nothing: one look at each
  /// byte is enough for those.
  private static func isThinkable(in words: String) -> Bool {
    var (last, length) = (UInt32(0), 0)
    for byte in words.utf8 {
      guard byte < 0x80, 0x61...0x7A ~= byte | 0x20 else {
        length = 0
        continue
      }
      length += 1
      last = last << 8 | UInt32(byte | 0x20)
      if length == stemLength, stems.contains(last) { return true }
    }
    return false
  }

  /// Whether some sentence of these words promises a person.
  public static func isMade(in words: String) -> Bool {
    guard isThinkable(in: words) else { return false }
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
