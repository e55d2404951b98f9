package import Generators
package import VoiceCore

/// The law of property 7 said a second time, rule by rule and without any index.
package struct SpamModel: Equatable {
  package let action: SpamAction
  package let score: Int
  package let reasons: [SpamRule.ID]

  /// - Parameter said: What of the speech counts; the ring knows none of it.
  package init(_ input: ScreeningCase, said: [ScreeningCase.Spelling]) {
    if case .number(let number) = input.caller, input.allowList.contains(number) {
      (action, score, reasons) = (.allow, 0, [])
      return
    }
    let texts = (input.name.map { [$0] } ?? []) + said
    let matched = input.drawn.filter { $0.rule.isActive && Self.matches($0, input, texts) }.map(\.rule)
    var points = 0
    var strictest = SpamAction.allow
    for rule in matched {
      points += rule.weight
      if rule.action > strictest { strictest = rule.action }
    }
    points = min(points, 100)
    if !matched.isEmpty {
      for (threshold, taken) in [
        (input.thresholds.flag, SpamAction.flag), (input.thresholds.challenge, .challenge),
        (input.thresholds.block, .block),
      ] where threshold.map({ points >= $0.points }) == true && taken > strictest { strictest = taken }
    }
    (action, score, reasons) = (strictest, points, matched.map(\.id).sorted())
  }

  private static func matches(
    _ drawn: ScreeningCase.Drawn, _ input: ScreeningCase, _ texts: [ScreeningCase.Spelling]
  ) -> Bool {
    let digits = input.caller.number.map { String($0.digits) }
    switch drawn.rule.sign {
    case .number(let number): return input.caller == .number(number)
    case .prefix(let prefix): return digits?.hasPrefix(prefix.digits) == true
    case .range(let range):
      guard let digits, digits.count == range.first.digits.count else { return false }
      return digits >= range.first.digits && digits <= range.last.digits
    case .keyword(let keyword):
      let wanted = " " + keyword.words.joined(separator: " ") + " "
      return texts.contains { (" " + $0.words.joined(separator: " ") + " ").contains(wanted) }
    case .pattern: return texts.contains { drawn.tree?.occurs(in: $0.folded) == true }
    case .numberPattern: return input.caller.number.map { drawn.tree?.occurs(in: $0.e164) == true } == true
    case .repeatedCalls(let calls):
      return input.history.secondsAgo.filter { $0 <= calls.withinSeconds }.count >= calls.atLeast
    case .reports(let reports): return input.history.reports >= reports.atLeast
    }
  }
}

extension PatternTree {
  /// Whether it may match where no letter is; such a pattern is refused, and never matches.
  var isNullable: Bool {
    switch self {
    case .literal, .any, .early, .notLetter: false
    case .start, .end, .wordEdge: true
    case .sequence(let parts): parts.allSatisfy(\.isNullable)
    case .choice(let branches): branches.contains(where: \.isNullable)
    case .repeated(let part, let least, _): least == 0 || part.isNullable
    }
  }

  /// Whether it occurs anywhere: by the sets of places to which each part leads from each place.
  func occurs(in text: String) -> Bool {
    let letters = Array(text.unicodeScalars)
    return !isNullable && letters.indices.contains { !ends(from: [$0], in: letters).isEmpty }
  }

  private func ends(from places: Set<Int>, in text: [Unicode.Scalar]) -> Set<Int> {
    switch self {
    case .literal(let letter): return step(places, text) { String($0) == String(letter) }
    case .any: return step(places, text) { _ in true }
    case .early: return step(places, text) { ("a"..."m").contains($0) }
    case .notLetter: return step(places, text) { !("a"..."z").contains($0) }
    case .start: return places.filter { $0 == 0 }
    case .end: return places.filter { $0 == text.count }
    case .wordEdge: return places.filter { Self.isWord($0 - 1, text) != Self.isWord($0, text) }
    case .sequence(let parts): return parts.reduce(places) { $1.ends(from: $0, in: text) }
    case .choice(let branches): return branches.reduce(Set<Int>()) { $0.union($1.ends(from: places, in: text)) }
    case .repeated(let part, let least, let most):
      var now = (0..<least).reduce(places) { ends, _ in part.ends(from: ends, in: text) }
      var all = now
      // Without an upper bound no more than the text has letters can add anything.
      for _ in least..<(most ?? least + text.count + 1) {
        now = part.ends(from: now, in: text)
        if now.isSubset(of: all) { break }
        all.formUnion(now)
      }
      return all
    }
  }

  private func step(
    _ places: Set<Int>, _ text: [Unicode.Scalar], _ fits: (Unicode.Scalar) -> Bool
  ) -> Set<Int> {
    Set(places.filter { $0 < text.count && fits(text[$0]) }.map { $0 + 1 })
  }

  private static func isWord(_ place: Int, _ text: [Unicode.Scalar]) -> Bool {
    guard text.indices.contains(place) else { return false }
    return ("a"..."z").contains(text[place]) || ("0"..."9").contains(text[place])
  }
}
