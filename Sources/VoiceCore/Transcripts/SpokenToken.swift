/// A piece of a text that matters to redaction, and where it stands.
struct SpokenToken: Equatable, Sendable {
  enum Kind: Equatable, Sendable {
    /// Digits that were written or said together: `4111`, `forty one`, `double four`, `[key 4]`.
    case digits([UInt8])
    case word
    /// A word that may stand inside of a number.
    case filler
    /// The sign before an international number.
    case plus
    /// What an earlier redaction left.
    case mark(WordRedaction.Mark)
  }

  var kind: Kind
  /// The folded word; `nil` for what is none, or several.
  let word: String?
  /// Which of several texts it stands in.
  let text: Int
  /// Which characters of that text.
  let range: Range<Int>
}

/// Reads a text as tokens, in one pass.
struct SpokenTokens {
  /// Words longer than this are no numbers, and no rule names one.
  static let longestWord = 40

  private let characters: [Character]
  private let text: Int
  private var tokens: [SpokenToken] = []
  /// Waits for its unit, or for what it repeats.
  private var pending: (meaning: NumberWords.Meaning, token: SpokenToken)?

  private init(_ characters: [Character], text: Int) {
    self.characters = characters
    self.text = text
  }

  /// The tokens of a text, which stands at this place among several.
  static func tokens(of characters: [Character], text: Int = 0) -> [SpokenToken] {
    var reading = SpokenTokens(characters, text: text)
    reading.read()
    return reading.tokens
  }

  private mutating func read() {
    var index = 0
    while index < characters.count {
      if let (kind, end) = bracket(at: index) {
        add(kind, nil, index..<end)
        index = end
      } else if let end = run(from: index, where: { $0.digit != nil }) {
        addDigits(characters[index..<end].compactMap(\.digit), nil, index..<end)
        index = end
      } else if let end = run(from: index, where: { $0.isLetter && $0.digit == nil }) {
        addWord(index..<end)
        index = end
      } else {
        // Also before a mark: an international number may have stood there.
        if characters[index] == "+", index + 1 < characters.count,
          characters[index + 1].digit != nil || characters[index + 1] == "["
        {
          add(.plus, nil, index..<index + 1)
        }
        index += 1
      }
    }
    settle()
  }

  private func run(from start: Int, where belongs: (Character) -> Bool) -> Int? {
    var end = start
    while end < characters.count, belongs(characters[end]) { end += 1 }
    return end > start ? end : nil
  }

  /// A mark of redaction, or keys as the transcript holds them: `[key 4]`, `[extension 42]`.
  private func bracket(at start: Int) -> (SpokenToken.Kind, end: Int)? {
    guard characters[start] == "[",
      let close = characters[start...].prefix(Self.longestWord).firstIndex(of: "]")
    else { return nil }
    let inside = String(characters[(start + 1)..<close])
    if let mark = WordRedaction.Mark(rawValue: inside) { return (.mark(mark), close + 1) }
    for name in ["key ", "extension "] where inside.hasPrefix(name) {
      let digits = inside.dropFirst(name.count).map(\.digit)
      // The other two keys are no digits, and part numbers from each other no more than a breath does.
      return (digits.isEmpty || digits.contains(nil) ? .filler : .digits(digits.compactMap(\.self)), close + 1)
    }
    return nil
  }

  private mutating func addWord(_ range: Range<Int>) {
    let word =
      range.count <= Self.longestWord ? FoldedText(String(characters[range])).words.joined() : nil
    switch word.flatMap(NumberWords.meaning) {
    case .digits(let digits): addDigits(digits, word, range)
    case .tens(let ten): wait(.tens(ten), word, range)
    case .times(let count): wait(.times(count), word, range)
    case nil: add(word.map(NumberWords.isFiller) == true ? .filler : .word, word, range)
    }
  }

  /// Digits, which may belong to the word before them.
  private mutating func addDigits(_ digits: [UInt8], _ word: String?, _ range: Range<Int>) {
    guard let (meaning, token) = pending, digits.count == 1 else { return add(.digits(digits), word, range) }
    pending = nil
    let whole = token.range.lowerBound..<range.upperBound
    switch meaning {
    case .times(let count): add(.digits(Array(repeating: digits[0], count: count)), nil, whole)
    case .tens(let ten) where word != nil && digits != [0]: add(.digits([ten, digits[0]]), nil, whole)
    case .tens, .digits:
      pending = (meaning, token)
      add(.digits(digits), word, range)
    }
  }

  private mutating func wait(_ meaning: NumberWords.Meaning, _ word: String?, _ range: Range<Int>) {
    settle()
    pending = (meaning, SpokenToken(kind: .filler, word: word, text: text, range: range))
  }

  private mutating func add(_ kind: SpokenToken.Kind, _ word: String?, _ range: Range<Int>) {
    settle()
    tokens.append(SpokenToken(kind: kind, word: word, text: text, range: range))
  }

  /// Nothing came that belongs to the word which waits.
  private mutating func settle() {
    guard let (meaning, waiting) = pending else { return }
    pending = nil
    var token = waiting
    if case .tens(let ten) = meaning { token.kind = .digits([ten, 0]) }
    tokens.append(token)
  }
}

extension Character {
  /// The digit that it writes, in any script; `nil` when it writes none.
  fileprivate var digit: UInt8? {
    guard let value = wholeNumberValue, (0...9).contains(value) else { return nil }
    return UInt8(value)
  }
}
