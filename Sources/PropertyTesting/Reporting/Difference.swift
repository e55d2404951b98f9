/// In what an actual value differs from the expected one, part by part: which fields, elements, keys, lines, characters.
public struct Difference: Equatable, Sendable {
  /// One line that names the place, for instance `they differ in .tries[2]`.
  public let summary: String
  /// Some lines for the reader of the report; at most about ``lineLimit`` of them.
  public let lines: [String]

  /// Lines of a difference; what lies beyond is counted.
  public static let lineLimit = 40
  /// Characters printed of one differing part.
  static let partLimit = 400
  /// The widest value that is shown beside the other one, rather than taken apart.
  private static let sideBySideWidth = 76

  /// The lines as one text.
  public var text: String { lines.joined(separator: "\n") }

  /// What `actual` differs in; both are taken to be unequal, also when they print alike.
  public init(actual: Any, expected: Any) {
    var comparison = Comparison()
    comparison.compare(actual, expected, at: "")
    let (found, wanted) = (Rendering.text(actual), Rendering.text(expected))
    summary = comparison.summary
    guard !comparison.parts.isEmpty else {
      lines = SideBySide.lines(found, wanted) + ["both print alike, and yet they are not equal"]
      return
    }
    let isShort =
      max(found.count, wanted.count) <= Self.sideBySideWidth && !found.contains("\n") && !wanted.contains("\n")
    if isShort, !comparison.isOneText {
      lines = SideBySide.lines(found, wanted)
    } else {
      lines = Self.bounded(comparison.parts.flatMap(\.lines))
    }
  }

  private static func bounded(_ lines: [String]) -> [String] {
    guard lines.count > lineLimit else { return lines }
    return lines.prefix(lineLimit) + ["… \(lines.count - lineLimit) more lines of difference"]
  }
}

/// Two values under each other, and a mark below the first character that differs.
enum SideBySide {
  static func lines(_ actual: String, _ expected: String) -> [String] {
    let both = ["actual:   " + actual, "expected: " + expected]
    guard !actual.contains("\n"), !expected.contains("\n"), actual != expected else { return both }
    let same = zip(actual.unicodeScalars, expected.unicodeScalars).prefix { $0 == $1 }.map(\.0)
    // The mark stands by characters, of which the common part may hold fewer than scalars.
    var common = String.UnicodeScalarView()
    common.append(contentsOf: same)
    return both + [String(repeating: " ", count: 10 + String(common).count) + "^"]
  }
}
