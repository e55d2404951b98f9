import Generators
import PropertyTesting
import VoiceCore

extension VerifiedProperty {
  /// specs/P30-utterances-in-order.md
  static let p30UtterancesInOrder = VerifiedProperty(
    number: 30, title: "Utterances in order",
    core: {
      Property(30, "Utterances in order", for: .fastSpeech, labels: P30.labels, coverage: P30.coverage) { steps in
        var order = UtteranceOrder<Int>(maximumWaiting: P30.maximumWaiting)
        var model = TurnsModel(maximumWaiting: P30.maximumWaiting)
        var released: [UtteranceOrder<Int>.Spoken] = []
        for step in steps {
          released += order.take(step)
          model.take(step)
          try requireEqual(released.map(\.text), model.released, "what is through, after \(step)")
          try require(order.waiting.count <= P30.maximumWaiting, "what waits has a bound")
        }
        try requireEqual(Set(released.map(\.id)).count, released.count, "each turn once")
      }
    },
    store: { source in
      Property(30, "Utterances in order", for: .fastSpeech, labels: P30.labels) { steps in
        let store = try await source.make()
        let time = ManualTime()
        let plan = TestTenant.plan(1)
        try await ProvisionTenant(store: store)(plan)
        let call = TestTenant.call(1, of: 1, at: time.now())
        let place = CallPlace(tenant: plan.tenant.id, call: call.id)
        try await store.transaction(for: place.tenant) { scope throws(StoreFailure) in
          try await scope.save(call, facts: [], intentions: [], at: call.startedAt)
        }
        var order = UtteranceOrder<Int>(maximumWaiting: P30.maximumWaiting)
        var model = TurnsModel(maximumWaiting: P30.maximumWaiting)
        for step in steps {
          time.advance(by: .seconds(1))
          model.take(step)
          let notes = order.take(step).map { DialogueNote.spoken(Utterance(.caller, $0.text, at: time.now())) }
          try await KeepNotes(store: store, time: time)(notes, in: place)
        }
        let kept = try await store.read(for: place.tenant) { scope throws(StoreFailure) in
          try await scope.transcript(of: place.call)
        }
        try IncidentLaw.utterancesInOrder.check(CallLogReading.entries(of: [], kept))
        try requireEqual(kept.map(\.text), model.released, "the transcript holds each utterance once, in order")
      }
    })
}

/// The law once more: looks at everything that was told so far, each time from the beginning.
struct TurnsModel {
  let maximumWaiting: Int
  private var begun: [Int] = []
  private var words: [Int: String] = [:]
  private var settled: Set<Int> = []

  init(maximumWaiting: Int) { self.maximumWaiting = maximumWaiting }

  mutating func take(_ step: UtteranceStep) {
    switch step {
    case .begins(let turn, _):
      guard !begun.contains(turn) else { return }
      begun.append(turn)
      if begun.count - through.count > maximumWaiting, let oldest = begun.dropFirst(through.count).first {
        settled.insert(oldest)
      }
    case .words(let turn, let text):
      guard begun.contains(turn), settled.insert(turn).inserted else { return }
      words[turn] = text
    case .noWords(let turn):
      if begun.contains(turn) { settled.insert(turn) }
    }
  }

  /// The turns before the first that is still open.
  private var through: ArraySlice<Int> { begun.prefix { settled.contains($0) } }

  var released: [String] { through.compactMap { words[$0] } }
}

extension UtteranceOrder<Int> {
  fileprivate mutating func take(_ step: UtteranceStep) -> [Spoken] {
    switch step {
    case .begins(let turn, let speaker): begin(turn, by: speaker)
    case .words(let turn, let text): complete(turn, text)
    case .noWords(let turn): giveUp(turn)
    }
  }
}

private enum P30 {
  /// Few, so that the bound is met; turns that are through are remembered for longer than a case has names.
  static let maximumWaiting = 5

  static let coverage = [
    Coverage("words out of order", atLeast: 20), Coverage("words twice", atLeast: 20),
    Coverage("several at once", atLeast: 5), Coverage("over the bound", atLeast: 3),
  ]

  static let labels: @Sendable ([UtteranceStep]) -> [String] = { steps in
    var order = UtteranceOrder<Int>(maximumWaiting: maximumWaiting)
    var labels: Set<String> = []
    var worded: Set<Int> = []
    for step in steps {
      let before = order.waiting
      let through = order.take(step)
      if case .words(let turn, _) = step {
        if !worded.insert(turn).inserted { labels.insert("words twice") }
        if before.contains(turn), before.first != turn { labels.insert("words out of order") }
      }
      if case .begins(let turn, _) = step, before.count == maximumWaiting, !before.contains(turn) {
        labels.insert("over the bound")
      }
      if through.count > 1 { labels.insert("several at once") }
    }
    return labels.sorted()
  }
}
