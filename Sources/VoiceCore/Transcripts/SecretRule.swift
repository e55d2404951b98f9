/// A secret that callers of this company say: these words, and digits soon after them. Deliberately no pattern language: a rule is
/// found in one pass, whatever was said.
public struct SecretRule: Hashable, Sendable, Codable {
  /// Legal numbers of words.
  public static let legalWords = 1...4
  /// The longest word, in characters.
  public static let maximumWordLength = 32
  /// Legal lengths of the digits that follow.
  public static let legalDigits = 3...32
  /// The most rules of one company.
  public static let maximumRules = 16
  /// How many other words may stand between the words and the digits: `my PIN, hold on a moment, is 4711`.
  static let reach = 6

  /// The words as they are compared: without letter case and accents.
  public let words: [String]
  /// How many digits the secret has at least.
  public let fewestDigits: Int
  /// How many it has at most.
  public let mostDigits: Int

  /// A rule for a secret that follows these words: `PIN`, `security code`.
  /// - Throws: `words` without a word, with too many or one that is too long; `digits` outside of `legalDigits`.
  public init(words text: String, digits: ClosedRange<Int>) throws(RefusedSetting) {
    let words = FoldedText(text).words
    guard !words.isEmpty else { throw RefusedSetting("words", .wordless) }
    guard words.count <= Self.legalWords.upperBound else {
      throw RefusedSetting("words", .tooMany(Self.legalWords.upperBound))
    }
    guard words.allSatisfy({ $0.count <= Self.maximumWordLength }) else {
      throw RefusedSetting("words", .tooLong(Self.maximumWordLength))
    }
    guard Self.legalDigits.contains(digits.lowerBound), Self.legalDigits.contains(digits.upperBound) else {
      throw RefusedSetting("digits", .outOfRange(Self.legalDigits))
    }
    self.words = words
    fewestDigits = digits.lowerBound
    mostDigits = digits.upperBound
  }

  /// Whether a secret may have so many digits.
  func fits(_ count: Int) -> Bool { (fewestDigits...mostDigits).contains(count) }
}
