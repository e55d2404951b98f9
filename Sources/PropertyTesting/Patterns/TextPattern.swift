/// A regular expression to draw texts from: `.string(matching: "[a-z]+@example\\.(com|org)")`.
///
/// Understood are literals, `.`, classes (`[a-f0-9_]`, `[^"]`), `\d \w \s` and `\D \W \S`, `\n \t \r \f \e \xHH \uHHHH
/// \u{…}` and escaped punctuation, groups (`(…)`, `(?:…)`, `(?<name>…)`), `|`, the quantifiers `* + ? {m} {m,} {m,n} {,n}`,
/// also lazy, and `^ $ \A \z` at the ends. Everything else is refused by name.
public struct TextPattern: Sendable {
  /// How often more than it must something without an upper bound is repeated, at most.
  public static let mostRepeats = 10

  /// The expression as it was written.
  public let source: String
  let tree: PatternTree

  /// Reads an expression.
  /// - Throws: What is wrong with it or not understood, and where; or that no text matches it.
  public init(_ source: String) throws(TextPatternError) {
    var parser = PatternParser(source)
    let written = try parser.parse()
    guard let tree = try written.fitted(source) else {
      throw TextPatternError(pattern: source, offset: nil, reason: "no text matches it")
    }
    self.source = source
    self.tree = tree
  }
}

extension TextPattern: ExpressibleByStringLiteral {
  /// Reads an expression that stands in the source of a test; one that can't be read ends the process and says why.
  public init(stringLiteral source: String) {
    do throws(TextPatternError) {
      try self.init(source)
    } catch {
      preconditionFailure(error.description)
    }
  }
}

/// Why no texts can be drawn from a regular expression.
public struct TextPatternError: Error, Equatable, CustomStringConvertible {
  /// The expression.
  public let pattern: String
  /// Where it could not be read, in characters from 0; `nil` when all of it is meant.
  public let offset: Int?
  /// What is wrong, and what to write instead where something else would do.
  public let reason: String

  public var description: String {
    let place = offset.map { " at character \($0 + 1)" } ?? ""
    return "regular expression \(Rendering.literal(pattern))\(place): \(reason)"
  }
}
