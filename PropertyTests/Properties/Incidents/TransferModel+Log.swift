import Generators
import PropertyTesting
import VoiceCore

extension TransferModel {
  /// Demands of a log that after each step exactly the transfer which follows from it is started.
  static func check(_ log: [CallLogEntry]) throws {
    try requireEqual(transfers(in: log[...]), [], "no transfer starts by itself")
    var model = TransferModel()
    for (place, entry) in log.enumerated() {
      guard let step = ConversationStep(entry.event) else { continue }
      try model.take(step, wanting: transfers(in: log[(place + 1)...]))
    }
  }

  /// Those that are started before the next step.
  private static func transfers(in rest: ArraySlice<CallLogEntry>) -> [TransferReason] {
    rest.prefix { ConversationStep($0.event) == nil }.compactMap {
      if case .transferStarted(let reason) = $0.event { reason } else { nil }
    }
  }
}

extension ConversationStep {
  /// The step that an event of a log tells; `nil` for others, and for what only follows from a step.
  init?(_ event: CallLogEvent) {
    switch event {
    case .judged(let attempt, let verdict): self = .judged(Attempt.ID(attempt), verdict)
    case .overturned: self = .lastAnswerDidNotHelp
    case .handedOver(.attemptsExhausted): return nil
    case .handedOver(let reason): self = .personWanted(reason)
    case .ended(let cause): self = .ended(cause)
    case .answered, .streamJoined, .transferStarted, .joined, .takenOver, .handedBack, .left, .said, .other: return nil
    }
  }
}
