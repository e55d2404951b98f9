/// Where the carrier brings callers' audio, and how it shows which call it is.
struct MediaDoor: Sendable {
  /// The name of the parameter with the one-time token; the outside contract fixes it.
  static let tokenName = "token"

  let url: StreamURL

  /// The stream to us that brings this token.
  func connect(token: String) throws(TwiMLError) -> Connect {
    Connect(url, parameters: [try StreamParameter(Self.tokenName, token)], action: WebhookPath.afterStream)
  }
}
