import Generators
import PropertyTesting
import VoiceCore

extension VerifiedProperty {
  /// specs/P06-ai-transfer-logic.md
  static let p06AITransferLogic = VerifiedProperty(
    number: 6, title: "AI Transfer Logic",
    core: {
      Property(6, "AI Transfer Logic", for: .conversationScript, labels: P06.labels, coverage: P06.coverage) { script in
        var call = P06.callInProgress()
        var heard = TransferModel()
        for step in script {
          let decision = call.decide(step)
          try heard.take(step, wanting: decision.intentions)
          call.evolve(decision.facts)
          try requireEqual(call.transfer?.reason, heard.reason, "the call knows its transfer")
        }
      }
    },
    store: { source in
      Property(6, "AI Transfer Logic", for: .conversationScript, labels: P06.labels) { script in
        let store = try await source.make()
        let time = ManualTime()
        let plan = TestTenant.plan(1)
        try await ProvisionTenant(store: store)(plan)
        let call = P06.callInProgress()
        let place = CallPlace(tenant: plan.tenant.id, call: call.id)
        try await store.transaction(for: place.tenant) { scope throws(StoreFailure) in
          try await scope.save(call, facts: [], intentions: [], at: call.startedAt)
        }
        let advance = AdvanceConversation(store: store, time: time)
        let end = EndCall(store: store, time: time)
        var heard = TransferModel()
        for step in script {
          var wanted: [Call.Intention] = []
          if let use = step.asUseCase {
            if case .handOver(let transfer) = try await advance(use, in: place) { wanted = [.transfer(transfer)] }
          } else if case .ended(let cause) = step {
            _ = try await end(.id(place.call), of: place.tenant, because: cause)
          }
          try heard.take(step, wanting: wanted)
        }
        let facts = try await store.read(for: place.tenant) { scope throws(StoreFailure) in
          try await scope.facts(of: place.call)
        }
        let transfers = facts.compactMap {
          if case .transferStarted(let transfer) = $0.fact { transfer.reason } else { nil }
        }
        try requireEqual(transfers, heard.reason.map { [$0] } ?? [], "the log holds the one transfer")
      }
    }, isSimulated: true)
}

/// The law said a second time, simpler than the code: a set of failed requests and one answer.
struct TransferModel {
  private var failed: Set<Attempt.ID> = []
  private var judged: [Attempt.ID] = []
  private(set) var reason: TransferReason?
  private var isOver = false

  /// Takes a step, and demands that exactly the transfer which follows from it was wanted.
  mutating func take(_ step: ConversationStep, wanting intentions: [Call.Intention]) throws {
    let expected = next(step)
    let wanted = intentions.compactMap { if case .transfer(let transfer) = $0 { transfer.reason } else { nil } }
    try requireEqual(wanted, expected.map { [$0] } ?? [], "after \(failed.count) failed requests")
    if let expected { reason = expected }
  }

  private mutating func next(_ step: ConversationStep) -> TransferReason? {
    guard !isOver, reason == nil else { return nil }
    switch step {
    case .judged(let attempt, let verdict):
      guard !judged.contains(attempt) else { return nil }
      judged.append(attempt)
      if verdict == .failed { failed.insert(attempt) }
    case .lastAnswerDidNotHelp:
      guard let last = judged.last else { return nil }
      failed.insert(last)
    case .personWanted(let reason): return reason
    case .receptionistFailed: return .aiUnavailable
    case .ended:
      isOver = true
      return nil
    }
    return failed.count == 3 ? .attemptsExhausted : nil
  }
}

extension ConversationStep {
  /// The step as the use case takes it; an end isn't one.
  fileprivate var asUseCase: AdvanceConversation.Step? {
    switch self {
    case .judged(let attempt, let verdict): .judged(attempt, verdict)
    case .lastAnswerDidNotHelp: .lastAnswerDidNotHelp
    case .personWanted(let reason): .personWanted(reason, nil)
    case .receptionistFailed: .receptionistFailed
    case .ended: nil
    }
  }
}

extension Call {
  fileprivate func decide(_ step: ConversationStep) -> Call.Decision {
    switch step {
    case .judged(let attempt, let verdict): decide(verdict, on: attempt)
    case .lastAnswerDidNotHelp: decideLastAnswerDidNotHelp()
    case .personWanted(let reason): decide(handOver: reason)
    case .receptionistFailed: decideReceptionistFailed()
    case .ended(let cause): decide(ended: cause, at: startedAt)
    }
  }
}

private enum P06 {
  static let coverage = [
    Coverage("third failure", atLeast: 20), Coverage("repeated verdict", atLeast: 20),
    Coverage("other reason", atLeast: 20),
  ]

  static let labels: @Sendable ([ConversationStep]) -> [String] = { script in
    let judged = script.compactMap {
      if case .judged(let attempt, let verdict) = $0 { (attempt, verdict) } else { nil }
    }
    let failures = Set(judged.filter { $0.1 == .failed }.map(\.0)).count
    var labels: [String] = []
    if failures >= 3 { labels.append("third failure") }
    if Set(judged.map(\.0)).count < judged.count { labels.append("repeated verdict") }
    if script.contains(where: { if case .personWanted = $0 { true } else { $0 == .receptionistFailed } }) {
      labels.append("other reason")
    }
    return labels
  }

  static func callInProgress() -> Call {
    var call = TestTenant.call(1, of: 1, at: Timestamp(microseconds: 0))
    call.evolve([.started, .screened(.clean), .rang, .answered(at: call.startedAt), .streamJoined(1)])
    return call
  }
}
