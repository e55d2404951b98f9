/// One event on its way to one endpoint: how often it was sent, what came of it, when it is sent next (property 23).
public struct WebhookDelivery: Equatable, Sendable, Codable {
  /// Names a delivery by the endpoint and the event, so that none is made twice. Text: both names with a full stop between.
  public struct ID: Hashable, Sendable {
    public let endpoint: WebhookEndpoint.ID
    public let event: EventID

    /// The delivery of this event to this endpoint.
    public init(endpoint: WebhookEndpoint.ID, event: EventID) {
      self.endpoint = endpoint
      self.event = event
    }
  }

  /// How it stands.
  public enum State: Equatable, Sendable, Codable {
    /// Behind an earlier event of the same call, which says when it may go.
    case waiting
    case due(Timestamp)
    /// Somebody sends it, and has until then to tell what came of it.
    case sending(until: Timestamp)
    case delivered(at: Timestamp)
    /// Nobody sends it any more, unless somebody asks for it.
    case parked(Parking, at: Timestamp)
  }

  /// Why it was parked.
  public enum Parking: String, Sendable, Codable, CaseIterable {
    /// All attempts were made.
    case exhausted
    /// The endpoint takes nothing: gone, or disabled by the tenant.
    case endpointDisabled = "endpoint_disabled"
  }

  /// How it stands, as lists are asked for it.
  public enum Kind: String, Sendable, CaseIterable {
    case pending, delivered, parked
  }

  /// One attempt, as the delivery log shows it.
  public struct Attempt: Equatable, Sendable, Codable {
    public let at: Timestamp
    public let took: Duration
    public let result: WebhookResult

    /// An attempt of that moment.
    public init(at: Timestamp, took: Duration, result: WebhookResult) {
      self.at = at
      self.took = took
      self.result = result
    }
  }

  /// What happens to it.
  public enum Fact: Equatable, Sendable {
    /// It was found behind an earlier event of its call.
    case heldBack
    /// The earlier event is out of the way.
    case released(at: Timestamp)
    case claimed(until: Timestamp)
    case answered(Attempt, next: State)
    case parked(Parking, at: Timestamp)
    /// Somebody asked for it once more.
    case askedAgain(at: Timestamp)
  }

  /// How long whoever sends has to tell what came of it.
  public static let lease: Duration = .seconds(60)
  /// The most attempts that are remembered.
  public static let keptAttempts = 20

  public let endpoint: WebhookEndpoint.ID
  public let event: RecordedFact
  public let createdAt: Timestamp
  public private(set) var state: State
  /// Attempts that were begun since it was made, or asked for again.
  public private(set) var tries = 0
  /// The last ones, in order.
  public private(set) var attempts: [Attempt] = []
  /// Later events of the call that wait for this one.
  public private(set) var behind: [Int] = []

  /// An event that is to be sent at once.
  public init(of event: RecordedFact, to endpoint: WebhookEndpoint.ID, at moment: Timestamp) {
    self.event = event
    self.endpoint = endpoint
    createdAt = moment
    state = .due(moment)
  }

  public var id: ID { ID(endpoint: endpoint, event: EventID(call: event.call, ordinal: event.ordinal)) }

  public var kind: Kind {
    switch state {
    case .waiting, .due, .sending: .pending
    case .delivered: .delivered
    case .parked: .parked
    }
  }

  /// Whether later events of its call wait for it.
  public var isOpen: Bool { kind == .pending }

  /// From when on somebody may take it up; `nil` when nobody is to.
  public var dueAt: Timestamp? {
    switch state {
    case .due(let moment), .sending(let moment): moment
    case .waiting, .delivered, .parked: nil
    }
  }

  /// Takes it up, when it is due: so that others leave it alone until then. One whose attempts are used up by senders who
  /// didn't live to tell is parked.
  public func decideClaim(at now: Timestamp) -> Fact? {
    guard let dueAt, dueAt <= now else { return nil }
    return tries < WebhookSchedule.delays.count ? .claimed(until: now + Self.lease) : .parked(.exhausted, at: now)
  }

  /// What follows from an answer to an attempt, by its number from 1; `nil` for one that tells nothing any more.
  public func decide(_ attempt: Attempt, number: Int, at now: Timestamp, chance: UInt64) -> Fact? {
    if attempt.result.isSuccess {
      guard kind != .delivered else { return nil }
      return .answered(attempt, next: .delivered(at: now))
    }
    guard case .sending = state, number == tries else { return nil }
    if attempt.result.isGone { return .answered(attempt, next: .parked(.endpointDisabled, at: now)) }
    guard let delay = WebhookSchedule.delay(afterAttempts: tries, chance: chance) else {
      return .answered(attempt, next: .parked(.exhausted, at: now))
    }
    return .answered(attempt, next: .due(now + delay))
  }

  /// Sends it once more, with all attempts before it, also one that was delivered; `nil` while it is being sent or waits for
  /// another.
  public func decideAgain(at now: Timestamp) -> Fact? {
    switch state {
    case .waiting, .sending: nil
    case .due, .delivered, .parked: .askedAgain(at: now)
    }
  }

  /// The only way in which it changes.
  public mutating func evolve(_ fact: Fact) {
    switch fact {
    case .heldBack: state = .waiting
    case .released(let moment): if state == .waiting { state = .due(moment) }
    case .claimed(let until):
      noteInterrupted()
      state = .sending(until: until)
      tries += 1
    case .answered(let attempt, let next):
      note(attempt)
      state = next
    case .parked(let why, let moment):
      noteInterrupted()
      state = .parked(why, at: moment)
    case .askedAgain(let moment):
      state = .due(moment)
      tries = 0
    }
  }

  /// Keeps who waits for it.
  mutating func hold(_ ordinal: Int) { if !behind.contains(ordinal) { behind.append(ordinal) } }

  /// Those who needn't wait for it any more.
  mutating func letGo() -> [Int] {
    defer { behind = [] }
    return behind
  }

  /// The attempt of somebody who didn't live to tell.
  private mutating func noteInterrupted() {
    guard case .sending(let until) = state else { return }
    note(Attempt(at: until - Self.lease, took: Self.lease, result: .failed(.interrupted)))
  }

  private mutating func note(_ attempt: Attempt) { attempts = (attempts + [attempt]).suffix(Self.keptAttempts) }
}

extension WebhookDelivery.ID: LosslessStringConvertible {
  /// Reads the text; anything that `description` doesn't write is `nil`, letter case aside.
  public init?(_ text: String) {
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, let endpoint = WebhookEndpoint.ID(parts[0]), let event = EventID(parts[1]) else {
      return nil
    }
    self.init(endpoint: endpoint, event: event)
  }

  public var description: String { "\(endpoint).\(event)" }
}

/// A place in a list of deliveries, newest first: just after the one that it names.
public struct WebhookDeliveryCursor: Equatable, Sendable {
  public let createdAt: Timestamp
  public let event: EventID

  /// The place just after the delivery of this event.
  public init(createdAt: Timestamp, event: EventID) {
    self.createdAt = createdAt
    self.event = event
  }

  /// The place just after this delivery.
  public init(after delivery: WebhookDelivery) { self.init(createdAt: delivery.createdAt, event: delivery.id.event) }
}
