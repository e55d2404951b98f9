/// Why no receptionist can be had.
public enum VoiceAIFailure: Error, Equatable, Sendable {
  /// What it needs isn't installed or configured.
  case notAvailable
  /// It didn't answer, or not in time: trying again may help.
  case unreachable
}
