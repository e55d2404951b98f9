/// Reads regular expressions.
struct PatternParser {
  /// Groups within groups.
  static let deepest = 100

  private let source: String
  private let characters: [Character]
  private var place = 0
  private var depth = 0

  init(_ source: String) {
    self.source = source
    characters = Array(source)
  }

  mutating func parse() throws(TextPatternError) -> PatternTree {
    let tree = try alternatives()
    if place < characters.count { throw failure("a ) without its (; write \\) for the character") }
    return tree
  }

  func failure(_ reason: String, at offset: Int? = nil) -> TextPatternError {
    TextPatternError(pattern: source, offset: offset ?? place, reason: reason)
  }

  var next: Character? { place < characters.count ? characters[place] : nil }

  var afterNext: Character? { place + 1 < characters.count ? characters[place + 1] : nil }
  /// Whether the next character comes twice.
  var isDoubled: Bool { next == afterNext }
  var offset: Int { place }

  mutating func take() -> Character? {
    defer { place += 1 }
    return next
  }

  mutating func take(_ character: Character) -> Bool {
    guard next == character else { return false }
    place += 1
    return true
  }

  // MARK: - Structure

  private mutating func alternatives() throws(TextPatternError) -> PatternTree {
    var all = [try sequence()]
    while take("|") { all.append(try sequence()) }
    return all.count == 1 ? all[0] : .alternatives(all)
  }

  private mutating func sequence() throws(TextPatternError) -> PatternTree {
    var parts: [PatternTree] = []
    while let character = next, character != "|", character != ")" {
      parts.append(contentsOf: try quantified())
    }
    return .sequence(parts)
  }

  private mutating func quantified() throws(TextPatternError) -> [PatternTree] {
    let start = place
    let parts = try atom()
    guard let count = try quantifier() else { return parts }
    guard let last = parts.last else { throw failure("there is nothing to repeat", at: start) }
    if case .edge = last { throw failure("^ and $ can't be repeated", at: start) }
    return parts.dropLast() + [.repeated(last, count)]
  }

  /// Several when a written character is made of several scalars; a quantifier is about the last.
  private mutating func atom() throws(TextPatternError) -> [PatternTree] {
    let start = place
    guard let character = take() else { return [] }
    switch character {
    case "(": return [try group()]
    case "[": return [.one(try characterClass(from: start))]
    case ".": return [.one(.dot)]
    case "^": return [.edge(.start)]
    case "$": return [.edge(.end)]
    case "*", "+", "?": throw failure("there is nothing to repeat; write \\\(character) for the character", at: start)
    case "{": throw failure("there is nothing to repeat; write \\{ for the character", at: start)
    case "\\":
      if take("A") { return [.edge(.start)] }
      if take("z") { return [.edge(.end)] }
      return [.one(try escape(from: start))]
    default:
      return character.unicodeScalars.map { .one(ScalarClass($0...$0)) }
    }
  }

  private mutating func group() throws(TextPatternError) -> PatternTree {
    let start = place - 1
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else { throw failure("more than \(Self.deepest) groups within each other", at: start) }
    if take("?") { try groupKind(from: start) }
    let tree = try alternatives()
    guard take(")") else { throw failure("this ( has no )", at: start) }
    return tree
  }

  private mutating func groupKind(from start: Int) throws(TextPatternError) {
    switch take() {
    case ":": return
    case "=", "!": throw failure("look-ahead is not understood: what it demands must be built", at: start)
    case "<" where next == "=" || next == "!":
      throw failure("look-behind is not understood: what it demands must be built", at: start)
    case "<":
      while let character = next, character.isLetter || character.isNumber || character == "_" { place += 1 }
      guard take(">") else { throw failure("the name of this group does not end with >", at: start) }
    case ">": throw failure("atomic groups are not understood", at: start)
    default: throw failure("options such as (?i) are not understood; write out what is meant", at: start)
    }
  }

  // MARK: - Quantifiers

  private mutating func quantifier() throws(TextPatternError) -> ClosedRange<Int>? {
    let start = place
    let count: ClosedRange<Int>
    switch next {
    case "*": count = 0...TextPattern.mostRepeats
    case "+": count = 1...1 + TextPattern.mostRepeats
    case "?": count = 0...1
    case "{": count = try bounds()
    default: return nil
    }
    if characters[start] != "{" { place += 1 }
    _ = take("?")  // Lazy or not makes no difference to what matches.
    switch next {
    case "+": throw failure("possessive quantifiers are not understood")
    case "*", "?", "{": throw failure("two quantifiers in a row")
    default: return count
    }
  }

  private mutating func bounds() throws(TextPatternError) -> ClosedRange<Int> {
    let start = place
    place += 1
    let least = number()
    let isRange = take(",")
    let most = isRange ? number() : least
    guard take("}"), least != nil || (isRange && most != nil) else {
      throw failure("a quantifier is {m}, {m,}, {m,n} or {,n}; write \\{ for the character", at: start)
    }
    let lower = least ?? 0
    guard lower <= ChoiceSource.maximumChoices else {
      throw failure("more repetitions than a case has choices (\(ChoiceSource.maximumChoices))", at: start)
    }
    let upper = most ?? lower + TextPattern.mostRepeats
    guard lower <= upper else { throw failure("the upper bound is less than the lower one", at: start) }
    return lower...upper
  }

  private mutating func number() -> Int? {
    let start = place
    while let character = next, ("0"..."9").contains(character) { place += 1 }
    // More digits than that are more than any case has.
    return place == start ? nil : Int(String(characters[start..<place])) ?? Int.max
  }
}
