/// What the core tells a receptionist to do.
public enum ReceptionistDirective: Equatable, Sendable {
  /// Answer the request as judged.
  case answer(Attempt.ID)
  /// Say that a person takes over, then report `finished`.
  case handOver(Transfer)
  /// Say goodbye, then report `finished`.
  case close
}
