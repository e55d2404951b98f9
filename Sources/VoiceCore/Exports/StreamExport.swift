/// Hands out a file while it is read, to whoever stands at the database. Who did stands in the audit log.
public struct StreamExport: Sendable {
  private let store: any Store
  private let auditing: Auditing

  /// A use case on these ports.
  public init(store: any Store, auditing: Auditing) {
    self.store = store
    self.auditing = auditing
  }

  /// Reads what is ordered, which is no archive, from one snapshot and hands it to `take` page by page, until that says `false`. How many rows it was.
  public func callAsFunction(
    _ order: Export.Order, of tenant: Tenant.ID, by actor: AuditActor, _ take: @escaping @Sendable ([UInt8]) -> Bool
  ) async throws(StoreFailure) -> Int {
    let draft = auditing(.exportContent, by: actor, on: AuditReference(.tenant, tenant))
    try await store.transaction(for: tenant) { scope throws(StoreFailure) in try await scope.append(draft) }
    return try await store.read(for: tenant) { scope throws(StoreFailure) in
      try await scope.holdStill()
      let text = ExportText(order.format, columns: order.resource.columns)
      var reading = ExportReading(order.resource, of: order.window, pageLength: WriteExports.Limits().pageLength)
      var count = 0
      var bytes: [UInt8] = []
      text.begin(&bytes)
      while let rows = try await scope.rows(next: &reading) {
        for row in rows { text.append(row, to: &bytes) }
        guard take(bytes) else { break }
        count += rows.count
        bytes.removeAll(keepingCapacity: true)
      }
      return count
    }
  }
}

extension TenantSnapshot {
  /// A store that finds out with the second read that the instant of the first is over begins the body again: here, before anything
  /// was handed out.
  func holdStill() async throws(StoreFailure) {
    _ = try await tenant()
    _ = try await exportShelf()
  }
}
