import Foundation
import GRDB
import SQLiteStore
import Synchronization
import Testing
import VoiceCore

@Suite("The SQLite store's group commit", .timeLimit(.minutes(1)))
struct SQLiteGroupCommitTests {
  @Test func `units of work that wait for the writer share a flush, and each has its own result`() async throws {
    let folder = try Folder()
    let store = try await migrated(folder.database)
    let line = PhoneLine(number: try #require(PhoneNumber("+14155550100")))
    try await store.transaction(for: Identifier(0xB)) { scope throws(StoreFailure) in try await scope.save(line) }
    let before = try commits(in: folder)

    // Somebody else holds the file until every body has run, so that the commits come together.
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let other = try DatabaseQueue(path: folder.database, configuration: configuration)
    try await other.writeWithoutTransaction { db in try db.execute(sql: "BEGIN IMMEDIATE") }
    let bodies = Bodies()
    let (allRan, ran) = AsyncStream.makeStream(of: Void.self)
    let results = try await withThrowingTaskGroup(of: StoreFailure?.self) { group in
      for number in 1...20 {
        group.addTask {
          let call = try call(UInt128(number))
          do throws(StoreFailure) {
            try await store.transaction(for: tenantID) { scope throws(StoreFailure) in
              try await scope.save(call, facts: [.started, .rang], intentions: [.hangUp], at: moment)
              if number.isMultiple(of: 5) { try await scope.save(line) }
              if bodies.ran() == 20 { ran.finish() }
            }
            return nil
          } catch {
            return error
          }
        }
      }
      for await _ in allRan {}
      try await other.writeWithoutTransaction { db in try db.execute(sql: "ROLLBACK") }
      var results: [StoreFailure?] = []
      for try await result in group { results.append(result) }
      return results
    }
    #expect(results.count { $0 == nil } == 16)
    #expect(results.count { $0 == .taken(.phoneNumber) } == 4)
    #expect(try await wholeCalls(in: store) == 16)
    #expect(try commits(in: folder) - before < 16, "every unit of work had a flush of its own")
    try other.close()
    await store.close()
  }

  /// The commits in the write-ahead log. Source: https://www.sqlite.org/fileformat.html#the_write_ahead_log
  private func commits(in folder: Folder) throws -> Int {
    let log = [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder.database + "-wal")))
    func number(at place: Int) -> Int { log[place..<(place + 4)].reduce(0) { $0 << 8 | Int($1) } }
    let frame = 24 + number(at: 8)
    // A frame that ends a commit tells the size of the database; the others say 0.
    return stride(from: 32, through: log.count - frame, by: frame).count { number(at: $0 + 4) != 0 }
  }
}

/// Counts bodies.
private final class Bodies: Sendable {
  private let count = Atomic(0)

  func ran() -> Int { count.wrappingAdd(1, ordering: .relaxed).newValue }
}
