/// One place at which a tenant wants to be told of events.
public struct WebhookEndpoint: Equatable, Sendable, Codable {
  /// Names one endpoint.
  public typealias ID = Identifier<WebhookEndpoint>

  /// How long what is sent bears the signature of the former secret, too.
  public static let rotationTime: Duration = .seconds(24 * 3_600)
  /// How long nothing must have got through before a parked delivery disables the endpoint.
  public static let patience: Duration = .seconds(5 * 86_400)

  /// Whether it is sent to.
  public enum State: Equatable, Sendable, Codable {
    /// It hasn't answered the message by which it is asked whether it wants any.
    case unverified
    case active
    case disabled(Reason, at: Timestamp)
  }

  /// Why an endpoint is sent nothing new.
  public enum Reason: String, Sendable, Codable, CaseIterable {
    /// It answered 410: it wants nothing any more.
    case gone
    /// Nothing got through for days.
    case failing
    /// The tenant wants it so.
    case asked
  }

  public let id: ID
  public internal(set) var url: WebhookURL
  public internal(set) var events: WebhookEvents
  public internal(set) var state: State
  public let createdAt: Timestamp
  public private(set) var secret: WebhookSecret
  private var former: Former?
  /// Since when nothing has got through; `nil` when the last attempt did, or there was none.
  public private(set) var failingSince: Timestamp?

  private struct Former: Equatable, Sendable, Codable {
    let secret: WebhookSecret
    let until: Timestamp
  }

  /// An endpoint that nobody has asked anything yet.
  public init(id: ID, url: WebhookURL, events: WebhookEvents, secret: WebhookSecret, createdAt: Timestamp) {
    self.id = id
    self.url = url
    self.events = events
    self.secret = secret
    self.createdAt = createdAt
    state = .unverified
  }

  /// What a message of that moment is signed by, the newest first: two while they are rotated.
  public func secrets(at moment: Timestamp) -> [WebhookSecret] {
    [secret] + (former.flatMap { moment < $0.until ? [$0.secret] : [] } ?? [])
  }

  /// Whether an event is to be sent here: of the time since it is registered, wanted, and somebody there who wants it.
  public func wants(_ recorded: RecordedFact) -> Bool {
    state == .active && recorded.at >= createdAt && events.holds(recorded.fact)
  }

  /// Whether what is under way is sent: an endpoint that nothing gets through to keeps its attempts.
  public var isServed: Bool {
    switch state {
    case .active, .disabled(.failing, _): true
    case .unverified, .disabled(.gone, _), .disabled(.asked, _): false
    }
  }

  /// Signs by another secret from now on, and by the former one, too, for a while.
  mutating func rotate(to next: WebhookSecret, at now: Timestamp) {
    guard next != secret else { return }
    former = Former(secret: secret, until: now + Self.rotationTime)
    secret = next
  }

  /// It answered the question whether it wants anything.
  mutating func enable() {
    state = .active
    failingSince = nil
  }

  /// What an attempt tells of it.
  /// - Parameter isLast: whether the event was parked after it.
  mutating func heard(_ result: WebhookResult, isLast: Bool, at now: Timestamp) {
    if result.isSuccess {
      failingSince = nil
    } else {
      if failingSince == nil { failingSince = now }
      guard state == .active else { return }
      if result.isGone {
        state = .disabled(.gone, at: now)
      } else if isLast, let failingSince, now - failingSince >= Self.patience {
        state = .disabled(.failing, at: now)
      }
    }
  }
}
