/// What the core tells a receptionist to do.
public enum ReceptionistDirective: Equatable, Sendable {
  /// Answer the request as judged.
  case answer(Attempt.ID)
  /// Say that a person takes over, then report `finished`.
  case handOver(Transfer)
  /// Say that nobody has the extension that was dialled, and go on.
  case extensionIsUnknown
  /// Say goodbye, then report `finished`.
  case close
}
