/// A tenant's rules against spam, made ready once a change and asked once a call (property 7).
///
/// A class, because calls share it: with 100,000 rules it has some megabytes.
public final class CompiledScreening: Sendable {
  /// Of which `ScreeningRevision.number` these are the rules.
  public let revision: Int64
  private let ids: [SpamRule.ID]
  private let actions: [SpamAction]
  private let weights: [UInt8]
  private let numbers: NumberIndex
  private let keywords: KeywordIndex
  private let textPatterns: PatternSet
  private let textPatternRules: [Int32]
  private let numberPatterns: PatternSet
  private let numberPatternRules: [Int32]
  private let repeated: [(rule: Int32, calls: RepeatedCalls)]
  private let reported: [(rule: Int32, reports: CallerReports)]
  private let allowed: Set<PhoneNumber>

  /// How much there is to keep: rules, allowed numbers and steps of patterns.
  public var size: Int { ids.count + allowed.count + textPatterns.size + numberPatterns.size }
  /// Rules that can't be used and therefore don't count: patterns that an older version let through.
  public let unusable: [SpamRule.ID]
  /// Whether a rule asks what callers did before, so that it must be kept.
  public var asksForHistory: Bool { !repeated.isEmpty || !reported.isEmpty }
  /// Whether a rule listens to what is said.
  public var listens: Bool { !keywords.isEmpty || textPatterns.size > 0 }

  /// Rules in any order, those that aren't active among them; verdicts don't depend on it.
  public init(rules: [SpamRule], allowed: Set<PhoneNumber> = [], revision: Int64 = 0) {
    self.revision = revision
    let unusable = rules.filter { $0.fault != nil }.map(\.id).sorted()
    let rules = rules.filter { $0.isActive && $0.fault == nil }.sorted { $0.id < $1.id }
    ids = rules.map(\.id)
    actions = rules.map(\.action)
    weights = rules.map { UInt8(clamping: $0.weight) }
    self.unusable = unusable
    self.allowed = allowed
    numbers = NumberIndex(rules.enumerated().map { ($1.sign, Int32($0)) })
    var keywords: [(keyword: Keyword, rule: Int32)] = []
    var textPatterns: (patterns: [SpamPattern], rules: [Int32]) = ([], [])
    var numberPatterns = textPatterns
    var repeated: [(rule: Int32, calls: RepeatedCalls)] = []
    var reported: [(rule: Int32, reports: CallerReports)] = []
    for (index, rule) in rules.enumerated() {
      let place = Int32(index)
      switch rule.sign {
      case .number, .prefix, .range: break
      case .keyword(let keyword): keywords.append((keyword, place))
      case .pattern(let pattern):
        textPatterns.patterns.append(pattern)
        textPatterns.rules.append(place)
      case .numberPattern(let pattern):
        numberPatterns.patterns.append(pattern)
        numberPatterns.rules.append(place)
      case .repeatedCalls(let calls): repeated.append((place, calls))
      case .reports(let reports): reported.append((place, reports))
      }
    }
    self.keywords = KeywordIndex(keywords)
    self.textPatterns = PatternSet(textPatterns.patterns)
    textPatternRules = textPatterns.rules
    self.numberPatterns = PatternSet(numberPatterns.patterns)
    numberPatternRules = numberPatterns.rules
    self.repeated = repeated
    self.reported = reported
  }

  /// Whether the caller is on the allow-list, which beats every rule.
  public func allows(_ caller: Caller) -> Bool { caller.number.map(allowed.contains) ?? false }

  /// What is to be done with a caller.
  ///
  /// The stricter of the strictest matched rule and the score's threshold action; score = min(100, sum of matched
  /// weights); one reason a match; nothing matched, no mark.
  public func verdict(on sample: ScreeningSample, by thresholds: SpamThresholds) -> ScreeningVerdict {
    if allows(sample.caller) {
      return ScreeningVerdict(action: .allow, score: SpamScore(0), reasons: [], isAllowListed: true)
    }
    var matched: [Int32] = []
    if let number = sample.caller.number {
      numbers.find(number, &matched)
      find(numberPatterns, numberPatternRules, in: FoldedText(number.e164), &matched)
    }
    for (rule, calls) in repeated where sample.history.meets(calls) { matched.append(rule) }
    for (rule, reports) in reported where sample.history.meets(reports) { matched.append(rule) }
    if let name = sample.name { find(in: name, &matched) }
    for text in sample.said { find(in: text, &matched) }
    return verdict(adding: matched, to: .clean, by: thresholds)
  }

  /// What is to be done once this was said, too. The same as asking anew with everything that was said.
  public func verdict(
    hearing text: String, after verdict: ScreeningVerdict, by thresholds: SpamThresholds
  ) -> ScreeningVerdict {
    guard !verdict.isAllowListed, listens else { return verdict }
    var matched: [Int32] = []
    find(in: text, &matched)
    return self.verdict(adding: matched, to: verdict, by: thresholds)
  }

  private func find(in text: String, _ matched: inout [Int32]) {
    guard listens else { return }
    let folded = FoldedText(text)
    if !keywords.isEmpty { keywords.find(in: folded.words, &matched) }
    find(textPatterns, textPatternRules, in: folded, &matched)
  }

  private func find(_ patterns: PatternSet, _ rules: [Int32], in text: FoldedText, _ matched: inout [Int32]) {
    guard patterns.size > 0 else { return }
    for pattern in patterns.found(in: text).patterns { matched.append(rules[pattern]) }
  }

  private func verdict(
    adding matched: [Int32], to former: ScreeningVerdict, by thresholds: SpamThresholds
  ) -> ScreeningVerdict {
    var points = former.score.points
    var strictest = former.action
    var reasons = former.reasons
    var last: Int32 = -1
    for rule in matched.sorted() where rule != last {
      last = rule
      let id = ids[Int(rule)]
      // Reasons are few; those of this very text come in order.
      guard !former.reasons.contains(id) else { continue }
      points = min(points + Int(weights[Int(rule)]), SpamScore.maximum)
      strictest = max(strictest, actions[Int(rule)])
      reasons.append(id)
    }
    guard reasons.count > former.reasons.count else { return former }
    if !former.reasons.isEmpty { reasons.sort() }
    let score = SpamScore(points)
    return ScreeningVerdict(action: max(strictest, thresholds.action(for: score)), score: score, reasons: reasons)
  }
}
