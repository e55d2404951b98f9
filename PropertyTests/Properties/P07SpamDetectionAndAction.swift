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
        let rules = CompiledScreening(rules: input.rules, allowed: input.allowList)
        var sample = ScreeningSample(caller: input.caller, name: input.name?.text, history: input.history)
        var heard = rules.verdict(on: sample, by: input.thresholds)
        try P07.require(heard, SpamModel(input, said: []), "at the ring")
        sample.said = input.said.map(\.text)
        let whole = rules.verdict(on: sample, by: input.thresholds)
        try P07.require(whole, SpamModel(input, said: input.said), "with what was said")
        for text in sample.said { heard = rules.verdict(hearing: text, after: heard, by: input.thresholds) }
        try requireEqual(heard, whole, "utterance by utterance it comes to the same")
        let turned = CompiledScreening(rules: input.rules.reversed(), allowed: input.allowList)
        try requireEqual(
          turned.verdict(on: sample, by: input.thresholds), whole, "the order of the rules decides nothing")
        try P07.requireBoundedSteps(input)
      }
    },
    store: { source in
      Property(7, "Spam Detection and Action", for: .screeningCase, labels: P07.labels) { input in
        let office = try await SpamOffice(input, store: try await source.make())
        let atTheRing = SpamModel(input, said: [])
        let outcome = try await office.announce()
        let wasRejected = if case .rejected = outcome { true } else { false }
        try requireEqual(
          wasRejected, atTheRing.action == .block, "a block, and nothing else, ends the call while it rings")
        let wasAsked = if case .challenge = outcome { true } else { false }
        try requireEqual(wasAsked, atTheRing.action == .challenge, "a challenge asks for a key")
        var (call, record) = try await office.call()
        try P07.require(call?.screening ?? .clean, atTheRing, "the verdict is kept with the call")
        try requireEqual(record != nil, atTheRing.action == .block, "what was rejected has its detail record")
        let (isOver, heard) = try await office.talk(after: outcome, input.said)
        (call, record) = try await office.call()
        try P07.require(call?.screening ?? .clean, SpamModel(input, said: heard), "as far as it was heard")
        try requireEqual(record != nil, isOver || wasRejected, "what was ended has its detail record")
        if !wasRejected {
          try requireEqual(isOver, call?.screening?.action == .block, "a block ends the call within the turn")
        }
        if !wasRejected, !isOver {
          let isSuspected = [.flag, .challenge].contains(call?.screening?.action ?? .allow)
          let isReviewed = try await office.isReviewed()
          try requireEqual(isReviewed, isSuspected, "what goes on under suspicion, and nothing else, is reviewed")
        }
      }
    })
}

/// A tenant with the case's rules on a store, and its one call.
private struct SpamOffice {
  private let store: any Store
  private let input: ScreeningCase
  private let plan: ProvisionTenant.Plan
  private let time = ManualTime()
  private let tokens = SecretTokens.counting()
  private let desk: ScreeningDesk
  private let name: CarrierCallID

  init(_ input: ScreeningCase, store: any Store) async throws {
    guard let name = CarrierCallID("CA1") else { throw StoreFailure.notFound }
    var plan = TestTenant.plan(1, thresholds: input.thresholds)
    plan.spamRules = input.rules
    (self.input, self.store, self.plan, self.name) = (input, store, plan, name)
    desk = ScreeningDesk(store: store, chance: Chance { 6 })
    try await ProvisionTenant(store: store)(plan)
    let now = time.now()
    try await store.transaction(for: plan.tenant.id) { scope throws(StoreFailure) in
      for (index, number) in input.allowList.sorted().enumerated() {
        try await scope.allow(number, as: Identifier(UInt128(index)))
      }
      guard let number = input.caller.number else { return }
      var track = CallerTrack(of: number)
      for seconds in input.callsBefore { track.note(callAt: now - .seconds(seconds)) }
      for _ in 0..<input.reports { track.noteReport() }
      try await scope.save(track)
    }
  }

  func announce() async throws -> AnswerCall.Answer {
    let answer = AnswerCall(
      store: store, time: time, ids: .counting(), tokens: tokens, admission: .open, desk: desk)
    return try await answer(
      .init(carrierID: name, caller: input.caller, callerName: input.name?.text, dialled: TestTenant.line(of: 1)))
  }

  /// The caller presses the key that is asked for and says it all, unless they are cut off; what was heard of it.
  func talk(
    after answer: AnswerCall.Answer, _ said: [ScreeningCase.Spelling]
  ) async throws -> (isOver: Bool, heard: [ScreeningCase.Spelling]) {
    guard let token = try await token(of: answer) else { return (false, []) }
    let place = try await JoinStream(store: store, time: time, tokens: tokens)(token: token, carrierCall: name.text)
      .place
    let screen = ScreenSpeech(store: store, time: time, desk: desk)
    var listening = try await screen.listen(in: place)
    for (index, text) in said.enumerated() where listening.hear(text.text) {
      if try await screen.report(listening, noting: [], in: place) {
        return (true, Array(said.prefix(index + 1)))
      }
    }
    return (false, said)
  }

