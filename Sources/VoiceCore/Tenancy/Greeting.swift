/// What callers hear first, in the tenant's own words.
public struct Greeting: Equatable, Sendable, Codable {
  public let language: Language
  public let text: String

  /// These words in this language.
  public init(_ text: String, in language: Language) {
    self.text = text
    self.language = language
  }
}
