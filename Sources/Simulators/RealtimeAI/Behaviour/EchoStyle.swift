/// How echo mode begins: from then on one response stays open, and each append comes back as its audio, with the same
/// Base64 text. A cancelled response is followed by another at the next append.
public struct EchoStyle: Equatable, Sendable {
  /// What opens the first response.
  public enum Opening: Equatable, Sendable {
    /// The first append or `response.create`.
    case firstAppend
    /// The first `response.create`; audio before it is swallowed.
    case firstResponse
  }

  public var opening: Opening

  public init(opening: Opening = .firstAppend) { self.opening = opening }
}
