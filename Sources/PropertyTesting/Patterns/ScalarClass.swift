/// Characters of a regular expression's class, the simplest first, as ranges that don't overlap.
struct ScalarClass: Equatable, Sendable {
  private(set) var ranges: [ClosedRange<UInt32>] = []
  private(set) var count = 0

  init() {}

  init(_ ranges: ClosedRange<Unicode.Scalar>...) {
    for range in ranges { insert(range.lowerBound.value...range.upperBound.value) }
  }

  /// Adds behind the others what is not among them yet.
  mutating func insert(_ range: ClosedRange<UInt32>) {
    for part in ScalarClass.scalars(of: range) {
      for new in ranges.reduce([part], { parts, known in parts.flatMap { Self.without(known, $0) } }) {
        ranges.append(new)
        count += new.count
      }
    }
  }

  mutating func insert(_ scalar: Unicode.Scalar) { insert(scalar.value...scalar.value) }

  mutating func insert(_ other: ScalarClass) { for range in other.ranges { insert(range) } }

  func contains(_ value: UInt32) -> Bool { ranges.contains { $0.contains(value) } }

  subscript(place: Int) -> Unicode.Scalar {
    var left = place
    for range in ranges {
      if left < range.count { return Unicode.Scalar(range.lowerBound + UInt32(left)) ?? "a" }
      left -= range.count
    }
    return "a"
  }

  /// What of `every` is not in this class.
  var negated: ScalarClass {
    var rest = ScalarClass()
    for range in Self.every.ranges {
      let parts = ranges.reduce([range]) { parts, known in parts.flatMap { Self.without(known, $0) } }
      for part in parts { rest.insert(part) }
    }
    return rest
  }

  /// Without the code points of surrogates, which are no characters.
  private static func scalars(of range: ClosedRange<UInt32>) -> [ClosedRange<UInt32>] {
    without(0xd800...0xdfff, range)
  }

  /// `range` without `known`.
  private static func without(_ known: ClosedRange<UInt32>, _ range: ClosedRange<UInt32>) -> [ClosedRange<UInt32>] {
    guard range.overlaps(known) else { return [range] }
    var parts: [ClosedRange<UInt32>] = []
    if range.lowerBound < known.lowerBound { parts.append(range.lowerBound...known.lowerBound - 1) }
    if range.upperBound > known.upperBound { parts.append(known.upperBound + 1...range.upperBound) }
    return parts
  }

  // MARK: - Classes with a name

  static let digits = ScalarClass("0"..."9")
  static let words: ScalarClass = {
    var all = ScalarClass("a"..."z", "A"..."Z", "0"..."9", "_"..."_")
    all.insert(foreignLetters)
    return all
  }()
  // No carriage return: with a line feed behind it the two are one character.
  static let spaces = ScalarClass(" "..." ", "\t"..."\t", "\n"..."\n", "\u{b}"..."\u{c}", "\u{a0}"..."\u{a0}")
  /// What a dot or a negated class stands for: all ASCII that can be seen, blanks, and a few others, none of which joins
  /// with its neighbours. A matcher takes many more; what is drawn need not be all of them.
  static let every: ScalarClass = {
    var all = words
    all.insert(ScalarClass(" "..."~"))
    all.insert(ScalarClass("€"..."€", "→"..."→", "😀"..."😀"))
    all.insert(spaces)
    return all
  }()
  private static let foreignLetters = ScalarClass("é"..."é", "ß"..."ß", "Ж"..."Ж", "א"..."א", "中"..."中")
  /// A dot: no line ends.
  static let dot: ScalarClass = {
    var lineEnds = ScalarClass("\n"..."\r")
    lineEnds.insert(ScalarClass("\u{85}"..."\u{85}", "\u{2028}"..."\u{2029}"))
    return lineEnds.negated
  }()
}
