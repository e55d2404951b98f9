/// Something of a dialogue that is kept and decides nothing by itself.
public enum DialogueNote: Equatable, Sendable {
  case spoken(Utterance)
  /// The voice AI used this much more.
  case used(AIUsage)
}

extension [DialogueNote] {
  /// What was said, in order.
  var utterances: [Utterance] { compactMap { if case .spoken(let utterance) = $0 { utterance } else { nil } } }

  /// What was used in all.
  var usage: AIUsage {
    reduce(AIUsage()) { sum, note in if case .used(let more) = note { sum + more } else { sum } }
  }
}
