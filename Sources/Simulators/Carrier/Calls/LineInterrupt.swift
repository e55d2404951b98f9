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

  /// Over REST, about a leg that this call has dialled and is joined with.
  case leg(String, Order)
  /// The conference that the call is in has ended.
  case roomEnded

  /// Whether nothing comes after it.
  package var endsCall: Bool {
    switch self {
    case .completed, .outOfTime, .cancelled: true
    case .redirected, .leg, .roomEnded: false
    }
  }

  /// What is wanted of a leg.
  package enum Order: Equatable, Sendable {
    case completed
    case redirected(Redirection)
  }

  package enum Redirection: Equatable, Sendable {
    case url(TwiMLTarget)
    case document(String)
  }
}
