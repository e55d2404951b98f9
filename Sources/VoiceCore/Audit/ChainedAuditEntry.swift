/// An audit entry in its place in the chain.
public struct ChainedAuditEntry: Equatable, Sendable, Codable {
  /// Counts from 1, without a gap.
  public let position: UInt64
  public let entry: AuditEntry
  public let hash: AuditHash

  /// A link as it is stored; only `AuditChain` knows whether it fits.
  public init(position: UInt64, entry: AuditEntry, hash: AuditHash) {
    self.position = position
    self.entry = entry
    self.hash = hash
  }

  /// Where the chain stands with this entry.
  public var head: AuditHead { AuditHead(position: position, hash: hash) }
}
