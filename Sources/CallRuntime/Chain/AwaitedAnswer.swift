package import MediaBridge
package import VoiceCore

/// Measures what a caller waits for before an answer: a voice AI knows its own part of it; what lies before that is silence, and
/// what follows is the way to the caller's ear, which a mark in front of the answer measures.
package struct AwaitedAnswer {
  /// When the caller finished the request that nobody has answered yet.
  private var finishedAt: Timestamp?
  /// An answer that has begun, and what was waited for up to then.
  private var begun: (mark: PlaybackMark, wait: TurnWait, at: Timestamp)?

  /// Nothing is awaited.
  package init() {}

  /// The caller has finished a request; one that wasn't answered is forgotten.
  package mutating func callerFinished(at moment: Timestamp) { finishedAt = moment }

  /// The answer begins to be given to the carrier, behind this mark.
  /// - Parameter wait: The voice AI's part.
  package mutating func begin(after wait: TurnWait, at now: Timestamp, behind mark: PlaybackMark) {
    var whole = wait
    if let finished = finishedAt { whole[.endpointing] = now - finished - wait.total }
    finishedAt = nil
    begun = (mark, whole, now)
  }

  /// Whether this is the mark in front of the answer.
  package func isBehind(_ mark: PlaybackMark) -> Bool { begun?.mark == mark }

  /// The caller begins to hear it: the whole wait.
  package mutating func heard(at now: Timestamp) -> TurnWait? {
    guard let answer = begun else { return nil }
    begun = nil
    var wait = answer.wait
    wait[.playout] = now - answer.at
    return wait
  }

  /// Nobody will ever know when it is heard: what was waited for up to then, if an answer has begun.
  package mutating func end() -> TurnWait? {
    defer { begun = nil }
    return begun?.wait
  }
}
