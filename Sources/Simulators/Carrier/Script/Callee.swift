/// How somebody whom `<Dial>` rings behaves; durations in the call's time.
public enum Callee: Equatable, Sendable {
  /// Picks up after so long, talks so long, hangs up.
  case answers(after: Duration = .seconds(2), talks: Duration = .seconds(5))
  /// Picks up after so long, presses these keys when asked before having the caller, then talks so long, hangs up.
  case isAsked(after: Duration = .seconds(2), presses: String, talks: Duration = .seconds(5))
  case busy
  case noAnswer
  /// The number cannot be reached.
  case fails
}

extension Callee {
  /// After how long they pick up, and how long they talk; `nil` for who doesn't.
  var pickUp: (after: Duration, talks: Duration)? {
    switch self {
    case .answers(let after, let talks), .isAsked(let after, _, let talks): (after, talks)
    case .busy, .noAnswer, .fails: nil
    }
  }

  /// What they press when they are asked.
  var keys: String { if case .isAsked(_, let keys, _) = self { keys } else { "" } }
}
