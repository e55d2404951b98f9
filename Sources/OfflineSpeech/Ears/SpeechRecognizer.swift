/// Understands whole utterances by a closed grammar. Behind it is a process of its own: its crash, or its slowness, is no call's.
public protocol SpeechRecognizer: Sendable {
  /// Whether it has a pronunciation of a word in lower case.
  func knows(_ word: String) -> Bool
  /// What the utterance (8 kHz μ-law, from a pause to a pause) means by the grammar. Ends in bounded time, and at once when the
  /// task is cancelled.
  func hear(_ utterance: [UInt8], by grammar: SpokenGrammar) async -> Hearing
}

/// What became of an utterance.
public enum Hearing: Equatable, Sendable {
  /// It means this, in these words of the grammar.
  case understood(SpokenMeaning, words: String)
  /// It fits nothing of the grammar well enough: an attempt that failed.
  case rejected
  /// The recogniser couldn't listen: it is too busy, too slow, or broken. Not the caller's doing, so no attempt.
  case unavailable
}
