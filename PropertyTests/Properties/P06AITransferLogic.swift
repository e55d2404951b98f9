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
          try heard.take(step, wanting: decision.intentions.transferReasons)
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
          try heard.take(step, wanting: wanted.transferReasons)
        }
        let facts = try await store.read(for: place.tenant) { scope throws(StoreFailure) in
          try await scope.facts(of: place.call)
        }
        let log = try CallLogReading.entries(of: facts)
        try IncidentLaw.aiTransferLogic.check(log)
        let transfers = log.compactMap { if case .transferStarted(let reason) = $0.event { reason } else { nil } }
        try requireEqual(transfers, heard.reason.map { [$0] } ?? [], "the log holds the one transfer")
      }
    }, isSimulated: true)
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

extension [Call.Intention] {
  fileprivate var transferReasons: [TransferReason] {
    compactMap { if case .transfer(let transfer) = $0 { transfer.reason } else { nil } }
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
