/// Takes out of what was said what nobody needs to read again: numbers of payment cards with what is said after them, and the
/// company's own secrets (property 21).
///
/// A card number is a run of 13 to 19 digits that passes the Luhn check (ISO/IEC 7812-1), however it was said: in digits, in
/// words, by pairs, with dashes and pauses, keyed, or in several utterances of one speaker. It begins and ends where a group of
/// digits does, and not with a zero. Shorter numbers stay, and so does an international one behind its `+`. Longer runs are
/// searched for numbers that stand in them, so of a number with more than 12 digits that is none of a card some may be taken
/// out, too.
///
/// Of the next 12 words after a card the first two runs of 3 to 8 digits go as well: its date and code. So do all digits that
/// follow what was taken out without a word between.
///
/// Redacting twice is redacting once. Time is linear in the length of the texts. No stretch that is taken out leaves more than 8
/// characters.
public struct WordRedaction: Sendable {
  /// What stands where something was.
  enum Mark: String, Sendable {
    case card, code, secret
  }

  /// Digits of a card number. Source: ISO/IEC 7812-1, from 13 on as issued.
  static let cardDigits = 13...19
  /// Digits of a card's code, or of its date and code in one breath.
  static let codeDigits = 3...8
  /// So many of those follow a card.
  static let codesAfterCard = 2
  /// Other words between a card and its code.
  static let codeReach = 12
  /// Fillers between two groups of one number.
  static let fillersInNumber = 3
  /// The most digits of an international number. Source: ITU-T E.164.
  static let longestPhoneNumber = 15

  private let secrets: [SecretRule]

  /// Redaction of cards, and of secrets by these rules.
  public init(secrets: [SecretRule] = []) { self.secrets = secrets }

  /// Whether anything in a text could matter: without digits nothing does, whatever was said before.
  public static func concerns(_ text: String) -> Bool {
    SpokenTokens.tokens(of: Array(text)).contains { if case .digits = $0.kind { true } else { false } }
  }

  /// One text without them.
  public func redacted(_ text: String) -> String { redacted([text])[0] }

  /// What one speaker said, one utterance after the other: what began in one and ended in the next goes from both.
  public func redacted(_ texts: [String]) -> [String] {
    let characters = texts.map(Array.init)
    var marking = WordMarking(characters.enumerated().flatMap { SpokenTokens.tokens(of: $1, text: $0) })
    marking.markCards()
    marking.markCodes()
    for rule in secrets { marking.mark(rule) }
    let holes = marking.holes
    guard !holes.isEmpty else { return texts }
    return characters.enumerated().map { index, characters in
      var rest = ""
      var end = 0
      for hole in holes where hole.text == index {
        rest += String(characters[end..<hole.range.lowerBound]) + "[\(hole.mark.rawValue)]"
        end = hole.range.upperBound
      }
      return rest + String(characters[end...])
    }
  }
}
