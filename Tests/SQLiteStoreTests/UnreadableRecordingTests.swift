import Foundation
import GRDB
import SQLiteStore
import Testing
import VoiceCore

@Suite("Recordings in SQLite of which one can't be read", .timeLimit(.minutes(1)))
struct UnreadableRecordingTests {
  @Test func `one that can't be read holds up no other, and is told`() async throws {
    let folder = try Folder()
    let store = try await migrated(folder.database)
    // More than are read at once, and the unreadable ones first.
    let count = AttendRecordings.pageLength * 2 + 3
    let finished = try (1...count).map { number in
      var recording = Recording(of: try call(UInt128(number)), at: moment)
      recording.evolve(.announced, at: moment)
      recording.evolve(.started(try #require(CarrierRecording("RE\(number)"))), at: moment)
      recording.evolve(.finished(length: .seconds(1)), at: moment)
      return recording
    }
    try await store.transaction(for: tenantID) { scope throws(StoreFailure) in
      for recording in finished { try await scope.save(recording) }
    }
    let bad = AttendRecordings.pageLength + 1
    let database = try DatabaseQueue(path: folder.database)
    try await database.write { db in
      try db.execute(
        sql: "UPDATE recordings SET body = X'00' WHERE id IN (SELECT id FROM recordings ORDER BY due_at, id LIMIT ?)",
        arguments: [bad])
    }
    try database.close()
    let attend = AttendRecordings(
      store: store, recorder: NoRecorder(), objects: NoObjects(), sealing: NoSealing(), time: Still(),
      chance: Chance { 1 })
    let tally = try await attend(of: tenantID)
    #expect(tally.unreadable == bad && tally.postponed == count - bad)
    await store.close()
  }
}

/// A moment that stays.
private struct Still: TimeSource {
  func now() -> Timestamp { moment }
  func sleep(for span: Duration) async throws {}
}

private struct NoSealing: ObjectSealing {
  func seal(_ plain: [UInt8], under secret: ObjectSecret, as key: ObjectKey) throws(SealFailure) -> [UInt8] { plain }
  func open(_ sealed: [UInt8], under secret: ObjectSecret, as key: ObjectKey) throws(SealFailure) -> [UInt8] { sealed }
}
