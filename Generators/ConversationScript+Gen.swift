public import PropertyTesting
public import VoiceCore

/// One thing that happens in a conversation, as it may arrive: repeated, late, contradictory.
public enum ConversationStep: Equatable, Sendable {
  case judged(Attempt.ID, Verdict)
  case lastAnswerDidNotHelp
  case personWanted(TransferReason)
  case receptionistFailed
  case ended(Ending.Cause)
}

extension Gen where Value == [ConversationStep] {
  /// Up to 14 steps over few attempts, so that verdicts repeat and contradict each other; mostly failures, seldom an end.
  public static var conversationScript: Gen {
    .array(
      of: .weighted([
        (12, Self.judged), (2, .just(.lastAnswerDidNotHelp)),
        (
          1,
          Gen<TransferReason>.element(of: TransferReason.allCases.filter { $0 != .attemptsExhausted })
            .map(ConversationStep.personWanted)
        ), (1, .just(.receptionistFailed)),
        (1, Gen<Ending.Cause>.element(of: [.hungUp, .streamLost, .drained]).map(ConversationStep.ended)),
      ]), count: 0...14)
  }

  private static var judged: Gen<ConversationStep> {
    zip(Gen<Int>.int(1...6), Gen<Bool>.bool(probability: 0.7)).map { number, isFailed in
      .judged(Attempt.ID(number), isFailed ? .failed : .served)
    }
  }
}
