/// One line of a source, with what of it is code, and the ways in which a fault may change it.
struct MaskedLine {
  /// A way.
  struct Change {
    let kind: SourceMutation.Kind
    let after: String
    let switched: SwitchTemplate
  }

  private static let declarations: Set<Substring> = [
    "import", "func", "struct", "enum", "class", "actor", "protocol", "extension", "typealias", "associatedtype",
    "init",
    "subscript", "precondition", "preconditionFailure", "fatalError", "assert",
  ]
  /// What begins a line that isn't a call by itself.
  private static let keywords: Set<Substring> = [
    "return", "throw", "if", "guard", "else", "for", "while", "repeat", "switch", "case", "default", "do", "catch",
    "defer",
    "let", "var", "static", "private", "fileprivate", "internal", "public", "mutating", "super", "self", "where", "is",
    "as",
    "break", "continue", "get", "set",
  ]

  let line: [Character]
  let code: [Character]
  private let trimmed: String
  private let before: String
  private let after: String

  /// - Parameters:
  ///   - before: The code before this line, without blank lines.
  ///   - after: The code behind it.
  init(_ line: String, _ code: String, before: String?, after: String?) {
    self.line = Array(line)
    self.code = Array(code)
    trimmed = Self.trimmed(code)
    self.before = before.map(Self.trimmed) ?? ""
    self.after = after.map(Self.trimmed) ?? ""
  }

  private static func trimmed(_ text: String) -> String {
    func isSpace(_ character: Character) -> Bool { character == " " || character == CodeMask.blank }
    return String(text.drop(while: isSpace).reversed().drop(while: isSpace).reversed())
  }

  /// What a fault may make of this line.
  var changes: [Change] {
    let words = trimmed.split { !Self.isOfName($0) }
    guard !words.isEmpty, !words.contains(where: Self.declarations.contains) else { return [] }
    return MutationRule.all.flatMap(exchanged) + largerConstants + conditions + predicates + shorterLists
      + leftOut(words)
  }

  // MARK: - One word for another

  private func exchanged(_ rule: MutationRule) -> [Change] {
    places(of: Array(rule.word)).map { range in
      Change(
        kind: rule.kind, after: replacing(range, by: rule.shown),
        switched: SwitchTemplate(replacing(range, by: rule.planted), declaring: rule.declared))
    }
  }

  func places(of word: [Character]) -> [Range<Int>] {
    guard code.count >= word.count else { return [] }
    return (0...code.count - word.count).compactMap { start in
      let range = start..<start + word.count
      guard code[range].elementsEqual(word) else { return nil }
      // A part of a longer word, or of a call's label, is another word; so is a member that is called.
      if word[0].isLetter, start > 0, Self.isOfName(code[start - 1]) || code[start - 1] == "." { return nil }
      if word[word.count - 1].isLetter, range.upperBound < code.count {
        let next = code[range.upperBound]
        if Self.isOfName(next) || next == ":" || next == "(" || code[range.upperBound...].starts(with: " {") {
          return nil
        }
      }
      // `contains(where:` is another function than `contains(`.
      if word.last == "(", code[range.upperBound...].starts(with: "where:") { return nil }
      // `!=` is no negation; `...` and `..<` behind or before nothing are one-sided.
      if word.last == "!", range.upperBound < code.count, code[range.upperBound] == "=" { return nil }
      if word[0] == ".", word.last == "." || word.last == "<" {
        guard start > 0, range.upperBound < code.count else { return nil }
        let (left, right) = (code[start - 1], code[range.upperBound])
        guard Self.isOfName(left) || left == ")" || left == "]", Self.isOfName(right) || right == "(" || right == "$"
        else { return nil }
      }
      return range
    }
  }

  static func isOfName(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_"
  }

  func replacing(_ range: Range<Int>, by text: String) -> String {
    String(line[..<range.lowerBound]) + text + String(line[range.upperBound...])
  }

  func text(_ range: Range<Int>) -> String { String(line[range]) }

  // MARK: - Numbers

