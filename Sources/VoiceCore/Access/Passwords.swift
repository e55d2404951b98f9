/// Makes and checks password verifiers: slow on purpose, never on an event loop, never long on a cooperative thread.
public protocol Passwords: Sendable {
  /// What to keep of a password.
  func verifier(for password: String) async throws(PasswordFailure) -> PasswordVerifier
  /// Whether this is the password. Takes as long for a wrong one; `nil` takes as long too and is always wrong, so that
  /// an unknown user can't be told from a wrong password by the clock.
  func verify(_ password: String, against verifier: PasswordVerifier?) async throws(PasswordFailure) -> Bool
}

/// Why a password could not be made or checked.
public enum PasswordFailure: Error, Equatable, Sendable {
  /// Longer than the limit: trying again doesn't help.
  case tooLong
  /// Too many are being checked at once, or the machine is out of memory: trying again may help.
  case unavailable
}
