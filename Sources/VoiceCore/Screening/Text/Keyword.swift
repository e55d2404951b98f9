/// A word or phrase that is looked for in what is said: whole words side by side, whatever their letter case, accents and
/// width, and whatever stands between them.
public struct Keyword: Hashable, Sendable, Codable {
  /// The most words in a phrase.
  public static let maximumWords = 8
  /// The most scalars of a phrase as it is written.
  public static let maximumLength = 100

  /// The words, folded.
  public let words: [String]

  /// 1…8 words in at most 100 scalars; `nil` when the text has none or more.
  public init?(_ text: String) {
    guard text.unicodeScalars.count <= Self.maximumLength else { return nil }
    let words = FoldedText(text).words
    guard (1...Self.maximumWords).contains(words.count) else { return nil }
    self.words = words
  }

  /// The words with one space between them.
  public var text: String { words.joined(separator: " ") }
}
