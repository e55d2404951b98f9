import GRDB
import SQLiteStore
import Testing
import VoiceCore

/// What somebody does to the file who may write to it. Nothing is sealed here, so that only the chain can tell.
@Suite("An audit log in SQLite that somebody was at", .timeLimit(.minutes(1)))
struct AuditTamperTests {
  private static let a: Tenant.ID = Identifier(0xA)
  private static let b: Tenant.ID = Identifier(0xB)
  private static let entries = 6
  /// FNV-1a: forgeable, but nobody here does.
  private static let digest = AuditDigest { bytes in
    let folded = bytes.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    return (0..<8).map { UInt8(truncatingIfNeeded: folded >> (8 * UInt64($0))) }
  }

  /// What is done to tenant A's log, in SQL, and what the check then says.
  struct Deed: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let sql: String
    let verdict: AuditVerdict
    var theirs: AuditVerdict?

    init(_ name: String, _ sql: String, _ position: UInt64, _ fault: AuditFault, theirs: AuditVerdict? = nil) {
      testDescription = name
      self.sql =
        sql
        .replacing("OURS", with: "tenant_id = X'0000000000000000000000000000000A'")
        .replacing("THEIRS", with: "tenant_id = X'0000000000000000000000000000000B'")
      verdict = .broken(at: position, fault)
      self.theirs = theirs
    }
  }

  private static func swapped(_ left: String, _ right: String) -> String {
    """
    CREATE TABLE aside AS SELECT tenant_id, position, body FROM audit_entries WHERE (\(left)) OR (\(right));
    UPDATE audit_entries SET body = (SELECT body FROM aside WHERE \(right)) WHERE \(left);
    UPDATE audit_entries SET body = (SELECT body FROM aside WHERE \(left)) WHERE \(right);
    """
  }

  static let deeds = [
    Deed(
      "an act is turned into another",
      """
      UPDATE audit_entries SET body = CAST(replace(CAST(body AS TEXT), 'user.remove', 'user.unlock') AS BLOB)
      WHERE OURS AND position = 3
      """, 3, .altered),
    Deed(
      "a hash is made to fit nothing",
      "UPDATE audit_entries SET body = CAST(replace(CAST(body AS TEXT), '\"hash\":{\"bytes\":[', '\"hash\":{\"bytes\":[7,') AS BLOB) WHERE OURS AND position = 6",
      6, .altered),
    Deed("a body is garbage", "UPDATE audit_entries SET body = X'00' WHERE OURS AND position = 2", 2, .unreadable),
    Deed("an entry is taken out", "DELETE FROM audit_entries WHERE OURS AND position = 3", 3, .missing),
    Deed("the first is taken out", "DELETE FROM audit_entries WHERE OURS AND position = 1", 1, .missing),
    Deed("the end is cut off", "DELETE FROM audit_entries WHERE OURS AND position > 4", 5, .missing),
    Deed("all is taken out but the head", "DELETE FROM audit_entries WHERE OURS", 1, .missing),
    Deed(
      "two entries are swapped", swapped("OURS AND position = 2", "OURS AND position = 3"), 2, .unreadable),
    Deed(
      "an entry is taken out and those after it are moved up",
      """
      DELETE FROM audit_entries WHERE OURS AND position = 3;
      UPDATE audit_entries SET position = 3, body = CAST(replace(CAST(body AS TEXT), '"position":4', '"position":3') AS BLOB)
      WHERE OURS AND position = 4;
      """, 3, .altered),
    Deed(
      "two tenants' entries are swapped", swapped("OURS AND position = 3", "THEIRS AND position = 3"), 3, .altered,
      theirs: .broken(at: 3, .altered)),
    Deed(
      "an entry is given to another tenant",
      "DELETE FROM audit_entries WHERE THEIRS AND position = 6; UPDATE audit_entries SET tenant_id = X'0000000000000000000000000000000B' WHERE OURS AND position = 6",
      6, .missing, theirs: .broken(at: 6, .altered)),
    Deed(
      "an entry is put out of a reader's span of time",
      "UPDATE audit_entries SET at = 0 WHERE OURS AND position = 5", 5, .unreadable),
    Deed("the head is taken out", "DELETE FROM audit_heads WHERE OURS", 1, .added),
    Deed("the head is garbage", "UPDATE audit_heads SET body = X'7B7D' WHERE OURS", 6, .headUnreadable),
    Deed(
      "the head's row is set back", "UPDATE audit_heads SET position = 4 WHERE OURS", 6, .headUnreadable),
  ]

  @Test(arguments: deeds)
  func `the check says at which place something was done`(_ deed: Deed) async throws {
    let folder = try Folder()
    let store = try await filled(folder)
    try await Self.asSomebody(folder, deed.sql)
    for pageSize in [1, 4, 500] {
      let check = CheckAuditLog(store: store, digest: Self.digest, pageSize: pageSize)
      #expect(try await check(of: Self.a) == deed.verdict, "pages of \(pageSize)")
      let theirs = try await check(of: Self.b)
      if let wanted = deed.theirs {
        #expect(theirs == wanted)
      } else if case .broken = theirs {
        Issue.record("the other tenant: \(theirs)")
      }
    }
    await store.close()
  }

  @Test func `what nobody was at is intact, of each length and with each size of pages`() async throws {
    let folder = try Folder()
    let store = try await filled(folder)
    for (tenant, pageSize) in [(Self.a, 1), (Self.a, 2), (Self.a, 3), (Self.a, 6), (Self.a, 7), (Self.b, 500)] {
      let check = CheckAuditLog(store: store, digest: Self.digest, pageSize: pageSize)
      guard case .intact(let head) = try await check(of: tenant), head.position == Self.entries else {
        Issue.record("pages of \(pageSize)")
        continue
      }
    }
    let nobody = try await CheckAuditLog(store: store, digest: Self.digest)(of: Identifier(9))
    #expect(nobody == .intact(AuditChain(of: Identifier(9), digest: Self.digest).beginning))
    // Under another key nothing fits.
    let other = CheckAuditLog(store: store, digest: AuditDigest { [UInt8($0.count & 0xFF)] })
    #expect(try await other(of: Self.a) == .broken(at: 1, .altered))
    await store.close()
  }

  /// The limit of a chain that is kept in one place: the whole of it as it was an hour ago is a chain too. Who keeps a head
  /// elsewhere sees it.
  @Test func `an earlier state of entries and head together shows only beside a head that was kept`() async throws {
    let folder = try Folder()
    let store = try await filled(folder, 4)
    try await Self.asSomebody(folder, "CREATE TABLE aside AS SELECT * FROM audit_heads")
    try await Self.append(5...6, of: Self.a, in: store)
    let check = CheckAuditLog(store: store, digest: Self.digest)
    guard case .intact(let kept) = try await check(of: Self.a) else { throw StoreFailure.corrupt }
    try await Self.asSomebody(
      folder,
      "DELETE FROM audit_entries WHERE position > 4; DELETE FROM audit_heads; INSERT INTO audit_heads SELECT * FROM aside"
    )
    guard case .intact(let now) = try await check(of: Self.a) else { throw StoreFailure.corrupt }
    #expect(now.position < kept.position)
    await store.close()
  }

  @Test func `our own program changes nothing of it and takes nothing out, before the keys are destroyed`() async throws
  {
    let folder = try Folder()
    let store = try await filled(folder)
    let database = try DatabaseQueue(path: folder.database)
    for sql in [
      "DELETE FROM audit_entries WHERE position = 6", "UPDATE audit_entries SET at = 0", "DELETE FROM audit_heads",
      "UPDATE audit_heads SET position = 5", "UPDATE audit_heads SET body = X''",
    ] {
      await #expect(throws: DatabaseError.self, "\(sql)") { try await database.write { try $0.execute(sql: sql) } }
    }
    try await store.keyRecords.destroy(keysOf: Self.a)
    await #expect(throws: DatabaseError.self) {
      try await database.write { try $0.execute(sql: "DELETE FROM destroyed_keys") }
    }
    let left = try await database.write { db in
      try db.execute(sql: "DELETE FROM audit_entries WHERE tenant_id = ?", arguments: [Self.bytes(Self.a)])
      try db.execute(sql: "DELETE FROM audit_heads WHERE tenant_id = ?", arguments: [Self.bytes(Self.a)])
      return try Int.fetchOne(db, sql: "SELECT count(*) FROM audit_entries")
    }
    #expect(left == Self.entries)
    try database.close()
    await store.close()
  }

  private static func bytes(_ tenant: Tenant.ID) -> [UInt8] {
    (0..<16).map { UInt8(truncatingIfNeeded: tenant.bits >> (120 - 8 * UInt128($0))) }
  }

  private func filled(_ folder: Folder, _ count: Int = entries) async throws -> SQLiteStore {
    let store = try await migrated(folder.database)
    for tenant in [Self.a, Self.b] { try await Self.append(1...count, of: tenant, in: store) }
    return store
  }

  private static func append(_ numbers: ClosedRange<Int>, of tenant: Tenant.ID, in store: SQLiteStore) async throws {
    for number in numbers {
      let entry = AuditEntry(
        id: AuditEntry.ID(UInt128(number)), at: moment + .seconds(number), actor: .server, action: .removeUser,
        subject: AuditReference(.user, User.ID(UInt128(number))), request: nil, outcome: .done)
      let draft = AuditDraft(entry, chainedBy: digest)
      try await store.transaction(for: tenant) { scope throws(StoreFailure) in try await scope.append(draft) }
    }
  }

  /// At the file, without the triggers.
  private static func asSomebody(_ folder: Folder, _ sql: String) async throws {
    let database = try DatabaseQueue(path: folder.database)
    try await database.write { db in
      for trigger in try String.fetchAll(db, sql: "SELECT name FROM sqlite_schema WHERE type = 'trigger'") {
        try db.execute(sql: "DROP TRIGGER \(trigger)")
      }
      try db.execute(sql: sql)
    }
    try database.close()
  }
}
