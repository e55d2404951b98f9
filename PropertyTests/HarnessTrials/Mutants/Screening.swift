/// Numbers in any spelling, and the rules that say what happens to a call from one.
struct Screening {
  enum Action: Int, Comparable, CaseIterable, Sendable {
    case allow, flag, challenge, block

    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  struct Rule {
    let number: String
    let action: Action
    let weight: Int
    var isActive = true
  }

  struct Verdict: Equatable {
    let action: Action
    let score: Int
    let reachesExtension: Bool
  }

  let planted: Fault?
  private var rules: [Int: Rule] = [:]
  private var allowed: [String] = []

  init(planted: Fault?) { self.planted = planted }

  mutating func add(_ id: Int, _ number: String, _ action: Action, weight: Int) {
    rules[id] = Rule(number: normal(number, home: "49"), action: action, weight: weight)
  }

  mutating func allowList(_ number: String) { allowed.append(normal(number, home: "49")) }
  mutating func deactivate(_ id: Int) { rules[id]?.isActive = false }
  mutating func remove(_ id: Int) { if planted != .removedRuleApplied { rules[id] = nil } }

  func judge(_ spelled: String, home: String, dialsExtension: Bool) -> Verdict {
    let number = normal(spelled, home: home)
    let matched = rules.values.filter { ($0.isActive || planted == .inactiveRuleApplied) && matches($0, number) }
    let sum = matched.map(\.weight).reduce(0, +)
    let score = planted == .scoreUnbounded ? sum : min(100, sum)
    if allowed.contains(number), planted != .allowListIgnored {
      return Verdict(action: .allow, score: score, reachesExtension: dialsExtension)
    }
    let strictest = (planted == .weakerActionWins ? matched.map(\.action).min() : matched.map(\.action).max()) ?? .allow
    let action = planted == .scoreIgnored ? strictest : max(strictest, threshold(score))
    let isStopped = action == .block && planted != .blockAfterRouting
    return Verdict(action: action, score: score, reachesExtension: dialsExtension && !isStopped)
  }

  private func matches(_ rule: Rule, _ number: String) -> Bool {
    planted == .prefixMatch ? number.hasPrefix(rule.number) : number == rule.number
  }

  private func threshold(_ score: Int) -> Action {
    let score = planted == .thresholdExclusive ? score - 1 : score
    return score >= 80 ? .block : score >= 50 ? .challenge : score >= 20 ? .flag : .allow
  }

  /// The number in E.164, as somebody in the country `home` means it.
  private func normal(_ spelled: String, home: String) -> String {
    let digits = spelled.filter(\.isNumber)
    if spelled.hasPrefix("+") { return "+" + digits }
    if digits.hasPrefix("00"), planted != .doubleZeroKept { return "+" + digits.dropFirst(2) }
    let country = planted == .otherCountry ? "49" : home
    return "+" + country + (planted == .trunkZeroKept ? digits[...] : digits.drop { $0 == "0" })
  }
}
