/// Reads a tenant's audit log for its administrators, newest first.
public struct ReadAuditLog: Sendable {
  /// The most entries on one page.
  public static let maximumPage = 500

  /// Which entries are asked for.
  public struct Span: Sendable {
    /// At this moment or later.
    public var from: Timestamp?
    /// Before this moment.
    public var to: Timestamp?

    /// A span; without bounds unless told otherwise.
    public init(from: Timestamp? = nil, to: Timestamp? = nil) {
      self.from = from
      self.to = to
    }
  }

  /// Some entries, and the place after which the next page begins.
  public struct Page: Sendable {
    public let entries: [ChainedAuditEntry]
    /// `nil` after the last page.
    public let next: AuditPlace?
  }

  private let store: any Store

  /// A use case on this port.
  public init(store: any Store) { self.store = store }

  /// A page of the entries of that span.
  public func page(
    of tenant: Tenant.ID, in span: Span, after cursor: AuditPlace?, limit: Int
  ) async throws(StoreFailure) -> Page {
    let limit = min(max(limit, 1), Self.maximumPage)
    let end = span.to.map(AuditPlace.start)
    let start = [cursor, end].compactMap { $0 }.min()
    let found = try await store.read(for: tenant) { scope throws(StoreFailure) in
      try await scope.auditEntries(before: start, limit: limit + 1)
    }
    let within = found.prefix { entry in span.from.map { entry.entry.at >= $0 } ?? true }
    guard within.count > limit else { return Page(entries: Array(within), next: nil) }
    return Page(entries: Array(within.prefix(limit)), next: AuditPlace(of: within[limit - 1]))
  }
}
