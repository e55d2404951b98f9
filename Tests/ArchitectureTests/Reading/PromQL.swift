/// What an expression of Prometheus's query language names.
/// Source: Prometheus, "Querying basics" and "Operators".
struct PromQL {
  /// The series, with the labels that are asked of each.
  private(set) var series: [(name: String, labels: [String])] = []
  /// The labels by which results are grouped or matched.
  private(set) var grouping: [String] = []

  /// Words that are followed by labels in parentheses.
  private static let groupers: Set = ["by", "without", "on", "ignoring", "group_left", "group_right"]
  /// Words between two expressions.
  private static let operators: Set = ["and", "or", "unless", "bool", "offset"]

  private enum Token: Equatable {
    case word(String)
    case mark(Character)
  }

  init(_ expression: String) {
    let tokens = Self.tokens(of: expression)
    var index = 0
    while index < tokens.count {
      defer { index += 1 }
      guard case .word(let word) = tokens[index] else { continue }
      let next = tokens.dropFirst(index + 1).first
      if Self.groupers.contains(word), next == .mark("(") {
        grouping += Self.words(in: tokens, after: &index, until: ")")
      } else if next == .mark("{") {
        series.append((word, Self.words(in: tokens, after: &index, until: "}")))
      } else if next != .mark("("), !Self.operators.contains(word), !Self.groupers.contains(word),
        // An aggregation whose grouping stands before its parentheses.
        !(next.map { if case .word(let follower) = $0 { Self.groupers.contains(follower) } else { false } } ?? false)
      {
        series.append((word, []))
      }
    }
  }

  private static func words(in tokens: [Token], after index: inout Int, until end: Character) -> [String] {
    var words: [String] = []
    while index < tokens.count, tokens[index] != .mark(end) {
      index += 1
      if index < tokens.count, case .word(let word) = tokens[index] { words.append(word) }
    }
    return words
  }

  /// Names and marks; without strings, numbers, and ranges in brackets.
  private static func tokens(of text: String) -> [Token] {
    var tokens: [Token] = []
    var rest = Substring(text)
    while let first = rest.first {
      if first == "\"" || first == "'" {
        rest = rest.dropFirst().drop { $0 != first }.dropFirst()
      } else if first == "[" {
        rest = rest.drop { $0 != "]" }.dropFirst()
      } else if first.isNumber {
        rest = rest.drop { $0.isNumber || $0 == "." || $0.isLetter }
      } else if first.isLetter || first == "_" {
        let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == ":" }
        tokens.append(.word(String(word)))
        rest = rest.dropFirst(word.count)
      } else {
        if !first.isWhitespace { tokens.append(.mark(first)) }
        rest = rest.dropFirst()
      }
    }
    return tokens
  }
}
