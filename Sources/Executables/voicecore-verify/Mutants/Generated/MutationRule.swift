/// A word for which another can stand, and how both stand in one line behind a switch.
///
/// Operators and members get a twin with a name of its own for each fault, so that nobody has to know where their operands
/// begin and end. What a twin can't do doesn't compile, and is left out.
struct MutationRule {
  let kind: SourceMutation.Kind
  /// As it stands in the code; operators with the blanks around them.
  let word: String
  /// What would stand there, for people.
  let shown: String
  /// What stands there in the copy, and what is declared for it; see ``SwitchTemplate``.
  let planted: String
  let declared: String

  static let all: [MutationRule] =
    comparisons + logic + order + bounds + [
      infix("+", "-", .bound, "Addition", additions), infix("-", "+", .bound, "Addition", subtractions),
    ]

  private static let isOn = SwitchTemplate.isOn
  private static let mark = String(SwitchTemplate.mark)
  private static let number = String(SwitchTemplate.number)

  private static func infix(
    _ old: String, _ new: String, _ kind: SourceMutation.Kind, _ precedence: String, _ functions: [String]
  ) -> MutationRule {
    MutationRule(
      kind: kind, word: " \(old) ", shown: " \(new) ", planted: " \(old)\(mark) ",
      declared: "infix operator \(old)\(mark) : \(precedence)Precedence\n"
        + functions.map { "\($0)\n" }.joined())
  }

  // MARK: - Comparisons

  private static let comparisons = [("<", "<="), ("<=", "<"), (">", ">="), (">=", ">"), ("==", "!="), ("!=", "==")]
    .map { old, new in
      let isEquality = old.hasSuffix("=") && old.count == 2 && old != "<=" && old != ">="
      let part = isEquality ? "Equatable" : "Comparable"
      let body = "{ \(isOn) ? a \(new) b : a \(old) b }"
      func function(_ generics: String, _ left: String, _ right: String) -> String {
        "public func \(old)\(mark) <\(generics)>(a: \(left), b: \(right)) -> Bool \(body)"
      }
      let tuples = [
        function("A: \(part), B: \(part)", "(A, B)", "(A, B)"),
        function("A: \(part), B: \(part), C: \(part)", "(A, B, C)", "(A, B, C)"),
      ]
      let ofEquality = [
        function("T", "T?", "_OptionalNilComparisonType"),
        function("A: StringProtocol, B: StringProtocol", "A", "B"),
      ]
      return infix(
        old, new, .comparison, "Comparison",
        [function("T: \(part)", "T", "T")] + tuples
          + (isEquality ? ofEquality.map { "@_disfavoredOverload \($0)" } : []))
    }

  // MARK: - Logic

  private static let logic: [MutationRule] =
    [("&&", "||", "Conjunction"), ("||", "&&", "Disjunction")].map { old, new, name in
      infix(
        old, new, .logic, "Logical\(name)",
        [
          "public func \(old)\(mark) (a: Bool, b: @autoclosure () throws -> Bool) rethrows -> Bool "
            + "{ \(isOn) ? try a \(new) b() : try a \(old) b() }"
        ])
    }
    + [" ", "("].map { before in
      MutationRule(
        kind: .logic, word: "\(before)!", shown: before, planted: "\(before)!\(mark)",
        declared: "prefix operator !\(mark)\npublic prefix func !\(mark) (a: Bool) -> Bool { \(isOn) ? a : !a }\n")
    }
    + [("true", "false"), ("false", "true")].map { old, new in
      MutationRule(
        kind: .logic, word: old, shown: new, planted: "(\(isOn) ? \(new) : \(old))", declared: "")
    } + [
      member(".isEmpty", "count > 0", .logic, "Collection", "var #: Bool { \(isOn) ? !isEmpty : isEmpty }"),
      member(
        ".contains(", "notContains(", .logic, "Sequence where Element: Equatable",
        "func #(_ e: Element) -> Bool { \(isOn) ? !contains(e) : contains(e) }"),
    ]

  // MARK: - Order

