/// Tokens, of which those that must go are marked step by step.
struct WordMarking {
  /// What is taken out of a text.
  struct Hole: Equatable {
    let text: Int
    var range: Range<Int>
    let mark: WordRedaction.Mark
    fileprivate let run: Int
  }

  private var tokens: [SpokenToken]
  /// In which run a token was that is marked now.
  private var runs: [Int: Int] = [:]
  private var runCount = 0

  init(_ tokens: [SpokenToken]) { self.tokens = tokens }

  /// What goes, in order. Pieces of one run with nothing but breath between them go together.
  var holes: [Hole] {
    var holes: [Hole] = []
    var mayJoin = false
    for (index, token) in tokens.enumerated() {
      guard case .mark(let mark) = token.kind, let run = runs[index] else {
        if token.kind != .filler { mayJoin = false }
        continue
      }
      if mayJoin, let last = holes.last, last.run == run, last.text == token.text, last.mark == mark {
        holes[holes.count - 1].range = last.range.lowerBound..<token.range.upperBound
      } else {
        holes.append(Hole(text: token.text, range: token.range, mark: mark, run: run))
      }
      mayJoin = true
    }
    return holes
  }

  // MARK: Cards

  mutating func markCards() {
    var start = 0
    while start < tokens.count {
      guard let run = run(at: start) else {
        start += 1
        continue
      }
      markCards(in: run.tokens, isPhoneNumber: start > 0 && tokens[start - 1].kind == .plus)
      start = run.end
    }
  }

  private mutating func markCards(in run: [Int], isPhoneNumber: Bool) {
    let groups = run.map { digits(at: $0) }
    let count = groups.reduce(0) { $0 + $1.count }
    guard count >= WordRedaction.cardDigits.lowerBound else { return }
    if isPhoneNumber, count <= WordRedaction.longestPhoneNumber { return }
    var marked: Set<Int> = []
    for first in groups.indices where groups[first].first != 0 {
      var number: [UInt8] = []
      for last in first..<groups.count {
        number += groups[last]
        guard number.count <= WordRedaction.cardDigits.upperBound else { break }
        if number.count >= WordRedaction.cardDigits.lowerBound, Luhn.holds(number) { marked.formUnion(first...last) }
      }
    }
    mark(marked.map { run[$0] }, as: .card)
  }

  // MARK: What is said after a card

  mutating func markCodes() {
    var left = 0
    var distance = 0
    // Digits without a word between are of one number. It may be a second card, the beginning of which was taken for a code
    // while more was yet to be said: then codes follow it, too.
    var goesOn = false
    var index = 0
    while index < tokens.count {
      switch tokens[index].kind {
      case .mark(.card): (left, distance, goesOn) = (WordRedaction.codesAfterCard, 0, true)
      case .mark(.code):
        (left, distance) = goesOn ? (WordRedaction.codesAfterCard, 0) : (left - 1, distance)
        goesOn = true
      case .mark(.secret), .word: (distance, goesOn) = (distance + 1, false)
      case .plus: goesOn = false
      case .filler: break
      case .digits:
        guard let run = run(at: index) else { break }
        let count = run.tokens.reduce(0) { $0 + digits(at: $1).count }
        let isCode = left > 0 && distance <= WordRedaction.codeReach && WordRedaction.codeDigits.contains(count)
        if isCode || goesOn {
          let isInPieces = Set(run.tokens.map { tokens[$0].text }).count > 1
          mark(run.tokens, as: .code)
          (left, distance) = goesOn || isInPieces ? (WordRedaction.codesAfterCard, 0) : (left - 1, distance)
          goesOn = true
        } else {
          distance += 1
        }
        index = run.end - 1
      }
      index += 1
    }
  }

  // MARK: Secrets

  mutating func mark(_ rule: SecretRule) {
    let words = rule.words
    guard let first = words.first else { return }
    for start in tokens.indices where tokens[start].word == first && start + words.count <= tokens.count {
      let end = start + words.count
      if (start..<end).allSatisfy({ tokens[$0].word == words[$0 - start] }) { mark(rule, after: end) }
    }
  }

  private mutating func mark(_ rule: SecretRule, after place: Int) {
    var distance = 0
    var index = place
    while index < tokens.count, distance <= SecretRule.reach {
      switch tokens[index].kind {
      case .mark: return
      case .word: distance += 1
      case .filler, .plus: break
      case .digits:
        guard let run = run(at: index) else { break }
        if rule.fits(run.tokens.reduce(0, { $0 + digits(at: $1).count })) { return mark(run.tokens, as: .secret) }
        distance += 1
        index = run.end - 1
      }
      index += 1
    }
  }

  // MARK: Runs

  /// The groups of digits that begin here and belong together, and where they end; `nil` where none begins.
  private func run(at start: Int) -> (tokens: [Int], end: Int)? {
    guard case .digits = tokens[start].kind else { return nil }
    var found: [Int] = []
    var fillers = 0
    var index = start
    while index < tokens.count, fillers <= WordRedaction.fillersInNumber {
      switch tokens[index].kind {
      case .digits:
        found.append(index)
        fillers = 0
      case .filler: fillers += 1
      case .word, .plus, .mark: return (found, (found.last ?? start) + 1)
      }
      index += 1
    }
    return (found, (found.last ?? start) + 1)
  }

  private func digits(at index: Int) -> [UInt8] {
    if case .digits(let digits) = tokens[index].kind { digits } else { [] }
  }

  private mutating func mark(_ indices: [Int], as mark: WordRedaction.Mark) {
    guard !indices.isEmpty else { return }
    runCount += 1
    for index in indices {
      tokens[index].kind = .mark(mark)
      runs[index] = runCount
    }
  }
}

/// The check digit of card numbers. Source: ISO/IEC 7812-1, annex B.
enum Luhn {
  /// Whether the last digit fits those before it.
  static func holds(_ digits: [UInt8]) -> Bool {
    var sum = 0
    for (place, digit) in digits.reversed().enumerated() {
      let value = place.isMultiple(of: 2) ? Int(digit) : 2 * Int(digit)
      sum += value > 9 ? value - 9 : value
    }
    return sum.isMultiple(of: 10)
  }
}
