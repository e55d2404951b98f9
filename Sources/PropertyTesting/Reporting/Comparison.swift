/// Takes two values apart, side by side, and notes the parts that differ.
struct Comparison {
  /// A difference at one place.
  struct Part {
    /// The way to it in Swift: `.caller.tries[2]`; empty for the whole.
    let path: String
    let lines: [String]
  }

  /// Values within values, and elements of one collection, that are taken apart; beyond, values are compared as a whole.
  private static let maximumDepth = 30
  /// Parts noted.
  private static let maximumParts = 200

  private(set) var parts: [Part] = []
  /// Whether the whole is a text that was taken apart.
  private(set) var isOneText = false
  private var depth = 0

  var summary: String {
    let paths = parts.map(\.path).filter { !$0.isEmpty }
    guard let first = paths.first else { return "the values differ" }
    let others = paths.count - 1
    return "they differ in \(first)" + (others > 0 ? " and \(others) more place\(others == 1 ? "" : "s")" : "")
  }

  mutating func compare(_ actual: Any, _ expected: Any, at path: String) {
    guard parts.count < Self.maximumParts else { return }
    if let texts = Self.texts(actual, expected) {
      guard !texts.0.unicodeScalars.elementsEqual(texts.1.unicodeScalars) else { return }
      isOneText = path.isEmpty
      note(path, TextDifference.lines(texts.0, texts.1))
      return
    }
    let (found, wanted) = (Rendering.text(actual), Rendering.text(expected))
    guard found != wanted || found.contains(SourceWriter.cut) else { return }
    depth += 1
    defer { depth -= 1 }
    let before = parts.count
    let isApart =
      depth < Self.maximumDepth && type(of: actual) == type(of: expected) && takeApart(actual, expected, at: path)
    if !isApart || parts.count == before && found != wanted { note(path, changed(actual, expected)) }
  }

  /// Whether it could be.
  private mutating func takeApart(_ actual: Any, _ expected: Any, at path: String) -> Bool {
    var writer = SourceWriter(budget: Difference.partLimit)
    guard writer.leaf(actual) == nil, !(actual is any SourceRange) else { return false }
    let (left, right) = (Mirror(reflecting: actual), Mirror(reflecting: expected))
    guard left.displayStyle == right.displayStyle else { return false }
    switch left.displayStyle {
    case .optional:
      guard let found = left.children.first?.value, let wanted = right.children.first?.value else { return false }
      compare(found, wanted, at: path)
    case .collection: compareLists(left.children.map(\.value), right.children.map(\.value), at: path)
    case .set: compareSets(left.children.map(\.value), right.children.map(\.value), at: path)
    case .dictionary: compareKeys(left, right, at: path)
    case .enum:
      guard let found = left.children.first, let wanted = right.children.first, found.label == wanted.label
      else { return false }
      return comparePayloads(found.value, wanted.value, at: path + "." + (found.label ?? ""))
    case .struct, .class, .tuple: return compareFields(left, right, at: path)
    default: return false
    }
    return true
  }

  private mutating func comparePayloads(_ actual: Any, _ expected: Any, at path: String) -> Bool {
    let (left, right) = (Mirror(reflecting: actual), Mirror(reflecting: expected))
    if left.displayStyle == .tuple { return compareFields(left, right, at: path) }
    compare(actual, expected, at: path)
    return true
  }

  private mutating func compareFields(_ left: Mirror, _ right: Mirror, at path: String) -> Bool {
    let (found, wanted) = (Array(left.children), Array(right.children))
    guard !found.isEmpty, found.map(\.label) == wanted.map(\.label) else { return false }
    for (one, other) in zip(found, wanted) {
      let label = one.label ?? "?"
      compare(one.value, other.value, at: path + (label.hasPrefix(".") ? label : "." + label))
    }
    return true
  }

  // MARK: - Notes

  mutating func note(_ path: String, _ lines: [String]) {
    parts.append(Part(path: path, lines: path.isEmpty ? lines : ["\(path):"] + lines.map { "  " + $0 }))
  }

  mutating func note(missing value: Any, at path: String) {
    parts.append(Part(path: path, lines: ["\(path): missing \(Self.short(value))"]))
  }

  mutating func note(unexpected value: Any, at path: String) {
    parts.append(Part(path: path, lines: ["\(path): unexpected \(Self.short(value))"]))
  }

  private func changed(_ actual: Any, _ expected: Any) -> [String] {
    SideBySide.lines(Self.short(actual), Self.short(expected))
  }

  static func short(_ value: Any) -> String { Rendering.text(value, limit: Difference.partLimit) }

  private static func texts(_ actual: Any, _ expected: Any) -> (String, String)? {
    switch (actual, expected) {
    case (let left as String, let right as String): (left, right)
    case (let left as Substring, let right as Substring): (String(left), String(right))
    case (let left as Character, let right as Character): (String(left), String(right))
    default: nil
    }
  }
}
