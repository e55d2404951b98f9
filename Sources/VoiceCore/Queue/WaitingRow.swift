/// A caller in a queue as a row of its own.
public struct WaitingRow: Equatable, Sendable, Codable {
  public let department: Department.ID
  public let caller: WaitingCaller
  /// The agent with whom the caller is being connected, and until when; `nil` for one who stands in line.
  public let reservedFor: Reserved?

  /// With whom, and until when.
  public struct Reserved: Equatable, Sendable, Codable {
    public let agent: Agent.ID
    public let until: Timestamp

    /// A reservation.
    public init(agent: Agent.ID, until: Timestamp) {
      self.agent = agent
      self.until = until
    }
  }

  /// A row.
  public init(department: Department.ID, caller: WaitingCaller, reservedFor: Reserved? = nil) {
    self.department = department
    self.caller = caller
    self.reservedFor = reservedFor
  }
}

extension QueueRank {
  /// 32 bytes whose order, byte by byte, is the order of ranks: a key for an index.
  public var bytes: [UInt8] {
    Self.bytes(apparentArrival) + Self.bytes(arrival)
      + (0..<16).map { UInt8(truncatingIfNeeded: call.bits >> (120 - 8 * $0)) }
  }

  /// Big end first; the sign turned over, so that what lies before the epoch comes first.
  private static func bytes(_ moment: Timestamp) -> [UInt8] {
    let bits = UInt64(bitPattern: moment.microseconds) ^ (1 << 63)
    return (0..<8).map { UInt8(truncatingIfNeeded: bits >> UInt64(56 - 8 * $0)) }
  }
}
