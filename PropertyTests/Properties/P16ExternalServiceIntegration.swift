import Generators
import PropertyTesting
import Synchronization
import VoiceCore

extension VerifiedProperty {
  /// specs/P16-external-service-integration.md
  static let p16ExternalServiceIntegration = VerifiedProperty(
    number: 16, title: "External Service Integration",
    core: {
      Property(
        16, "External Service Integration", for: .carrierHistory, labels: P16.labels, coverage: P16.coverage
      ) { history in
        var call = TestTenant.call(1, of: 1, at: Timestamp(microseconds: 0))
        var wanted: [Call.Intention] = []
        for step in history {
          let decision = call.decide(step)
          wanted += decision.intentions
          call.evolve(decision.facts)
          try require(
            wanted.count(where: \.isTransfer) == (call.transfer == nil ? 0 : 1), "one hand-over, and the call knows it")
          try require(wanted.count { $0 == .hangUp } <= 1, "one hang-up at most")
          try requireEqual(
            wanted.contains(.hangUp), call.ending.map { $0.cause.isOurs } ?? false, "hung up only when we ended it")
          try require(call.isDefined, "the state is one of the drawn ones")
        }
      }
    },
    store: { source in
      Property(
        16, "External Service Integration", for: zip(.carrierHistory, .outboundHistory).map(P16Case.init),
        labels: { P16.labels($0.history) }
      ) { drawn in
        let history = drawn.history
        try await OutboundTrial(try await source.make()).play(drawn.outbound)
        let stage = try await P16Stage(store: try await source.make())
        var model = CarrierModel()
        for step in history {
          let asked = try await stage.take(step)
          try requireEqual(asked, model.take(step), "what the carrier is asked for, after \(step)")
        }
        let calls = try await stage.callCount()
        try requireEqual(calls, 1, "however often it was announced, it is one call")
      }
    })
}

/// A call that comes in, and one that we place.
private struct P16Case: Sendable {
  let history: [CarrierStep]
  let outbound: [OutboundStep]
}

/// What the carrier is asked to do.
enum CarrierRequest: Equatable {
  case connectStream
  case dial
  case hangUp
}

/// The law once more, without a store: what a call may ask of its carrier.
struct CarrierModel {
  private enum Phase { case ringing, talking, handedOver, over }

  private var phase = Phase.ringing
  private var streams = 0
  private var wantsHangUp = false
  private var hasToken = false
  /// The two have talked, and nobody has said yet that the call is over.
  private var isAnswered = false

  mutating func take(_ step: CarrierStep) -> [CarrierRequest] {
    switch (step, phase) {
    case (.announced, .ringing), (.announced, .talking):
      hasToken = true
      return [.connectStream]
    case (.streamJoined, _):
      // A token is good once; shown too late it is used up all the same.
      guard hasToken else { return [] }
      hasToken = false
      guard phase == .ringing || phase == .talking else { return [] }
      streams += 1
      phase = .talking
    case (.personWanted, .talking), (.receptionistFailed, .talking): phase = .handedOver
    case (.askedWhatIsNext, .ringing), (.askedWhatIsNext, .talking):
      guard streams >= ContinueCall.maximumStreams else {
        hasToken = true
        return [.connectStream]
      }
      phase = .handedOver
      return [.dial]
    case (.askedWhatIsNext, .handedOver): return [.dial]
    case (.askedWhatIsNext, .over): return [.hangUp]
    case (.dialReported(let outcome), .handedOver):
      // Who has talked with a person hangs up; to whom nobody came, we say goodbye.
      phase = .over
      isAnswered = outcome == .answered
      wantsHangUp = outcome != .answered
    case (.ended(let cause), .over):
      if cause.isTheCarriers { wantsHangUp = false }
      if isAnswered {
        isAnswered = false
        wantsHangUp = cause.isOurs
      }
    case (.ended(let cause), _):
      phase = .over
      wantsHangUp = cause.isOurs
    case (.carriedOut(let reply), _):
      guard wantsHangUp else { return [] }
      if reply == nil { wantsHangUp = false }
      return [.hangUp]
    default: break
    }
    return []
  }
}

/// One call at one tenant, with a carrier that replies as told.
private final class P16Stage: Sendable {
  let store: any Store
  let time = ManualTime()
  let tokens = SecretTokens.counting()
  let ids = IDSource.counting()
  let plan = TestTenant.plan(1)
  let telephony = ReplyingTelephony()
  let name: CarrierCallID
  let newestToken = Mutex("")

  init(store: any Store) async throws {
    self.store = store
    guard let name = CarrierCallID("CA1") else { throw StoreFailure.notFound }
    self.name = name
    try await ProvisionTenant(store: store)(plan)
  }

  private var tenant: Tenant.ID { plan.tenant.id }
  private var line: PhoneNumber { plan.lines[0].number }

  func callCount() async throws -> Int {
    try await store.read(for: tenant) { scope throws(StoreFailure) in
      try await scope.calls(after: nil, limit: 10).count
    }
  }

