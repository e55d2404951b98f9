/// What the core tells a receptionist to do.
public enum ReceptionistDirective: Equatable, Sendable {
  /// Answer the request as judged.
  case answer(Attempt.ID)
  /// Say that a person takes over, then report `finished`.
  case handOver(Transfer)
  /// Say that nobody has the extension that was dialled, and go on.
  case extensionIsUnknown
  /// Say that the session ends soon, if you can without asking a model.
  case announce(SessionMeter.Reason)
  /// The session has cost enough: let what was said be heard, ask nothing more of a provider that is paid, and report `failed`. Who
  /// costs nothing goes on.
  case stop
  /// Say goodbye, then report `finished`.
  case close
}
