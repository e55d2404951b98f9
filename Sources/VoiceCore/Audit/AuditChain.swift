/// One tenant's audit log as a chain: each entry is hashed together with the hash before it and its place, so that what was
/// once written can't be changed, taken out, moved or added to without being found.
///
/// Under a keyed digest that holds against whoever can write to the store. An end that was cut off is found by comparing
/// with a head that is kept elsewhere.
public struct AuditChain: Sendable {
  private let tenant: Tenant.ID
  private let digest: AuditDigest

  /// The chain of this tenant, or of the deployment itself (`Tenant.ID.platform`). Entries of one chain fit into no other.
  public init(of tenant: Tenant.ID, digest: AuditDigest) {
    self.tenant = tenant
    self.digest = digest
  }

  /// Where the chain stands before its first entry.
  public var beginning: AuditHead {
    var bytes = CanonicalBytes(of: "voicecore audit chain 1")
    bytes.append(tenant)
    return AuditHead(position: 0, hash: AuditHash(digest.of(bytes.bytes)))
  }

  /// The entry as the next link. Two entries must not follow one head: the head is kept in one versioned row.
  public func append(_ entry: AuditEntry, after head: AuditHead) -> ChainedAuditEntry {
    let position = head.position + 1
    var bytes = CanonicalBytes(of: "voicecore audit entry 1")
    bytes.append(tenant)
    bytes.append(position)
    bytes.append(head.hash.bytes)
    entry.write(to: &bytes)
    return ChainedAuditEntry(position: position, entry: entry, hash: AuditHash(digest.of(bytes.bytes)))
  }

  /// Checks a stretch of the chain: page by page, each from the head that the one before gave, so that a log of any length
  /// is checked in the room that one page takes.
  /// - Parameter head: what goes before the first of the entries; the chain's beginning when there is none.
  public func verify(_ entries: some Sequence<ChainedAuditEntry>, from head: AuditHead? = nil) -> AuditVerdict {
    var head = head ?? beginning
    for entry in entries {
      if let fault = fault(in: entry, after: head) {
        // What is read from a store may say anything, also that the chain is at the end of numbers.
        return .broken(at: head.position == .max ? .max : head.position + 1, fault)
      }
      head = entry.head
    }
    return .intact(head)
  }

  /// As above, and the chain must end at a head that was kept elsewhere.
  public func verify(
    _ entries: some Sequence<ChainedAuditEntry>, from head: AuditHead? = nil, upTo end: AuditHead
  ) -> AuditVerdict {
    switch verify(entries, from: head) {
    case .broken(let position, let fault): .broken(at: position, fault)
    case .intact(let last) where last == end: .intact(last)
    case .intact(let last) where last.position < end.position: .broken(at: last.position + 1, .missing)
    case .intact(let last) where last.position > end.position: .broken(at: end.position + 1, .added)
    case .intact(let last): .broken(at: last.position, .altered)
    }
  }

  private func fault(in entry: ChainedAuditEntry, after head: AuditHead) -> AuditFault? {
    guard head.position < .max else { return .misplaced }
    if entry.position > head.position + 1 { return .missing }
    if entry.position < head.position + 1 { return .misplaced }
    return append(entry.entry, after: head).hash == entry.hash ? nil : .altered
  }
}
