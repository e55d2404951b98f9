import PropertyTesting
import VoiceCore

extension VerifiedProperty {
  /// specs/P42-rate-limits.md
  static let p42RateLimits = VerifiedProperty(
    number: 42, title: "Rate limits",
    core: {
      Property(
        42, "Rate limits", for: .rateCase, labels: P42.labels,
        coverage: [
          Coverage("refused exactly", atLeast: 15), Coverage("refused by a bucket", atLeast: 15),
          Coverage("passes after waiting", atLeast: 10), Coverage("crowded", atLeast: 10),
          Coverage("renamed", atLeast: 10),
        ]
      ) { input in
        var trial = RateTrial(input)
        for step in input.steps { try trial.take(step) }
      }
    },
    store: nil)
}

/// A rule, and who asks when.
struct RateCase: Sendable {
  struct Step: Sendable {
    let key: Int
    /// Asks by a new name, and says by which it was known before.
    let isRenamed: Bool
    /// Parts of the rule's window since the step before, in hundredths, and microseconds more.
    let hundredths: Int
    let microseconds: Int
  }

  let rule: RateRule
  let steps: [Step]
}

extension Gen where Value == RateCase {
  fileprivate static var rateCase: Gen {
    zip(
      zip(
        Gen<Int>.int(1...7), Gen<Int>.element(of: [1, 7, 1000, 60_000_000]),
        Gen<Int>.element(of: [0, 0, 0, 1, 2, 4, 6]),
        Gen<Int>.element(of: [1, 2, 50, 50])),
      Gen<[RateCase.Step]>.array(of: .rateStep, count: 1...60)
    ).map { parts, steps in
      let (count, window, burst, keys) = parts
      return RateCase(
        rule: RateRule(
          .reads, count, in: .microseconds(window), burst == 0 ? .exact : .bucket(burst: burst), maximumKeys: keys),
        steps: steps)
    }
  }
}

extension Gen where Value == RateCase.Step {
  /// Mostly at once or near one window's end.
  fileprivate static var rateStep: Gen {
    zip(
      Gen<Int>.weighted([(6, .just(1)), (2, .just(2)), (1, .int(3...5))]),
      Gen<Int>.weighted([(12, .just(0)), (1, .just(1))]),
      Gen<Int>.weighted([(6, .just(0)), (2, .element(of: [100, 50, 33, 25])), (2, .int(0...130))]),
      Gen<Int>.element(of: [0, 0, 0, 1, -1])
    ).map { RateCase.Step(key: $0, isRenamed: $1 == 1, hundredths: $2, microseconds: $3) }
  }
}

/// The law beside the limits: keeps the moments of all that passed, for ever, and counts them anew each time.
private struct RateTrial {
  private let rule: RateRule
  private var limits: RateLimits<Int>
  private var now = Timestamp(microseconds: 1_000_000)
  /// By key, as the law knows them.
  private var passed: [Int: [Timestamp]] = [:]
  /// By which name a key is known to the limits.
  private var names: [Int: Int] = [:]
  private var used: Set<Int> = []
  private var waiting: Set<Int> = []
  private(set) var labels: Set<String> = []

  init(_ input: RateCase) {
    rule = input.rule
    limits = RateLimits(input.rule)
  }

  private var isCrowded: Bool { used.count > rule.maximumKeys }

  mutating func take(_ step: RateCase.Step) throws {
    let part = rule.window.wholeMicroseconds * Int64(step.hundredths) / 100
    now = now + .microseconds(max(0, part + Int64(step.microseconds)))
    let name = names[step.key] ?? step.key
    var former: Int?
    if step.isRenamed, names[step.key] == nil, passed[step.key] != nil {
      names[step.key] = step.key + 100
      former = name
      labels.insert("renamed")
    } else if name != step.key {
      former = step.key
    }
    try ask(step.key, as: names[step.key] ?? step.key, formerly: former)
  }

  private mutating func ask(_ key: Int, as name: Int, formerly former: Int?) throws {
    used.insert(name)
    let before = limits
    let verdict = limits.take(name, formerly: former, at: now)
    try requireEqual(verdict.rule, rule, "the rule is named")
    try requireAtMost(limits.count, rule.maximumKeys, "no more keys are counted than may be")
    if isCrowded { labels.insert("crowded") }
    let mayPass = room(for: key, at: now) > 0
    switch verdict.outcome {
    case .go(let left, _):
      try require(mayPass, "nobody passes more often than allowed, in any window")
      passed[key, default: []].append(now)
      if waiting.contains(key) { labels.insert("passes after waiting") }
      if !isCrowded { try requireEqual(left, room(for: key, at: now), "what is left is told") }
    case .wait(let span):
      try require(!mayPass || isCrowded, "nobody is refused who is under the limit")
      labels.insert(rule.shape == .exact ? "refused exactly" : "refused by a bucket")
      waiting.insert(key)
      try require(span > .zero && span <= rule.window, "nobody waits longer than a window")
      guard !isCrowded else { return }
      try requireNothingUsed(limits, before, by: name, former, at: now + span)
      try require(room(for: key, at: now + span) > 0, "who waits as long as told may pass then")
      try require(room(for: key, at: now + span - .microseconds(1)) <= 0, "and no sooner")
    }
  }

  /// A refused one changes nothing.
  private func requireNothingUsed(
    _ one: RateLimits<Int>, _ other: RateLimits<Int>, by name: Int, _ former: Int?, at moment: Timestamp
  ) throws {
    var (one, other) = (one, other)
    try requireEqual(
      one.take(name, formerly: former, at: moment), other.take(name, formerly: former, at: moment),
      "who is refused uses nothing up")
  }

  /// How many more may pass at a moment, so that no window that ends there has more than the rule says.
  private func room(for key: Int, at moment: Timestamp) -> Int {
    let passed = passed[key] ?? []
    switch rule.shape {
    case .exact: return rule.count - passed.count { moment - $0 < rule.window }
    case .bucket(let burst):
      // In each span: the burst, and what has come back since it began.
      let window = rule.window.wholeMicroseconds
      return passed.indices.map { first in
        let back = (moment - passed[first]).wholeMicroseconds * Int64(rule.count)
        return Int((Int64(burst - (passed.count - first)) * window + back) / window)
      }.reduce(burst, min)
    }
  }
}

private enum P42 {
  static let labels: @Sendable (RateCase) -> [String] = { input in
    var trial = RateTrial(input)
    for step in input.steps { try? trial.take(step) }
    return trial.labels.sorted()
  }
}
