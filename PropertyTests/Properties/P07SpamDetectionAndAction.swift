import Generators
import PropertyTesting
import VoiceCore

extension VerifiedProperty {
  /// specs/P07-spam-detection-and-action.md
  static let p07SpamDetectionAndAction = VerifiedProperty(
    number: 7, title: "Spam Detection and Action",
    core: {
      Property(7, "Spam Detection and Action", for: .screeningCase, labels: P07.labels, coverage: P07.coverage) {
        input in
        let rules = ScreeningRules(rules: input.rules, allowList: input.allowList, thresholds: input.thresholds)
        let verdict = rules.verdict(on: input.caller, saying: input.callerName.map { [$0] } ?? [])
        let expected = SpamModel(input)
        try requireEqual(verdict.action, expected.action, "the stricter of rule and threshold")
        try requireEqual(verdict.score.points, expected.score, "min(100, sum of the weights)")
        try requireEqual(verdict.reasons, expected.reasons, "one reason a match")
        let turned = ScreeningRules(
          rules: input.rules.reversed(), allowList: rules.allowList, thresholds: input.thresholds)
        try requireEqual(
          turned.verdict(on: input.caller, saying: input.callerName.map { [$0] } ?? []), verdict,
          "the order of the rules decides nothing")
      }
    },
    store: { source in
      Property(7, "Spam Detection and Action", for: .screeningCase, labels: P07.labels) { input in
        let store = try await source.make()
        var plan = TestTenant.plan(1, thresholds: input.thresholds)
        plan.spamRules = input.rules
        try await ProvisionTenant(store: store)(plan)
        try await store.transaction(for: plan.tenant.id) { scope throws(StoreFailure) in
          for number in input.allowList.sorted() { try await scope.allow(number) }
        }
        let answer = AnswerCall(
          store: store, time: ManualTime(), ids: .counting(), tokens: .counting(), admission: .open)
        guard let carrierID = CarrierCallID("CA1") else { return }
        let outcome = try await answer(
          .init(
            carrierID: carrierID, caller: input.caller, callerName: input.callerName, dialled: TestTenant.line(of: 1)))
        let expected = SpamModel(input)
        let wasRejected = if case .rejected = outcome { true } else { false }
        try requireEqual(
          wasRejected, expected.action == .block, "a block, and nothing else, ends the call while it rings")
        let (call, record) = try await store.read(for: plan.tenant.id) { scope throws(StoreFailure) in
          let call = try await scope.call(carrierID)
          let record: CallDetailRecord? = if let call { try await scope.detailRecord(of: call.id) } else { nil }
          return (call, record)
        }
        try requireEqual(call?.screening?.action, expected.action, "the verdict is kept with the call")
        try requireEqual(record != nil, expected.action == .block, "what was rejected has its detail record")
      }
    })
}

/// The law said a second time, rule by rule.
private struct SpamModel {
  let action: SpamAction
  let score: Int
  let reasons: [SpamRule.ID]

  init(_ input: ScreeningCase) {
    if case .number(let number) = input.caller, input.allowList.contains(number) {
      (action, score, reasons) = (.allow, 0, [])
      return
    }
    let matched = input.rules.filter { rule in
      guard rule.isActive else { return false }
      return switch rule.sign {
      case .number(let number): input.caller == .number(number)
      case .keyword(let keyword):
        Self.padded(input.callerName ?? "").contains(Self.padded(keyword.words.joined(separator: " ")))
      }
    }.sorted { $0.id < $1.id }
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
    (action, score, reasons) = (strictest, points, matched.map(\.id))
  }

  /// Words in lower case with one space around each: whole words are then a piece of text.
  private static func padded(_ text: String) -> String {
    " " + text.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: " ") + " "
  }
}

private enum P07 {
  static let coverage = [
    Coverage("block", atLeast: 5), Coverage("clean", atLeast: 5), Coverage("allow-listed match", atLeast: 1),
    Coverage("threshold decides", atLeast: 1),
  ]

  static let labels: @Sendable (ScreeningCase) -> [String] = { input in
    let model = SpamModel(input)
    let unlisted = SpamModel(
      ScreeningCase(
        rules: input.rules, allowList: [], thresholds: input.thresholds, caller: input.caller,
        callerName: input.callerName))
    let byRules = SpamModel(
      ScreeningCase(
        rules: input.rules, allowList: input.allowList, thresholds: SpamThresholds(), caller: input.caller,
        callerName: input.callerName))
    var labels = [unlisted.reasons.isEmpty ? "clean" : model.action.rawValue]
    if model.reasons.isEmpty, !unlisted.reasons.isEmpty { labels.append("allow-listed match") }
    if byRules.action != model.action { labels.append("threshold decides") }
    return labels
  }
}
