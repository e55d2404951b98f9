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

  /// Whether the words stand in this order, side by side, among those of a folded text. For a few keywords; many are asked
  /// together by a tree.
  public func occurs(in others: [String]) -> Bool {
    guard others.count >= words.count else { return false }
    return (0...(others.count - words.count)).contains { others[$0..<($0 + words.count)].elementsEqual(words) }
  }
}
