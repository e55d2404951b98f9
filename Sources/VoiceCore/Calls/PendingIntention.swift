/// An intention of a call that the world hasn't confirmed yet.
public struct PendingIntention: Equatable, Sendable, Codable {
  public let call: Call.ID
  /// Unique within the call; carrying out the same ordinal twice must have the effect of once.
  public let ordinal: Int
  public let intention: Call.Intention
  public let since: Timestamp

  /// An intention at its place.
  public init(call: Call.ID, ordinal: Int, intention: Call.Intention, since: Timestamp) {
    self.call = call
    self.ordinal = ordinal
    self.intention = intention
    self.since = since
  }

  /// Names this intention everywhere; given to providers that accept an idempotency key.
  public var idempotencyKey: String { "\(call)/\(ordinal)" }
}
