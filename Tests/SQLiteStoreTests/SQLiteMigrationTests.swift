import GRDB
import SQLiteStore
import Testing
import VoiceCore

@Suite("The SQLite store's schema", .timeLimit(.minutes(1)))
struct SQLiteMigrationTests {
  @Test func `a dry run lists what would run and runs nothing`() async throws {
    let folder = try Folder()
    let store = try await SQLiteStore(path: folder.database)
    for _ in 1...2 { #expect(try await store.pendingMigrations() == SQLiteStore.allMigrations) }
    await #expect(throws: StoreFailure.corrupt) { try await store.ping() }
    await store.close()
  }

  @Test func `migrating twice does it once`() async throws {
    let folder = try Folder()
    let store = try await SQLiteStore(path: folder.database)
    #expect(try await store.migrate() == SQLiteStore.allMigrations)
    try await store.ping()
    try await save(1, in: store)
    #expect(try await store.migrate() == [])
    #expect(try await wholeCalls(in: store) == 1)
    await store.close()
  }

  @Test func `a file that a newer program has migrated is left alone`() async throws {
    let folder = try Folder()
    let store = try await migrated(folder.database)
    let newer = try DatabaseQueue(path: folder.database)
    try await newer.write { db in
      try db.execute(sql: "INSERT INTO grdb_migrations (identifier) VALUES ('9999 from the future')")
    }
    try newer.close()
    await #expect(throws: StoreFailure.corrupt) { try await store.migrate() }
    await store.close()
  }

  @Test func `every table of a tenant has the tenant first in its key`() async throws {
    let folder = try Folder()
    let store = try await migrated(folder.database)
    await store.close()
    let database = try DatabaseQueue(path: folder.database)
    let tables = try await database.read { db in
      try String.fetchAll(db, sql: "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    }.filter { !["commit_sequence", "grdb_migrations"].contains($0) }
    #expect(tables.count == 59)
    for table in tables {
      let first = try await database.read { db in try db.primaryKey(table).columns.first }
      #expect(first == "tenant_id", "\(table)")
    }
    try database.close()
  }
}
