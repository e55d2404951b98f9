import Generators
import PropertyTesting
import VoiceCore

/// The law said a second time, simpler than the code: a set of failed requests and one answer.
struct TransferModel {
  private var failed: Set<Attempt.ID> = []
  private var judged: [Attempt.ID] = []
  private(set) var reason: TransferReason?
  private var isOver = false

  /// Takes a step, and demands that exactly the transfer which follows from it was wanted.
  mutating func take(_ step: ConversationStep, wanting wanted: [TransferReason]) throws {
    let expected = next(step)
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
