/// The server that is called.
public struct CallsTarget: Sendable {
  /// Without a slash at the end, exactly as the server knows itself: signatures cover it.
  public var baseURL: String
  public var accountSid: String
  public var authToken: String
  /// The DIDs, E.164, one at least: calls ring one after the other.
  public var dialled: [String]
  /// The server's process, if it runs on this machine and is known.
  public var pid: Int32?
  /// What of an answer's delay is the AI's own, in milliseconds; `nil` when it isn't known.
  public var aiDelayMilliseconds: Int?

  /// A server.
  public init(
    baseURL: String, accountSid: String, authToken: String, dialled: [String], pid: Int32? = nil,
    aiDelayMilliseconds: Int? = nil
  ) {
    self.baseURL = baseURL
    self.accountSid = accountSid
    self.authToken = authToken
    self.dialled = dialled
    self.pid = pid
    self.aiDelayMilliseconds = aiDelayMilliseconds
  }
}