  /// Takes a step through the use cases; the answer is what the carrier was asked for.
  func take(_ step: CarrierStep) async throws -> [CarrierRequest] {
    switch step {
    case .announced:
      let answer = AnswerCall(
        store: store, time: time, ids: ids, tokens: tokens, admission: .open,
        desk: ScreeningDesk(store: store, chance: Chance { 0 }))
      if case .connect(let token, _) = try await answer(
        .init(carrierID: name, caller: .withheld, dialled: line))
      {
        return keep(token)
      }
    case .streamJoined:
      let token = newestToken.withLock { $0 }
      _ = try? await JoinStream(store: store, time: time, tokens: tokens)(token: token, carrierCall: name.text)
      return []
    case .personWanted: try await advance(.personWanted(.callerWish, nil))
    case .receptionistFailed: try await advance(.receptionistFailed)
    case .askedWhatIsNext:
      switch try await ContinueCall(store: store, time: time, tokens: tokens)(name, dialled: line) {
      case .dial(let number, _, _):
        try requireEqual(number, plan.tenant.settings.customerService, "the same person, however often it is asked")
        return [.dial]
      case .onward: try require(false, "without rules of the tenant nothing goes by them")
      case .reconnect(let token, _): return keep(token)
      case .hangUp: return [.hangUp]
      }
    case .dialReported(let outcome):
      _ = try await ReportTransfer(store: store, time: time)(outcome, of: name, dialled: line)
    case .ended(let cause):
      _ = try await EndCall(store: store, time: time)(.carrier(name), of: tenant, because: cause)
    case .carriedOut(let reply):
      guard let call = try await call() else { return [] }
      telephony.reply.withLock { $0 = reply }
      let before = telephony.asked.withLock { $0 }
      let outcome = try await CarryOutIntentions(store: store, telephony: telephony)(
        CallPlace(tenant: tenant, call: call.id))
      let asked = telephony.asked.withLock { $0 } - before
      if case .failure(let remaining) = outcome { try requireEqual(remaining.failure, reply, "the reply is told") }
      return Array(repeating: .hangUp, count: asked)
    }
    return []
  }

  private func keep(_ token: String) -> [CarrierRequest] {
    newestToken.withLock { $0 = token }
    return [.connectStream]
  }

  private func call() async throws -> Call? {
    try await store.read(for: tenant) { scope throws(StoreFailure) in try await scope.call(name) }
  }

  private func advance(_ step: AdvanceConversation.Step) async throws {
    guard let call = try await call() else { return }
    try await AdvanceConversation(store: store, time: time)(step, in: CallPlace(tenant: tenant, call: call.id))
  }
}

private final class ReplyingTelephony: Telephony {
  let reply = Mutex<TelephonyFailure?>(nil)
  let asked = Mutex(0)

  func hangUp(_ leg: CarrierCallID) async throws(TelephonyFailure) {
    asked.withLock { $0 += 1 }
    if let failure = reply.withLock({ $0 }) { throw failure }
  }
}

extension Ending.Cause {
  /// The end was our doing, so the carrier has yet to be told.
  fileprivate var isOurs: Bool {
    self == .closed || self == .silent || self == .endedByStaff || self == .drained || self == .spam
      || self == .streamLost
  }
  /// The carrier itself said it.
  fileprivate var isTheCarriers: Bool { self == .hungUp || self == .unanswered || self == .carrierFailed }
}

extension Call.Intention {
  fileprivate var isTransfer: Bool { if case .transfer = self { true } else { false } }
}

extension Call {
  /// What the parts of the state say fits together.
  fileprivate var isDefined: Bool {
    hasEnded == status.isTerminal && (status != .transferring || transfer != nil)
      && (status != .inProgress || answeredAt != nil)
  }

  fileprivate func decide(_ step: CarrierStep) -> Decision {
    switch step {
    case .announced: decide(announcedWith: .clean, at: startedAt)
    case .streamJoined: decide(streamJoinedAt: startedAt)
    case .personWanted: decide(handOver: .callerWish)
    case .receptionistFailed: decideReceptionistFailed()
    case .askedWhatIsNext, .carriedOut: .nothing
    case .dialReported(let outcome): decide(transferFinished: outcome)
    case .ended(let cause): decide(ended: cause, at: startedAt)
    }
  }
}

private enum P16 {
  static let coverage = [
    Coverage("announced again", atLeast: 20), Coverage("handed over", atLeast: 20),
    Coverage("asked after the outcome", atLeast: 3), Coverage("carrier fails", atLeast: 20),
  ]

  static let labels: @Sendable ([CarrierStep]) -> [String] = { history in
    var labels: [String] = []
    if history.count(where: { $0 == .announced }) > 1 { labels.append("announced again") }
    if let wish = history.firstIndex(of: .personWanted), history[..<wish].contains(.streamJoined) {
      labels.append("handed over")
      if let report = history[wish...].firstIndex(where: { if case .dialReported = $0 { true } else { false } }),
        history[report...].contains(.askedWhatIsNext)
      {
        labels.append("asked after the outcome")
      }
    }
    let fails = history.contains { if case .carriedOut(let reply) = $0 { reply != nil } else { false } }
    if fails { labels.append("carrier fails") }
    return labels
  }
}
