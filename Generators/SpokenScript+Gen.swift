public import PropertyTesting

/// What one speaker says, one utterance after the other, and what of it is to be kept.
public struct SpokenScript: Equatable, Sendable {
  /// One utterance.
  public struct Line: Equatable, Sendable {
    public let said: String
    /// What stands in the transcript, once everything was said.
    public let kept: String
  }

  public let lines: [Line]
  /// What occurs in it: `card`, `code`, `split card` …
  public let kinds: Set<String>
}

extension Gen where Value == SpokenScript {
  /// Talk with up to two cards in any spelling, codes after them, and numbers that are none of a card.
  public static var spokenScript: Gen {
    gen { source in
      var writing = ScriptWriting()
      for _ in 0..<(try source.draw(.int(1...4))) { try writing.addPassage(from: &source) }
      return writing.script
    }
  }
}

/// Writes a script passage by passage. Between two numbers stands a word that belongs to none of them.
private struct ScriptWriting {
  private var said = [""]
  private var kept = [""]
  private var kinds: Set<String> = []
  private var cards = 0

  var script: SpokenScript {
    SpokenScript(lines: zip(said, kept).map { SpokenScript.Line(said: $0, kept: $1) }, kinds: kinds)
  }

  mutating func addPassage(from source: inout ChoiceSource) throws {
    try addTalk(1...4, from: &source)
    switch try source.draw(.int(0...4)) {
    case 0...1 where cards < 2: try addCard(from: &source)
    case 2: try addNumber(from: &source)
    case 3: addBreak()
    default: break
    }
    try addTalk(1...3, from: &source)
  }

  // MARK: What stays

  private static let talk = [
    "please", "my", "order", "number", "is", "call", "me", "back", "about", "the", "invoice", "it's", "Größe", "😀",
    "(see",
    "above)", "Straße", "thanks", "wait", "hello", "naïve", "PIN", "[", "half", "card",
  ]

  private mutating func addTalk(_ count: ClosedRange<Int>, from source: inout ChoiceSource) throws {
    for _ in 0..<(try source.draw(.int(count))) {
      try add(source.draw(.element(of: Self.talk)), separated: " ")
    }
    // No number may begin where another has ended.
    add("word", separated: " ")
  }

  /// An order, a time, a telephone number: up to 12 digits, or more behind a plus. After a card those that could be its code don't
  /// come: nobody can tell them apart.
  private mutating func addNumber(from source: inout ChoiceSource) throws {
    let isShort = cards == 0
    let text: String
    switch try source.draw(.int(0...3)) {
    case 0: text = try source.draw(Gen<String>.digits(9...12, first: 1...9))
    case 1 where isShort: text = try source.draw(Gen<String>.digits(1...8))
    case 2: text = "+" + (try source.draw(Gen<String>.digits(9...15, first: 1...9)))
    default:
      let digits = try source.draw(Gen<String>.digits(10...12))
      text = "\(digits.prefix(3)) \(digits.dropFirst(3).prefix(4))-\(digits.dropFirst(7))"
    }
    kinds.insert("number")
    add(text, separated: " ")
  }

  // MARK: What goes

  private mutating func addCard(from source: inout ChoiceSource) throws {
    cards += 1
    kinds.insert("card")
    let digits = try Self.card(from: &source)
    let isSplit = try source.draw(.bool(probability: 0.3))
    let groups = try Self.groups(of: digits, from: &source)
    var count = 0
    var isFirst = true
    for group in groups {
      let separator = isFirst ? " " : try source.draw(.element(of: Self.separators))
      // Later, what was said before could be a number by itself.
      if !isFirst, isSplit, count < 13, try source.draw(.bool) {
        kinds.insert("split card")
        addBreak()
        isFirst = true
      }
      said[said.count - 1] += (isFirst ? " " : separator) + (try Self.spelled(group, from: &source, &kinds))
      if isFirst { kept[kept.count - 1] += " [card]" }
      isFirst = false
      count += group.count
    }
    guard try source.draw(.bool) else { return }
    kinds.insert("code")
    add("the", separated: " ")
    let code = try source.draw(Gen<String>.digits(3...4)).compactMap { $0.wholeNumberValue }
    said[said.count - 1] += " " + (try Self.spelled(code, from: &source, &kinds))
    kept[kept.count - 1] += " [code]"
  }

