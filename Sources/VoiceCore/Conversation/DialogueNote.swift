/// Something of a dialogue that is kept and decides nothing by itself.
public enum DialogueNote: Equatable, Sendable {
  case spoken(Utterance)
  /// The voice AI used this much more.
  case used(AIUsage)
  /// The caller waited so for an answer.
  case waited(TurnWait)
}

extension [DialogueNote] {
  /// What was said, in order.
  var utterances: [Utterance] { compactMap { if case .spoken(let utterance) = $0 { utterance } else { nil } } }

  /// What was waited for, in order.
  var waits: [TurnWait] { compactMap { if case .waited(let wait) = $0 { wait } else { nil } } }

  /// What was used in all.
  var usage: AIUsage {
    reduce(AIUsage()) { sum, note in if case .used(let more) = note { sum + more } else { sum } }
  }
}
