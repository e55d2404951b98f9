/// Checks a tenant's audit log from its first entry to its head, in the room that one page takes, however long it is.
/// Nobody needs to stop appending meanwhile.
public struct CheckAuditLog: Sendable {
  /// Entries that are read at once.
  public static let standardPage = 500

  private let store: any Store
  private let digest: AuditDigest
  private let pageSize: Int

  /// A use case on these ports; the digest is the one that chained the entries.
  public init(store: any Store, digest: AuditDigest, pageSize: Int = standardPage) {
    self.store = store
    self.digest = digest
    self.pageSize = max(1, pageSize)
  }

  /// What a snapshot shows behind a place; `nil` for what can't be read: altered, or moved here from elsewhere.
  private struct Stretch: Sendable {
    let entries: [ChainedAuditEntry]?
    /// Where the chain is said to stand at the same instant.
    let head: AuditHead?
    let isHeadReadable: Bool
  }

  /// Checks the chain. What is read in the store may say anything; nothing of it is believed.
  /// - Throws: `.unavailable` when the store or a key is out of reach; `.notFound` when the tenant's keys are destroyed.
  public func callAsFunction(of tenant: Tenant.ID) async throws(StoreFailure) -> AuditVerdict {
    let chain = AuditChain(of: tenant, digest: digest)
    var at = chain.beginning
    var pageSize = pageSize
    while true {
      let stretch = try await stretch(of: tenant, after: at.position, limit: pageSize)
      guard let entries = stretch.entries else {
        // One of the page: which one is seen when they come one by one.
        guard pageSize > 1 else { return .broken(at: at.position + 1, .unreadable) }
        pageSize = 1
        continue
      }
      let verdict = chain.verify(entries, from: at)
      guard case .intact(let next) = verdict else { return verdict }
      at = next
      guard entries.count < pageSize else { continue }
      guard stretch.isHeadReadable else { return .broken(at: at.position, .headUnreadable) }
      return chain.verify([], from: at, upTo: stretch.head ?? chain.beginning)
    }
  }

  private func stretch(
    of tenant: Tenant.ID, after position: UInt64, limit: Int
  ) async throws(StoreFailure) -> Stretch {
    try await store.read(for: tenant) { scope throws(StoreFailure) in
      var entries: [ChainedAuditEntry]?
      do throws(StoreFailure) {
        entries = try await scope.auditEntries(after: position, limit: limit)
      } catch {
        guard error == .corrupt else { throw error }
      }
      do throws(StoreFailure) {
        return Stretch(entries: entries, head: try await scope.auditHead(), isHeadReadable: true)
      } catch {
        guard error == .corrupt else { throw error }
        return Stretch(entries: entries, head: nil, isHeadReadable: false)
      }
    }
  }
}