  /// A member of any type of a kind, and its twin; `#` stands for the twin's name.
  private static func member(
    _ word: String, _ shown: String, _ kind: SourceMutation.Kind, _ type: String, _ declared: String...
  ) -> MutationRule {
    let name = "planted\(number)"
    let call = word.drop { $0 == "." || $0.isLetter }
    let twins = declared.map { "public \($0.split(separator: "#").joined(separator: name))" }
    return MutationRule(
      kind: kind, word: word, shown: ".\(shown)", planted: ".\(name)\(call)",
      declared: "extension \(type) { \(twins.joined(separator: "; ")) }\n")
  }

  private static let order: [MutationRule] =
    [("first", "last"), ("last", "first")].map { old, new in
      member(".\(old)", new, .order, "BidirectionalCollection", "var #: Element? { \(isOn) ? \(new) : \(old) }")
    }
    + [("min", "max"), ("max", "min")].flatMap { old, new in
      [
        member(
          ".\(old)()", "\(new)()", .order, "Sequence where Element: Comparable",
          "func #() -> Element? { \(isOn) ? \(new)() : \(old)() }"),
        member(".\(old) {", "\(new) {", .order, "Sequence", extremeBy(old, new)),
        member(".\(old)(by:", "\(new)(by:", .order, "Sequence", extremeBy(old, new)),
        MutationRule(
          kind: .order, word: "\(old)(", shown: "\(new)(", planted: "planted\(number)(",
          declared: "public func planted\(number)<T: Comparable>(_ a: T, _ b: T) -> T "
            + "{ \(isOn) ? \(new)(a, b) : \(old)(a, b) }\n"
            + "public func planted\(number)<T: Comparable>(_ a: T, _ b: T, _ c: T) -> T "
            + "{ \(isOn) ? \(new)(a, b, c) : \(old)(a, b, c) }\n"),
      ]
    } + [
      member(
        ".sorted()", "sorted(by: >)", .order, "Sequence where Element: Comparable",
        "func #() -> [Element] { \(isOn) ? sorted(by: >) : sorted() }"),
      member(".sorted {", "sortedDescending {", .order, "Sequence", sortedBy),
      member(".sorted(by:", "sortedDescending(by:", .order, "Sequence", sortedBy),
      member(
        ".sort {", "sortDescending {", .order, "MutableCollection where Self: RandomAccessCollection",
        "mutating func #(by less: (Element, Element) throws -> Bool) rethrows "
          + "{ let isOn = \(isOn); try sort { isOn ? try less($1, $0) : try less($0, $1) } }"),
      member(".reversed()", "self", .order, "Sequence", "func #() -> [Element] { \(isOn) ? Array(self) : reversed() }"),
    ]

  private static func extremeBy(_ old: String, _ new: String) -> String {
    "func #(by less: (Element, Element) throws -> Bool) rethrows -> Element? "
      + "{ \(isOn) ? try \(new)(by: less) : try \(old)(by: less) }"
  }

  private static let sortedBy =
    "func #(by less: (Element, Element) throws -> Bool) rethrows -> [Element] "
    + "{ let isOn = \(isOn); return try sorted { isOn ? try less($1, $0) : try less($0, $1) } }"

  // MARK: - Bounds

  private static let bounds: [MutationRule] =
    ["prefix", "suffix", "dropFirst", "dropLast"].map { name in
      member(
        ".\(name)(", "\(name)(1 + ", .bound, "Collection where Self: BidirectionalCollection",
        "func #(_ count: Int\(name.hasPrefix("drop") ? " = 1" : "")) -> SubSequence "
          + "{ \(name)(\(isOn) ? count + 1 : count) }")
    }
    + [
      range("..<", "...", "Range", "a ..< (\(isOn) ? b.advanced(by: 1) : b)"),
      range("...", "..<", "ClosedRange", "a ... (\(isOn) && a < b ? b.advanced(by: -1) : b)"),
    ].flatMap { $0 }

  /// With blanks around it and without.
  private static func range(_ old: String, _ new: String, _ type: String, _ body: String) -> [MutationRule] {
    [" ", ""].map { blank in
      MutationRule(
        kind: .bound, word: blank + old + blank, shown: blank + new + blank, planted: blank + old + mark + blank,
        declared: "infix operator \(old)\(mark) : RangeFormationPrecedence\n"
          + "public func \(old)\(mark) <T: Strideable>(a: T, b: T) -> \(type)<T> where T.Stride: SignedInteger "
          + "{ \(body) }\n")
    }
  }

  private static let additions = [
    "public func +\(mark) <T: AdditiveArithmetic>(a: T, b: T) -> T { \(isOn) ? a - b : a + b }",
    "public func +\(mark) <T: RangeReplaceableCollection, S: Sequence>(a: T, b: S) -> T where S.Element == T.Element "
      + "{ \(isOn) ? a : a + b }",
    "public func +\(mark) (a: Timestamp, b: Duration) -> Timestamp { \(isOn) ? a - b : a + b }",
  ]
  private static let subtractions = [
    "public func -\(mark) <T: AdditiveArithmetic>(a: T, b: T) -> T { \(isOn) ? a + b : a - b }",
    "public func -\(mark) (a: Timestamp, b: Duration) -> Timestamp { \(isOn) ? a + b : a - b }",
    "public func -\(mark) (a: Timestamp, b: Timestamp) -> Duration { \(isOn) ? b - a : a - b }",
  ]
}
