/// Reads a tenant's exports for its people. A file is downloaded by a link that holds for a quarter of an hour; who was given one
/// stands in the audit log.
public struct ReadExports: Sendable {
  /// An export, and where its file can be downloaded.
  public struct Found: Equatable, Sendable {
    public let export: Export
    /// Path and query; `nil` while there is no file, or none any more.
    public let target: String?
    /// When the link expires.
    public let expiresAt: Timestamp?
  }

  private let store: any Store
  private let links: DownloadLinks
  private let time: any TimeSource

  /// A use case on these ports.
  public init(store: any Store, links: DownloadLinks, time: any TimeSource) {
    self.store = store
    self.links = links
    self.time = time
  }

  /// All that are remembered, in the order in which they were asked for.
  public func list(of tenant: Tenant.ID) async throws(StoreFailure) -> [Export] {
    try await store.read(for: tenant) { scope throws(StoreFailure) in try await scope.exportShelf().exports }
  }

  /// One export; `nil` when there is none. A link that is handed out is told to the audit log.
  public func callAsFunction(
    _ id: Export.ID, for bearer: Bearer, of tenant: Tenant.ID, auditing: Auditing
  ) async throws(StoreFailure) -> Found? {
    let now = time.now()
    let draft = auditing(.exportContent, by: bearer, on: AuditReference(.export, id))
    let known = try await store.transaction(for: tenant) { scope throws(StoreFailure) -> Export? in
      guard let known = try await scope.exportShelf()[id] else { return nil }
      if known.manifest(at: now) != nil { try await scope.append(draft) }
      return known
    }
    guard let known else { return nil }
    guard known.manifest(at: now) != nil else { return Found(export: known, target: nil, expiresAt: nil) }
    let target = links.target(of: .export(id), tenant: tenant, at: now)
    return Found(export: known, target: target, expiresAt: links.claim(of: target, at: now)?.expiresAt)
  }
}
