/// A process that takes calls; a new one after each start.
public enum Node {
  /// Names one process.
  public typealias ID = Identifier<Node>
}

/// Who has a call that runs, so that somebody notices when nobody has it any more. No fact of the call: it says where things
/// are done, not what happened.
public struct LiveCall: Equatable, Sendable, Codable {
  /// Where the caller is now.
  public enum Holder: Equatable, Sendable, Codable {
    /// With the carrier: it rings, is dialled on, or will ask us what is next.
    case carrier
    /// At a node, which hosts the stream.
    case node(Node.ID)
  }

  public let call: Call.ID
  public var holder: Holder
  /// Since when it is so.
  public var since: Timestamp
  /// How often the carrier was told to ask us anew, because a node had died or nobody came.
  public var rescues: Int
  /// Since when the carrier is to ask us what is next and hasn't; `nil` while nobody waits for that.
  public var awaitedSince: Timestamp?
  /// When the carrier was last told to leave what it did with the call and to ask us; `nil` when it never was.
  public var redirectedAt: Timestamp?
  /// Where the node that hosts the stream is reached, as far as it is known; `nil` while the call is with the carrier.
  public let address: NodeAddress?

  /// A call with its holder.
  public init(
    call: Call.ID, holder: Holder, since: Timestamp, rescues: Int = 0, awaitedSince: Timestamp? = nil,
    redirectedAt: Timestamp? = nil, address: NodeAddress? = nil
  ) {
    self.call = call
    self.holder = holder
    self.since = since
    self.rescues = rescues
    self.awaitedSince = awaitedSince
    self.redirectedAt = redirectedAt
    self.address = address
  }

  /// The node has it no more; the carrier is to ask what is next.
  public func leftToCarrier(at moment: Timestamp) -> LiveCall {
    LiveCall(
      call: call, holder: .carrier, since: moment, rescues: rescues, awaitedSince: moment, redirectedAt: redirectedAt)
  }

  /// Somebody sent the call elsewhere, and the carrier is told to ask us anew.
  func sentOn(at moment: Timestamp) -> LiveCall {
    LiveCall(
      call: call, holder: .carrier, since: moment, rescues: rescues, awaitedSince: moment, redirectedAt: moment)
  }

  /// The carrier is told to ask us anew.
  func redirected(at moment: Timestamp) -> LiveCall {
    LiveCall(
      call: call, holder: .carrier, since: moment, rescues: rescues + 1, awaitedSince: moment, redirectedAt: moment)
  }
}

extension LeaderName {
  /// Under this name a node leads as long as it lives: whoever could lead under it finds the node gone.
  public static func node(_ node: Node.ID) -> LeaderName { LeaderName("node-\(node)") }
}
