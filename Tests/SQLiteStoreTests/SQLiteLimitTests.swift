import GRDB
import SQLiteStore
import Testing
import VoiceCore

@Suite("The SQLite store's limits", .timeLimit(.minutes(1)))
struct SQLiteLimitTests {
  @Test func `a snapshot inside snapshots that take all connections gives up after its wait`() async throws {
    var limits = SQLiteStore.Limits()
    limits.snapshots = 1
    limits.snapshotWait = .seconds(1)
    let store = try await SQLiteStore.inMemory(limits: limits)
    let inner = try await store.read(for: tenantID) { scope throws(StoreFailure) in
      _ = try await scope.tenant()
      return await failure { () throws(StoreFailure) in
        try await store.read(for: tenantID) { other throws(StoreFailure) in _ = try await other.tenant() }
      }
    }
    #expect(inner == .unavailable)
    // The connection is free again.
    #expect(try await wholeCalls(in: store) == 0)
    await store.close()
  }

  @Test func `several may close at once, whatever is on its way back`() async throws {
    for _ in 1...20 {
      let store = try await SQLiteStore.inMemory()
      await withTaskGroup(of: Void.self) { group in
        for _ in 1...4 { group.addTask { _ = try? await wholeCalls(in: store) } }
        await group.next()
        for _ in 1...4 { group.addTask { await store.close() } }
      }
    }
  }

  @Test func `a snapshot that finds the line full is refused at once`() async throws {
    var limits = SQLiteStore.Limits()
    limits.snapshots = 1
    limits.waitingSnapshots = 0
    let store = try await SQLiteStore.inMemory(limits: limits)
    let inner = try await store.read(for: tenantID) { scope throws(StoreFailure) in
      await failure { () throws(StoreFailure) in
        try await store.read(for: tenantID) { other throws(StoreFailure) in _ = try await other.tenant() }
      }
    }
    #expect(inner == .unavailable)
    await store.close()
  }

  @Test func `many snapshots share few connections, each in its turn`() async throws {
    var limits = SQLiteStore.Limits()
    limits.snapshots = 2
    let store = try await SQLiteStore.inMemory(limits: limits)
    try await save(1, in: store)
    try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 1...40 { group.addTask { try await wholeCalls(in: store) } }
      for try await calls in group { #expect(calls == 1) }
    }
    await store.close()
  }

  @Test func `commits and look-ups that find no room are refused and leave nothing`() async throws {
    var limits = SQLiteStore.Limits()
    limits.waitingCommits = 0
    let store = try await SQLiteStore.inMemory(limits: limits)
    await #expect(throws: StoreFailure.unavailable) { try await save(1, in: store) }
    #expect(try await wholeCalls(in: store) == 0)
    await store.close()
    limits.waitingLookups = 0
    await #expect(throws: StoreFailure.unavailable) { try await SQLiteStore.inMemory(limits: limits).ping() }
  }

  @Test func `a commit while another process holds the file too long is unavailable, and works afterwards`()
    async throws
  {
    let folder = try Folder()
    var limits = SQLiteStore.Limits()
    limits.busyWait = .milliseconds(20)
    let store = try await migrated(folder.database, limits: limits)
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let other = try DatabaseQueue(path: folder.database, configuration: configuration)
    try await other.writeWithoutTransaction { db in try db.execute(sql: "BEGIN IMMEDIATE") }
    await #expect(throws: StoreFailure.unavailable) { try await save(1, in: store) }
    #expect(try await wholeCalls(in: store) == 0)
    try await other.writeWithoutTransaction { db in try db.execute(sql: "ROLLBACK") }
    try await save(1, in: store)
    #expect(try await wholeCalls(in: store) == 1)
    try other.close()
    await store.close()
  }

  @Test func `an error that rolls a whole group back refuses the group, and the store goes on`() async throws {
    let folder = try Folder()
    let store = try await migrated(folder.database)
    try await save(1, in: store)
    // A trigger does to one unit of work what a full disk may do: it ends the transaction of all that share the flush.
    let other = try DatabaseQueue(path: folder.database)
    try await other.write { db in
      try db.execute(
        sql: """
          CREATE TRIGGER refuse BEFORE INSERT ON call_intentions WHEN hex(NEW.call_id) LIKE '%07'
          BEGIN SELECT RAISE(ROLLBACK, 'full'); END
          """)
    }
    var failures = 0
    try await withThrowingTaskGroup(of: StoreFailure?.self) { group in
      for number in 2...12 {
        group.addTask {
          do {
            try await save(UInt128(number), in: store)
            return nil
          } catch let failure as StoreFailure {
            return failure
          }
        }
      }
      for try await failure in group where failure != nil { failures += 1 }
    }
    #expect(failures >= 1)
    #expect(try await wholeCalls(in: store) == 12 - failures)
    try await other.write { db in try db.execute(sql: "DROP TRIGGER refuse") }
    try await save(7, in: store)
    try other.close()
    await store.close()
  }

  @Test func `a store that was closed is unavailable through all its doors`() async throws {
    let folder = try Folder()
    let store = try await migrated(folder.database)
    try await save(1, in: store)
    _ = try await wholeCalls(in: store)
    await store.close()
    await #expect(throws: StoreFailure.unavailable) { try await save(2, in: store) }
    await #expect(throws: StoreFailure.unavailable) { _ = try await wholeCalls(in: store) }
    await #expect(throws: StoreFailure.unavailable) { try await store.ping() }
    await #expect(throws: StoreFailure.unavailable) { _ = try await store.platform.tenants() }
    await #expect(throws: StoreFailure.unavailable) { try await store.migrate() }
    await store.close()
  }

  private func failure(_ work: () async throws(StoreFailure) -> Void) async -> StoreFailure? {
    do throws(StoreFailure) {
      try await work()
      return nil
    } catch {
      return error
    }
  }
}
