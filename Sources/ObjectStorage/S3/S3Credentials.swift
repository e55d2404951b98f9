internal import VoiceCore

/// Who asks an S3 store. Tells nothing of itself where it is printed.
public struct S3Credentials: Equatable, Sendable {
  /// Names the key; no secret, but nobody's business either.
  public let accessKeyID: String
  let secretAccessKey: String
  /// Goes along with keys that are valid for a while only.
  let sessionToken: String?

  /// A key and its secret.
  public init(accessKeyID: String, secretAccessKey: String, sessionToken: String? = nil) {
    self.accessKeyID = accessKeyID
    self.secretAccessKey = secretAccessKey
    self.sessionToken = sessionToken
  }
}

extension S3Credentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// Tells nothing of it.
  public var description: String { Redacted.secret(self).description }
  /// Tells nothing of it.
  public var debugDescription: String { description }
  /// Reflection finds nothing.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
