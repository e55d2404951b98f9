import Generators
import PropertyTesting
import VoiceCore

extension TransferModel {
  /// What was started before any step is wanted by nobody.
  mutating func take(_ step: ConversationStep?, wanting started: [TransferReason]) throws {
    if let step { return try take(step, wanting: started) }
    try requireEqual(started, [], "no transfer starts by itself")
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
