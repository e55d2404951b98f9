/// An intention of a call that the world hasn't confirmed yet.
public struct PendingIntention: Equatable, Sendable, Codable {
  public let call: Call.ID
  /// Unique within the call; carrying out the same ordinal twice must have the effect of once.
  public let ordinal: Int
  public let intention: Call.Intention
  public let since: Timestamp
  private let tries: Tries?

  /// What was tried after whoever wanted it had its turn.
  private struct Tries: Equatable, Sendable, Codable {
    let count: Int
    let notBefore: Timestamp
  }

  /// An intention at its place, which nobody else has taken up yet.
  public init(call: Call.ID, ordinal: Int, intention: Call.Intention, since: Timestamp) {
    self.call = call
    self.ordinal = ordinal
    self.intention = intention
    self.since = since
    tries = nil
  }

  private init(_ other: PendingIntention, _ tries: Tries) {
    call = other.call
    ordinal = other.ordinal
    intention = other.intention
    since = other.since
    self.tries = tries
  }

  /// How often others than whoever wanted it have attempted it.
  public var attempts: Int { tries?.count ?? 0 }

  /// The same after one more attempt; the next one not before that moment.
  public func attempted(until notBefore: Timestamp) -> PendingIntention {
    PendingIntention(self, Tries(count: attempts + 1, notBefore: notBefore))
  }

  /// Whether others may attempt it: `handsOff` after it was wanted, or as long after the last attempt as that one said.
  public func isDue(at moment: Timestamp, handsOff: Duration) -> Bool {
    moment >= tries?.notBefore ?? (since + handsOff)
  }

  /// Names this intention everywhere; given to providers that accept an idempotency key.
  public var idempotencyKey: String { "\(call)/\(ordinal)" }
}
