import Foundation
import GRDB
import RowStore
import VoiceCore

/// The tenants' wrapped keys, in a table of their own outside of what is sealed.
struct SQLiteKeyRecords: TenantKeyRecords {
  let engine: SQLiteEngine

  func keys(of tenant: Tenant.ID) async throws(StoreFailure) -> [WrappedKey] {
    try await engine.lookups.access { db in try kept(tenant, in: db) }
  }

  func add(_ key: WrappedKey, for tenant: Tenant.ID) async throws(StoreFailure) -> [WrappedKey] {
    try await change(tenant) { db in
      try db.execute(
        sql: "INSERT INTO tenant_keys (tenant_id, number, body) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        arguments: [tenant.bits.bytes, Int64(key.number), try JSONEncoder().encode(key)])
      return try kept(tenant, in: db)
    }
  }

  func replace(_ keys: [WrappedKey], for tenant: Tenant.ID) async throws(StoreFailure) {
    try await change(tenant) { db in
      for key in keys {
        try db.execute(
          sql: "UPDATE tenant_keys SET body = ? WHERE tenant_id = ? AND number = ?",
          arguments: [try JSONEncoder().encode(key), tenant.bits.bytes, Int64(key.number)])
      }
    }
  }

  func retire(below number: UInt32, of tenant: Tenant.ID) async throws(StoreFailure) {
    try await change(tenant) { db in
      try db.execute(
        sql: """
          DELETE FROM tenant_keys WHERE tenant_id = ?1 AND number > ?2 AND number < ?3
            AND number < (SELECT max(number) FROM tenant_keys WHERE tenant_id = ?1)
          """, arguments: [tenant.bits.bytes, Int64(WrappedKey.indexNumber), Int64(number)])
    }
    try await emptyLog()
  }

  func destroy(keysOf tenant: Tenant.ID) async throws(StoreFailure) { try await destroy(keysOf: tenant, at: nil) }

  /// As the port says; and the moment is kept with the closure of a tenant that is closed, the first one.
  func destroy(keysOf tenant: Tenant.ID, at moment: Timestamp?) async throws(StoreFailure) {
    try await engine.writer.access { db in
      let id = tenant.bits.bytes
      try db.inTransaction(.immediate) {
        try db.execute(sql: "DELETE FROM tenant_keys WHERE tenant_id = ?", arguments: [id])
        try db.execute(
          sql: "INSERT INTO destroyed_keys (tenant_id) VALUES (?) ON CONFLICT DO NOTHING", arguments: [id])
        if let moment {
          try db.execute(
            sql: """
              INSERT INTO erasures (tenant_id, keys_destroyed_at) VALUES (?, ?) ON CONFLICT (tenant_id)
              DO UPDATE SET keys_destroyed_at = coalesce(keys_destroyed_at, excluded.keys_destroyed_at)
              """, arguments: [id, moment.microseconds])
        }
        return .commit
      }
    }
    try await emptyLog()
  }

  /// The deleted bytes are overwritten in the file (`secure_delete`), but stand in the log until that is emptied. Not while
  /// others read: then at the next time, or when the last one closes the file.
  private func emptyLog() async throws(StoreFailure) {
    try await engine.writer.access { db in try? db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
  }

  /// Changes the records of a tenant whose keys aren't destroyed, in one commit.
  private func change<Outcome: Sendable>(
    _ tenant: Tenant.ID, _ work: @escaping @Sendable (Database) throws -> Outcome
  ) async throws(StoreFailure) -> Outcome {
    try await engine.writer.access { db in
      var outcome: Outcome?
      try db.inTransaction(.immediate) {
        _ = try kept(tenant, in: db)
        outcome = try work(db)
        return .commit
      }
      guard let outcome else { throw StoreFailure.unavailable }
      return outcome
    }
  }

  private func kept(_ tenant: Tenant.ID, in db: Database) throws -> [WrappedKey] {
    let isDestroyed = try Bool.fetchOne(
      db, sql: "SELECT EXISTS (SELECT 1 FROM destroyed_keys WHERE tenant_id = ?)", arguments: [tenant.bits.bytes])
    guard isDestroyed == false else { throw StoreFailure.notFound }
    return try Data.fetchAll(
      db, sql: "SELECT body FROM tenant_keys WHERE tenant_id = ? ORDER BY number", arguments: [tenant.bits.bytes]
    ).map { try JSONDecoder().decode(WrappedKey.self, from: $0) }
  }
}
