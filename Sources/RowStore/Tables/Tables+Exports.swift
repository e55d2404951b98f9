import VoiceCore

extension Tables {
  /// At most one row: the tenant's exports.
  static let exportShelves = Table<ExportShelf>(TableSchema("export_shelves", key: []), key: { _, _ in [] })
}
