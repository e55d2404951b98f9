/// What is kept of a password: a text that only the password port can make and check (algorithm, cost, salt, digest).
public struct PasswordVerifier: Equatable, Sendable, Codable {
  public let text: String

  /// A verifier as the password port made it.
  public init(text: String) { self.text = text }
}

extension PasswordVerifier: CustomStringConvertible, CustomReflectable {
  /// Never the digest.
  public var description: String { "password verifier" }
  /// Reflection must not show the digest either.
  public var customMirror: Mirror { Mirror(self, children: [:]) }
}