  private func token(of answer: AnswerCall.Answer) async throws -> String? {
    switch answer {
    case .connect(let token, _), .announce(_, let token, _): return token
    case .challenge(let question, _):
      let press = AnswerChallenge(store: store, time: time, tokens: tokens)
      if case .connect(let token, _) = try await press(
        .init(question.key, attempt: question.attempt), in: name, dialled: TestTenant.line(of: 1))
      {
        return token
      }
      return nil
    case .unknownNumber, .onward, .rejected, .busy, .over: return nil
    }
  }

  func call() async throws -> (Call?, CallDetailRecord?) {
    try await store.read(for: plan.tenant.id) { [name] scope throws(StoreFailure) in
      let call = try await scope.call(name)
      let record: CallDetailRecord? = if let call { try await scope.detailRecord(of: call.id) } else { nil }
      return (call, record)
    }
  }

  func isReviewed() async throws -> Bool {
    try await store.read(for: plan.tenant.id) { scope throws(StoreFailure) in
      try await !scope.spamReviews(.open, after: nil, limit: 1).isEmpty
    }
  }
}

private enum P07 {
  static let coverage = [
    Coverage("block", atLeast: 5), Coverage("clean", atLeast: 5), Coverage("allow-listed match", atLeast: 1),
    Coverage("threshold decides", atLeast: 1), Coverage("speech decides", atLeast: 2),
    Coverage("pattern matches", atLeast: 5), Coverage("pattern can't be used", atLeast: 5),
    Coverage("memory matches", atLeast: 1), Coverage("repetition of repetitions", atLeast: 3),
  ]

  static func require(_ verdict: ScreeningVerdict, _ expected: SpamModel, _ when: String) throws {
    try requireEqual(verdict.action, expected.action, "the stricter of rule and threshold, \(when)")
    try requireEqual(verdict.score.points, expected.score, "min(100, sum of the weights), \(when)")
    try requireEqual(verdict.reasons, expected.reasons, "one reason a match, \(when)")
  }

  /// In steps, not on a clock: they are the same on every machine.
  static func requireBoundedSteps(_ input: ScreeningCase) throws {
    let patterns = PatternSet(input.rules.compactMap(\.sign.pattern))
    for text in (input.name.map { [$0] } ?? []) + input.said {
      let folded = FoldedText(text.text)
      let found = patterns.found(in: folded)
      let isTooMuch = found.isCutShort || found.steps > 3 * patterns.size * (folded.scalars.count + 1)
      try requireEqual(isTooMuch, false, "no pattern costs more than its size times the text")
    }
  }

  static let labels: @Sendable (ScreeningCase) -> [String] = { input in
    let model = SpamModel(input, said: input.said)
    var other = input
    other.allowList = []
    let unlisted = SpamModel(other, said: input.said)
    other = input
    other.thresholds = SpamThresholds()
    var labels = [unlisted.reasons.isEmpty ? "clean" : model.action.rawValue]
    if model.reasons.isEmpty, !unlisted.reasons.isEmpty { labels.append("allow-listed match") }
    if SpamModel(other, said: input.said).action != model.action { labels.append("threshold decides") }
    if SpamModel(input, said: []).action != model.action { labels.append("speech decides") }
    let matched = input.drawn.filter { model.reasons.contains($0.rule.id) }
    if matched.contains(where: { $0.tree != nil }) { labels.append("pattern matches") }
    if input.rules.contains(where: { $0.fault != nil }) { labels.append("pattern can't be used") }
    let remembers = matched.contains {
      switch $0.rule.sign {
      case .repeatedCalls, .reports: true
      default: false
      }
    }
    if remembers { labels.append("memory matches") }
    if input.drawn.contains(where: { $0.tree?.isCatastrophic == true }) { labels.append("repetition of repetitions") }
    return labels
  }
}

extension PatternTree {
  /// Whether a repetition without bound stands in another one.
  fileprivate var isCatastrophic: Bool { hasRepetition(in: 0, of: 2) }

  private func hasRepetition(in outer: Int, of depth: Int) -> Bool {
    switch self {
    case .sequence(let parts), .choice(let parts): parts.contains { $0.hasRepetition(in: outer, of: depth) }
    case .repeated(let part, _, nil): outer + 1 >= depth || part.hasRepetition(in: outer + 1, of: depth)
    case .repeated(let part, _, _): part.hasRepetition(in: outer, of: depth)
    default: false
    }
  }
}
