import GRDB
public import VoiceCore

extension SQLiteStore {
  /// Every step that a new file needs, in order.
  public static var allMigrations: [String] { Schema.migrator.migrations }

  /// What `migrate` would run, in order; empty when the schema is up to date. Changes nothing.
  public func pendingMigrations() async throws(StoreFailure) -> [String] {
    try await engine.writer.access { db in try Schema.pending(in: db) }
  }

  /// Brings the schema up to date and tells what that took, in order. Forward only; each step is one commit.
  /// - Throws: `.corrupt` when a newer version of this program has been at work on the file.
  @discardableResult public func migrate() async throws(StoreFailure) -> [String] {
    let pending = try await pendingMigrations()
    guard !pending.isEmpty else { return [] }
    try await engine.writer.migrate(Schema.migrator)
    return pending
  }
}
