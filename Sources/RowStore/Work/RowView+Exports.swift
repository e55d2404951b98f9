import VoiceCore

/// What every scope reads of the tenant's exports.
extension RowView {
  func exportShelf() async throws(StoreFailure) -> ExportShelf {
    try await find(.key([]), in: Tables.exportShelves) ?? ExportShelf()
  }
}

extension UnitOfWork {
  func save(_ shelf: ExportShelf) async throws(StoreFailure) { try put(shelf, in: Tables.exportShelves) }
}
