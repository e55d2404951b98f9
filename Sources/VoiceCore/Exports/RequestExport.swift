/// The tenant's people ask for a file; it is written a little later. Who asked for what stands in the audit log.
public struct RequestExport: Sendable {
  /// What came of it.
  public enum Answer: Equatable, Sendable {
    case waits(Export)
    /// So many are waited for already.
    case tooManyOpen(Int)
    /// So many files are kept already.
    case tooManyKept(Int)
  }

  private let store: any Store
  private let time: any TimeSource
  private let auditing: Auditing
  private let tell: @Sendable (Tenant.ID) -> Void

  /// A use case on these ports. `tell` hears of whom there is something to write.
  public init(
    store: any Store, time: any TimeSource, auditing: Auditing,
    tell: @escaping @Sendable (Tenant.ID) -> Void = { _ in }
  ) {
    self.store = store
    self.time = time
    self.auditing = auditing
    self.tell = tell
  }

  /// Asks for an export; one whose identifier is there already stays as it is.
  public func callAsFunction(
    _ id: Export.ID, _ order: Export.Order, by bearer: Bearer, in tenant: Tenant.ID
  ) async throws(StoreFailure) -> Answer {
    let export = Export(id: id, order, askedAt: time.now())
    let draft = auditing(.exportContent, by: bearer, on: AuditReference(.export, id))
    let answer = try await store.transaction(for: tenant) { scope throws(StoreFailure) -> Answer in
      var shelf = try await scope.exportShelf()
      if let standing = shelf[id] { return .waits(standing) }
      guard shelf.open < ExportShelf.maximumOpen else { return .tooManyOpen(ExportShelf.maximumOpen) }
      guard shelf.kept < ExportShelf.maximumKept else { return .tooManyKept(ExportShelf.maximumKept) }
      shelf.add(export)
      try await scope.save(shelf)
      try await scope.append(draft)
      return .waits(export)
    }
    tell(tenant)
    return answer
  }
}
