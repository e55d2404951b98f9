extension TenantScope {
  /// Writes an act of founding or closing the tenant into its audit log.
  ///
  /// THE ONE PLACE that waits for the stored audit log: it becomes `try await append(entry)`.
  func note(_ entry: AuditEntry) async throws(StoreFailure) {}

  /// Where the tenant's audit log stands. THE OTHER HALF of that place.
  func standingAuditHead() async throws(StoreFailure) -> AuditHead { AuditHead(position: 0, hash: AuditHash([])) }
}
