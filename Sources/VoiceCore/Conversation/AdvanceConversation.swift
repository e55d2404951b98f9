/// Something happened in the dialogue: decides what follows and says what the receptionist does next (property 6).
public struct AdvanceConversation: Sendable {
  /// What happened.
  public enum Step: Equatable, Sendable {
    case judged(Attempt.ID, Verdict)
    case lastAnswerDidNotHelp
    case personWanted(TransferReason, Department.ID?)
    case language(Language, LanguageRecognition)
    case receptionistFailed
  }

  private let store: any Store
  private let time: any TimeSource

  /// A use case on these ports.
  public init(store: any Store, time: any TimeSource) {
    self.store = store
    self.time = time
  }

  /// Takes the step and keeps what was said and used up to it, in one commit. `nil`: nothing is to be done about it.
  @discardableResult
  public func callAsFunction(
    _ step: Step, noting notes: [DialogueNote] = [], in place: CallPlace
  ) async throws(StoreFailure) -> ReceptionistDirective? {
    let now = time.now()
    return try await store.transaction(for: place.tenant) { scope throws(StoreFailure) in
      guard let call = try await scope.call(place.call) else { throw .notFound }
      let decision = Self.decision(on: step, in: call)
      try await scope.keep(notes, of: call, deciding: decision, at: now)
      return Self.directive(after: step, decision)
    }
  }

  private static func directive(after step: Step, _ decision: Call.Decision) -> ReceptionistDirective? {
    for case .transfer(let transfer) in decision.intentions { return .handOver(transfer) }
    if case .judged(let attempt, _) = step, decision != .nothing { return .answer(attempt) }
    return nil
  }

  private static func decision(on step: Step, in call: Call) -> Call.Decision {
    switch step {
    case .judged(let attempt, let verdict): call.decide(verdict, on: attempt)
    case .lastAnswerDidNotHelp: call.decideLastAnswerDidNotHelp()
    case .personWanted(let reason, let department): call.decide(handOver: reason, to: department)
    case .language(let language, let recognition): call.decide(language, recognised: recognition)
    case .receptionistFailed: call.decideReceptionistFailed()
    }
  }
}