  private static let separators = [" ", " ", "-", ", ", " - ", ". ", "... ", " uh ", " and then ", " / "]

  /// 13 to 19 digits with their check digit.
  private static func card(from source: inout ChoiceSource) throws -> [Int] {
    var digits = try source.draw(Gen<String>.digits(12...18, first: 2...6)).compactMap { $0.wholeNumberValue }
    let sum = digits.reversed().enumerated().reduce(0) { sum, next in
      let value = next.offset.isMultiple(of: 2) ? 2 * next.element : next.element
      return sum + value / 10 + value % 10
    }
    digits.append((10 - sum % 10) % 10)
    return digits
  }

  private static func groups(of digits: [Int], from source: inout ChoiceSource) throws -> [[Int]] {
    let size = try source.draw(.element(of: [4, 4, 4, 2, 1, 6, 19]))
    return stride(from: 0, to: digits.count, by: size).map { Array(digits[$0..<min($0 + size, digits.count)]) }
  }

  private static func spelled(
    _ digits: [Int], from source: inout ChoiceSource, _ kinds: inout Set<String>
  ) throws -> String {
    switch try source.draw(.int(0...5)) {
    case 0...1: return digits.map(String.init).joined()
    case 2:
      kinds.insert("foreign digits")
      let zero: UInt32 = try source.draw(.element(of: [0x660, 0x966, 0xFF10]))
      return String(String.UnicodeScalarView(digits.compactMap { Unicode.Scalar(zero + UInt32($0)) }))
    case 3:
      kinds.insert("keys")
      return digits.map { "[key \($0)]" }.joined(separator: " ")
    case 4:
      kinds.insert("words")
      return try words(digits, from: &source)
    default:
      kinds.insert("pairs")
      return try pairs(digits, from: &source)
    }
  }

  private static let units = [
    ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"],
    ["oh", "One", "TWO", "three", "four", "five", "six", "seven", "eight", "nine"],
    ["null", "eins", "zwo", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"],
    ["cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve"],
    ["zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf"],
  ]

  private static func words(_ digits: [Int], from source: inout ChoiceSource) throws -> String {
    let units = try source.draw(.element(of: Self.units))
    var words: [String] = []
    var index = 0
    while index < digits.count {
      let same = digits[index...].prefix { $0 == digits[index] }.count
      if same > 1, try source.draw(.bool) {
        words.append((same > 2 ? "triple " : "double ") + units[digits[index]])
        index += min(same, 3)
      } else {
        words.append(units[digits[index]])
        index += 1
      }
    }
    return words.joined(separator: try source.draw(.element(of: [" ", ", ", "-"])))
  }

  private static let teens = [
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
  ]
  private static let tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]

  /// `forty one eleven oh five`. Even tens aren't said, for with what follows they would be another number.
  private static func pairs(_ digits: [Int], from source: inout ChoiceSource) throws -> String {
    let units = Self.units[0]
    let words = stride(from: 0, to: digits.count, by: 2).map { index -> String in
      guard index + 1 < digits.count else { return units[digits[index]] }
      let (ten, unit) = (digits[index], digits[index + 1])
      if ten == 1 { return teens[unit] }
      guard ten > 1, unit > 0 else { return "\(units[ten]) \(units[unit])" }
      return "\(tens[ten - 2])-\(units[unit])"
    }
    return words.joined(separator: " ")
  }

  // MARK: Writing

  private mutating func addBreak() {
    guard said.last?.isEmpty == false else { return }
    said.append("")
    kept.append("")
  }

  private mutating func add(_ text: String, separated separator: String) {
    let separator = said.last?.isEmpty == true ? "" : separator
    said[said.count - 1] += separator + text
    kept[kept.count - 1] += separator + text
  }
}
