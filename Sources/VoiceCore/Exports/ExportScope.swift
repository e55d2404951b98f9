/// Reads the tenant's exports.
public protocol ExportSnapshot: Sendable {
  /// All of them; an empty shelf where there were none.
  func exportShelf() async throws(StoreFailure) -> ExportShelf
}

/// Writes them.
public protocol ExportScope: ExportSnapshot {
  func save(_ shelf: ExportShelf) async throws(StoreFailure)
}

extension ExportScope {
  /// Changes one export; `nil`, and nothing is changed, where it isn't there or the change is none.
  func change(
    _ id: Export.ID, _ change: (Export) -> Export?
  ) async throws(StoreFailure) -> Export? {
    var shelf = try await exportShelf()
    guard let former = shelf[id], let changed = change(former) else { return nil }
    shelf.put(changed)
    try await save(shelf)
    return changed
  }
}
