import Foundation
import GRDB
import SQLiteStore
import Testing
import VoiceCore

@Suite("The SQLite store and its file", .timeLimit(.minutes(1)))
struct SQLiteFileTests {
  @Test func `a file that is opened again gives everything back`() async throws {
    let folder = try Folder()
    let first = try await migrated(folder.database)
    for number in 1...3 { try await save(UInt128(number), in: first) }
    await first.close()
    let second = try await SQLiteStore(path: folder.database)
    #expect(try await wholeCalls(in: second) == 3)
    #expect(try await second.pendingMigrations() == [])
    await second.close()
  }

  @Test func `closing takes the log into the database and leaves one file, however lately it was read`() async throws {
    for _ in 1...20 {
      let folder = try Folder()
      let store = try await migrated(folder.database)
      try await save(1, in: store)
      let counts = try await withThrowingTaskGroup(of: Int.self) { readers in
        for _ in 1...8 { readers.addTask { try await wholeCalls(in: store) } }
        return try await readers.reduce(into: []) { counts, count in counts.append(count) }
      }
      #expect(counts == Array(repeating: 1, count: 8))
      await store.close()
      #expect(try folder.files() == ["test.db"])
    }
  }

  @Test func `nobody else can read the file or its log`() async throws {
    let folder = try Folder()
    let store = try await migrated(folder.database)
    try await save(1, in: store)
    #expect(try folder.files() == ["test.db", "test.db-shm", "test.db-wal"])
    for file in try folder.files() { #expect(try folder.mode(of: file) == 0o600, "\(file)") }
    await store.close()
  }

  @Test func `whatever was acknowledged is in the files at that moment`() async throws {
    let folder = try Folder()
    let store = try await migrated(folder.database)
    for number in 1...5 {
      try await save(UInt128(number), in: store)
      let copy = try Folder()
      try folder.copyDatabase(to: copy)
      let other = try await SQLiteStore(path: copy.database)
      #expect(try await wholeCalls(in: other) == number)
      await other.close()
    }
    await store.close()
  }

  @Test func `a log that was cut off loses no more than what was cut`() async throws {
    let folder = try Folder()
    let store = try await migrated(folder.database)
    for number in 1...4 { try await save(UInt128(number), in: store) }
    let whole = try Data(contentsOf: URL(fileURLWithPath: folder.database + "-wal"))
    var seen: Set<Int> = []
    for part in stride(from: whole.count, through: 0, by: -(whole.count / 40)) {
      let copy = try Folder()
      try folder.copyDatabase(to: copy)
      try whole.prefix(part).write(to: URL(fileURLWithPath: copy.database + "-wal"))
      let other = try await SQLiteStore(path: copy.database)
      guard try await other.pendingMigrations().isEmpty else {
        await other.close()
        break
      }
      seen.insert(try await wholeCalls(in: other))
      await other.close()
    }
    #expect(seen.contains(4))
    #expect(seen.count > 1, "the log was never cut between two commits")
    await store.close()
  }

  @Test func `two stores on one file see each other's commits and lose none`() async throws {
    let folder = try Folder()
    let one = try await migrated(folder.database)
    let two = try await SQLiteStore(path: folder.database)
    try await save(1, in: one)
    #expect(try await wholeCalls(in: two) == 1)
    let queue: Department.ID = Identifier(1)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 1...10 {
        group.addTask {
          let store = number % 2 == 0 ? one : two
          try await store.transaction(for: tenantID) { scope throws(StoreFailure) in
            var waiting = try await scope.queue(of: queue)
            _ = waiting.enter(WaitingCaller(call: Identifier(UInt128(number)), arrival: moment))
            try await scope.save(waiting)
          }
        }
      }
      try await group.waitForAll()
    }
    let waiting = try await one.read(for: tenantID) { scope throws(StoreFailure) in try await scope.queue(of: queue) }
    #expect(waiting.waiting.count == 10)
    await one.close()
    await two.close()
  }

  @Test func `a file that is no database is corrupt, and one out of reach is unavailable`() async throws {
    let folder = try Folder()
    try Data(repeating: 7, count: 8192).write(to: URL(fileURLWithPath: folder.database))
    await #expect(throws: StoreFailure.corrupt) { _ = try await SQLiteStore(path: folder.database) }
    await #expect(throws: StoreFailure.unavailable) { _ = try await SQLiteStore(path: folder.path + "/no/where.db") }
  }

  @Test func `a row whose body can't be read is corrupt, and the others are read`() async throws {
    let folder = try Folder()
    let store = try await migrated(folder.database)
    for number in 1...2 { try await save(UInt128(number), in: store) }
    let broken: Call.ID = Identifier(1)
    let other = try DatabaseQueue(path: folder.database)
    try await other.write { db in
      try db.execute(sql: "UPDATE calls SET body = x'7b' WHERE hex(id) LIKE '%01'")
    }
    try other.close()
    await #expect(throws: StoreFailure.corrupt) {
      try await store.read(for: tenantID) { scope throws(StoreFailure) in _ = try await scope.call(broken) }
    }
    await #expect(throws: StoreFailure.corrupt) {
      try await store.transaction(for: tenantID) { scope throws(StoreFailure) in _ = try await scope.call(broken) }
    }
    let whole = try await store.read(for: tenantID) { scope throws(StoreFailure) in
      try await scope.call(Identifier(2) as Call.ID)
    }
    #expect(try whole == call(2))
    await store.close()
  }
}
