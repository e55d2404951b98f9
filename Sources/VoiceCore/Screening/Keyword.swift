/// A word or phrase that is looked for in what is said: whole words, any letter case, any space between them.
public struct Keyword: Hashable, Sendable, Codable {
  /// The most words in a phrase.
  public static let maximumWords = 8

  /// The words in lower case.
  public let words: [String]

  /// 1…8 words; `nil` when the text has none or more.
  public init?(_ text: String) {
    let words = Self.words(of: text)
    guard (1...Self.maximumWords).contains(words.count) else { return nil }
    self.words = words
  }

  /// The words of a text in lower case: runs of letters and digits (marks belong to their letter).
  public static func words(of text: String) -> [String] {
    text.lowercased().split { !($0.isLetter || $0.isNumber) }.map(String.init)
  }

  /// Whether the words stand in this order, side by side, among others.
  public func occurs(in others: [String]) -> Bool {
    guard others.count >= words.count else { return false }
    return (0...(others.count - words.count)).contains { others[$0..<($0 + words.count)].elementsEqual(words) }
  }
}