  private var largerConstants: [Change] {
    var found: [Change] = []
    var place = 0
    while place < code.count {
      guard code[place].isASCII, code[place].isNumber, place == 0 || !Self.isOfName(code[place - 1]) else {
        place += 1
        continue
      }
      var end = place
      while end < code.count, Self.isOfName(code[end]) { end += 1 }
      if let number = Int(String(code[place..<end].filter { $0 != "_" })), number < .max, !isPartOfReal(place, end) {
        let planted = "PlantedSwitch.more(\(SwitchTemplate.number), \(text(place..<end)))"
        found.append(
          Change(
            kind: .bound, after: replacing(place..<end, by: "\(number + 1)"),
            switched: SwitchTemplate(replacing(place..<end, by: planted), declaring: "")))
      }
      place = end
    }
    return found
  }

  /// `1.5`, `$0` and `.0` hold no whole numbers; ranges such as `1...9` do.
  private func isPartOfReal(_ start: Int, _ end: Int) -> Bool {
    if start > 0, code[start - 1] == "$" { return true }
    if start > 0, code[start - 1] == ".", start < 2 || code[start - 2] != "." { return true }
    return end + 1 < code.count && code[end] == "." && code[end + 1].isNumber
  }

  // MARK: - What is left out

  /// Facts, intentions and what is returned as a list, without the last of them.
  private var shorterLists: [Change] {
    ["facts: [", "intentions: [", "events: [", "return ["].flatMap { word in
      places(of: Array(word)).compactMap { range in
        let open = range.upperBound - 1
        guard let close = partner(of: open), close > open + 1, !code[open + 1].isUppercase else { return nil }
        let list = text(open..<close + 1)
        return Change(
          kind: .event, after: replacing(open..<close + 1, by: "\(list).dropLast()"),
          switched: SwitchTemplate(
            replacing(open..<close + 1, by: "PlantedSwitch.less(\(SwitchTemplate.number), \(list))"), declaring: ""))
      }
    }
  }

  /// Where the bracket that opens here is closed on this line.
  func partner(of place: Int) -> Int? {
    var depth = 0
    for index in place..<code.count {
      if "([{".contains(code[index]) { depth += 1 }
      if ")]}".contains(code[index]) { depth -= 1 }
      if depth == 0 { return index }
    }
    return nil
  }

  private func leftOut(_ words: [Substring]) -> [Change] {
    let called = words.first { !["try", "await"].contains($0) } ?? words[0]
    let isPlain = !Self.keywords.contains(called) && (trimmed.first?.isLetter == true || trimmed.first == "_")
    guard isPlain, standsAlone, isCall || isAssignment,
      let start = code.firstIndex(where: { $0 != " " && $0 != CodeMask.blank }),
      let end = code.lastIndex(where: { $0 != " " && $0 != CodeMask.blank })
    else { return [] }
    let planted = "if !\(SwitchTemplate.isOn) { \(text(start..<end + 1)) }"
    return [Change(kind: .statement, after: "", switched: SwitchTemplate(planted, declaring: ""))]
  }

  /// Whether the line is a statement of several: neither the one value of a closure, nor a part of a longer one.
  private var standsAlone: Bool {
    guard let last = before.last, "{}):".contains(last) || Self.isOfName(last) || last == "]" else { return false }
    if last == "{", after.hasPrefix("}") { return false }
    return !".?:&|+-*/)".contains(after.first ?? " ")
  }

  private var isCall: Bool {
    guard trimmed.hasSuffix(")"), let open = trimmed.firstIndex(of: "(") else { return false }
    let name = trimmed[..<open].split(separator: " ").filter { !["try", "await", "_", "="].contains($0) }
    guard name.count == 1, name[0].allSatisfy({ Self.isOfName($0) || $0 == "." }) else { return false }
    return Self.isBalanced(trimmed)
  }

  private var isAssignment: Bool {
    let marks = [" = ", " += ", " -= "]
    guard let range = marks.compactMap({ trimmed.firstRange(of: $0) }).first, !trimmed.hasPrefix("_") else {
      return false
    }
    let target = trimmed[..<range.lowerBound]
    return !target.contains(" ") && Self.isBalanced(trimmed) && !",{(=".contains(trimmed.last ?? ",")
  }

  private static func isBalanced(_ text: String) -> Bool {
    var depth = 0
    for character in text {
      if "([{".contains(character) { depth += 1 }
      if ")]}".contains(character) { depth -= 1 }
      if depth < 0 { return false }
    }
    return depth == 0
  }
}
