/// What became of the turns of talk that ended within the window.
package struct TurnTally: Sendable {
  package internal(set) var answers = 0
  /// No answer when the caller gave up, or when the run ended and one was overdue.
  package internal(set) var unanswered = 0
  /// Audio that came before the AI's known delay was over: it can't be the answer.
  package internal(set) var premature = 0
  package internal(set) var bargeIns = 0
  /// The caller broke in and finished without `clear` having come.
  package internal(set) var ignoredBargeIns = 0
  /// The caller broke in, `clear` came, and audio after it while the caller still spoke: two voices.
  package internal(set) var spokenOver = 0
  /// End of speech to the first audio of the answer; of an unanswered turn to when that was found, a lower bound.
  package internal(set) var raw = LatencyHistogram()
  /// The same without the AI's known delays.
  package internal(set) var own = LatencyHistogram()
  /// First loud frame due to `clear`.
  package internal(set) var reaction = LatencyHistogram()

  package init() {}
}
