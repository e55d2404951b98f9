/// How somebody whom `<Dial>` rings behaves; durations in the call's time.
public enum Callee: Equatable, Sendable {
  /// Picks up after so long, talks so long, hangs up.
  case answers(after: Duration = .seconds(2), talks: Duration = .seconds(5))
  case busy
  case noAnswer
  /// The number cannot be reached.
  case fails
}
