import Foundation
import PostgresStore
import PrivatePostgres
import Sealing
import Testing
import VoiceCore

@Suite("A sealed audit log", .timeLimit(.minutes(2)))
struct SealedAuditLogTests {
  private static let masterKeys = MasterKeys.newKeyText()
  private static let a: Tenant.ID = Identifier(0xA)
  private static let b: Tenant.ID = Identifier(0xB)
  private static let entries = 6

  /// What the database's owner does to tenant A's log, who can switch triggers off and hasn't the keys.
  static let deeds: [(sql: String, verdict: AuditVerdict)] = [
    (
      "UPDATE audit_entries SET body = set_byte(body, 39, get_byte(body, 39) # 1) WHERE position = 3",
      .broken(at: 3, .unreadable)
    ),
    ("DELETE FROM audit_entries WHERE position = 3", .broken(at: 3, .missing)),
    ("DELETE FROM audit_entries WHERE position > 4", .broken(at: 5, .missing)),
    ("UPDATE audit_entries SET position = 99 WHERE position = 6", .broken(at: 6, .unreadable)),
    (
      "UPDATE audit_entries t SET body = (SELECT body FROM audit_entries o WHERE o.position = 5 - t.position) WHERE position IN (2, 3)",
      .broken(at: 2, .unreadable)
    ),
    ("UPDATE audit_entries SET at = at + 1 WHERE position = 4", .broken(at: 4, .unreadable)),
    ("DELETE FROM audit_heads", .broken(at: 1, .added)),
    ("UPDATE audit_heads SET body = set_byte(body, 39, get_byte(body, 39) # 1)", .broken(at: 6, .headUnreadable)),
  ]

  @Test(arguments: deeds.indices)
  func `in Postgres the check says at which place the owner was at it`(_ index: Int) async throws {
    let (sql, verdict) = Self.deeds[index]
    let log = try await SealedLog(masterKeys: Self.masterKeys)
    let owner = try MigratedDatabase.owner(log.database.ownerURL)
    for statement in [
      "ALTER TABLE audit_entries DISABLE TRIGGER USER", "ALTER TABLE audit_heads DISABLE TRIGGER USER", sql,
    ] {
      _ = try await owner.commit(.tenant(Self.a), isolation: .readCommitted, [Statement(statement)])
    }
    await owner.close()
    #expect(try await log.check(Self.a) == verdict, "\(sql)")
    guard case .intact(let head) = try await log.check(Self.b), head.position == Self.entries else {
      Issue.record("the other tenant's log")
      return
    }
    await log.store.close()
  }

  @Test func `in Postgres an entry that is given to another tenant fits in neither log`() async throws {
    let log = try await SealedLog(masterKeys: Self.masterKeys)
    let owner = try MigratedDatabase.owner(log.database.ownerURL)
    for statement in [
      "ALTER TABLE audit_entries DISABLE TRIGGER USER", "ALTER TABLE audit_entries NO FORCE ROW LEVEL SECURITY",
      "DELETE FROM audit_entries WHERE tenant_id = '\(Self.b)' AND position = 6",
      "UPDATE audit_entries SET tenant_id = '\(Self.b)' WHERE tenant_id = '\(Self.a)' AND position = 6",
    ] { _ = try await owner.commit(.platform, isolation: .readCommitted, [Statement(statement)]) }
    await owner.close()
    #expect(try await log.check(Self.a) == .broken(at: 6, .missing))
    #expect(try await log.check(Self.b) == .broken(at: 6, .unreadable))
    await log.store.close()
  }

  @Test(arguments: SealedStore.Kind.allCases)
  func `at rest nothing says who did what`(_ kind: SealedStore.Kind) async throws {
    let sealed = try await SealedStore.make(kind, masterKeys: MasterKeys(Self.masterKeys))
    let (actor, subject) = (User.ID(.random(in: .min ... .max)), User.ID(.random(in: .min ... .max)))
    let entry = AuditEntry(
      id: AuditEntry.ID(.random(in: .min ... .max)), at: Timestamp(microseconds: 5),
      actor: .known(AuditReference(.user, actor)), action: .changeRole, subject: AuditReference(.user, subject),
      request: nil, outcome: .refused)
    let draft = AuditDraft(entry, chainedBy: sealed.keyring.auditDigest)
    try await sealed.store.transaction(for: Self.a) { scope throws(StoreFailure) in try await scope.append(draft) }
    let dump = try await sealed.dump(Self.a)
    for id in [actor.description, subject.description, entry.id.description] {
      let hex = id.replacing("-", with: "")
      for spelling in [id, id.uppercased(), hex, hex.uppercased()] { #expect(!dump.holds(spelling.utf8), "\(kind)") }
      let bytes = Identifier<User>(id).map { id in
        (0..<16).map { UInt8(truncatingIfNeeded: id.bits >> (120 - 8 * UInt128($0))) }
      }
      #expect(!dump.holds(bytes ?? []), "\(kind)")
    }
    for word in ["user.change_role", "refused", "api_key"] { #expect(!dump.holds(word.utf8), "\(word) in \(kind)") }
    #expect(dump.holds("audit_entries".utf8))
    guard
      case .intact(let head) = try await CheckAuditLog(
        store: sealed.store, digest: sealed.keyring.auditDigest)(of: Self.a), head.position == 1
    else {
      Issue.record("the chain")
      return
    }
    // Without the deployment's key the chain fits nowhere: who can write to the store can't forge it.
    let forged = try await CheckAuditLog(store: sealed.store, digest: .sha256)(of: Self.a)
    #expect(forged == .broken(at: 1, .altered))
    await sealed.close()
  }
}

/// Two tenants with six entries each in a Postgres of their own.
private struct SealedLog {
  let database: MigratedDatabase
  let store: PostgresStore
  private let digest: AuditDigest

  init(masterKeys: String) async throws {
    database = try await MigratedDatabase()
    let rows = try database.store()
    let keyring = try await TenantKeyring.opened(
      by: try MasterKeys(masterKeys), over: rows.keyRecords, time: StoppedTime())
    store = rows.sealed(by: keyring)
    digest = keyring.auditDigest
    for tenant in [Tenant.ID(0xA), Tenant.ID(0xB)] {
      for number in 1...6 {
        let entry = AuditEntry(
          id: AuditEntry.ID(UInt128(number)), at: Timestamp(microseconds: Int64(number)), actor: .server,
          action: .removeUser, subject: nil, request: nil, outcome: .done)
        let draft = AuditDraft(entry, chainedBy: digest)
        try await store.transaction(for: tenant) { scope throws(StoreFailure) in try await scope.append(draft) }
      }
    }
  }

  func check(_ tenant: Tenant.ID) async throws -> AuditVerdict {
    try await CheckAuditLog(store: store, digest: digest, pageSize: 4)(of: tenant)
  }
}

private struct StoppedTime: TimeSource {
  func now() -> Timestamp { Timestamp(microseconds: 0) }
  func sleep(for span: Duration) async throws { try Task.checkCancellation() }
}
