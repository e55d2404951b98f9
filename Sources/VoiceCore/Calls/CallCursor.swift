/// A place in the list of a tenant's calls, newest first: just after the call that it names.
public struct CallCursor: Equatable, Sendable, Codable {
  public let startedAt: Timestamp
  public let call: Call.ID

  /// The place just after this call.
  public init(startedAt: Timestamp, call: Call.ID) {
    self.startedAt = startedAt
    self.call = call
  }

  /// The place just after this call.
  public init(after call: Call) { self.init(startedAt: call.startedAt, call: call.id) }

  /// Whether a call comes after this place in the order newest first, ties by higher id first.
  public func precedes(_ other: Call) -> Bool { (other.startedAt, other.id) < (startedAt, call) }
}
