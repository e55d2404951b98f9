/// What breaks into a call from outside of its script and its documents.
package enum LineInterrupt: Equatable, Sendable {
  /// `Status=completed` over REST.
  case completed
  /// Other TwiML over REST.
  case redirected(Redirection)
  /// The script's bound.
  case outOfTime
  /// The task that placed the call was cancelled.
  case cancelled

  /// Whether nothing comes after it.
  package var endsCall: Bool { if case .redirected = self { false } else { true } }

  package enum Redirection: Equatable, Sendable {
    case url(TwiMLTarget)
    case document(String)
  }
}
