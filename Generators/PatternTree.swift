/// A pattern against spam as a tree, and as the text that stands for it.
public indirect enum PatternTree: Equatable, Sendable {
  /// A small letter, digit, space or `+`.
  case literal(Character)
  case any
  /// `a` to `m`.
  case early
  /// Anything but a small letter.
  case notLetter
  case start, end, wordEdge
  case sequence([PatternTree])
  case choice([PatternTree])
  /// At least, at most (`nil`: any number).
  case repeated(PatternTree, Int, Int?)

  /// The text of it.
  public var text: String {
    switch self {
    case .literal("+"): #"\+"#
    case .literal(let letter): String(letter)
    case .any: "."
    case .early: "[a-m]"
    case .notLetter: "[^a-z]"
    case .start: "^"
    case .end: "$"
    case .wordEdge: #"\b"#
    case .sequence(let parts): parts.map(\.text).joined()
    case .choice(let branches): "(" + branches.map(\.text).joined(separator: "|") + ")"
    case .repeated(let part, let least, let most): "(\(part.text))" + Self.counts(least, most)
    }
  }

  private static func counts(_ least: Int, _ most: Int?) -> String {
    switch (least, most) {
    case (0, nil): "*"
    case (1, nil): "+"
    case (0, 1): "?"
    case (_, nil): "{\(least),}"
    case (_, let most?): "{\(least),\(most)}"
    }
  }
}
