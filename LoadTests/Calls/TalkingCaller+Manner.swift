package import NIOCore

extension TalkingCaller {
  /// Numbers of turns of 20 ms, and what the AI is known to add.
  package struct Manner: Sendable {
    /// How long the caller speaks: 1.5 s.
    package var speechTurns = 75
    /// Silence before speaking again: 0.5 s, and at most as much again, by the seed.
    package var pauseTurns = 25
    /// How long the caller listens before breaking in: 0.5 s.
    package var patienceTurns = 25
    /// Answers of a hundred that are interrupted.
    package var interruptedPercent = 10
    /// Silence after which an answer is heard out: 0.4 s.
    package var heardOutTurns = 20
    /// Turns without an answer after which the caller goes on: 10 s.
    package var unansweredTurns = 500
    /// What of the wait for an answer is the AI's own, where known: the silence that ends a turn and its thinking.
    package var knownDelay: TimeAmount?
    /// How long an answer may take beyond `knownDelay`; one that isn't there by then when the run ends is missing.
    package var limit = TimeAmount.milliseconds(50)

    package init() {}
  }
}
