/// What came of one attempt.
public enum WebhookResult: Hashable, Sendable, Codable {
  /// The endpoint answered with this status; what else it said isn't looked at, and a redirect isn't followed.
  case status(Int)
  case failed(Trouble)

  /// Why there was no answer.
  public enum Trouble: String, Sendable, Codable, CaseIterable {
    case timedOut = "timed_out"
    case notResolved = "not_resolved"
    /// The host is at an address that isn't one of the public Internet.
    case addressRefused = "address_refused"
    case notConnected = "not_connected"
    /// It sent something that is no HTTP, or more than is looked at.
    case unreadable
    /// Whoever was sending didn't live to tell.
    case interrupted
  }

  /// Only 2xx is.
  public var isSuccess: Bool { if case .status(200..<300) = self { true } else { false } }
  /// The endpoint wants nothing any more.
  var isGone: Bool { self == .status(410) }
}
