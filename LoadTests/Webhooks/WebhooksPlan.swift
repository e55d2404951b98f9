/// A load of webhooks: how many endpoints, what of them is dead, how many events.
public struct WebhooksPlan: Sendable {
  /// What every fifth endpoint does.
  public enum Dead: String, Sendable, CaseIterable {
    /// It answers as the others do.
    case none
    /// Nobody listens there.
    case refusing
    /// It takes the connection, and never answers.
    case hanging

    /// As it is said in reports.
    public var words: String {
      switch self {
      case .none: "all answer"
      case .refusing: "one in five refuses"
      case .hanging: "one in five never answers"
      }
    }
  }

  /// Of one tenant.
  public var endpoints: Int
  /// How many events wait when sending begins; each goes to each endpoint.
  public var backlog: Int
  /// Then so many events a second, one after the other.
  public var pace: Int
  public var seconds: Double
  /// How long it is waited for what doesn't come.
  public var patience: Duration

  /// A load.
  public init(
    endpoints: Int = 10, backlog: Int = 600, pace: Int = 25, seconds: Double = 6, patience: Duration = .seconds(60)
  ) {
    self.endpoints = endpoints
    self.backlog = backlog
    self.pace = pace
    self.seconds = seconds
    self.patience = patience
  }

  /// The endpoints that are dead, if any are: every fifth.
  var dead: Set<Int> { Set((0..<endpoints).filter { $0 % 5 == 4 }) }
}
