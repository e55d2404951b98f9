import PostgresStore
import PrivatePostgres
import Testing
import VoiceCore

/// One connection serves many tenants, one after another: whatever became of one's batch, the next sees its own rows only.
@Suite("A pooled connection and its next tenant", .timeLimit(.minutes(1)))
struct PooledConnectionTests {
  /// What a tenant's batch comes to.
  enum End: CaseIterable, Sendable {
    case answered, committed, refused, timedOut, cancelled, tornDown, leftOpen, heldAndDropped
  }

  @Test(arguments: End.allCases)
  func `the next tenant, and nobody, see nothing of the last`(_ end: End) async throws {
    let two = try await TwoTenants()
    var settings = PostgresSettings(try PostgresURL(two.database.url))
    settings.size = 1
    settings.waitLimit = .seconds(20)
    settings.statementTimeout = .milliseconds(300)
    let pool = try PostgresPool(settings)
    for _ in 1...3 {
      try await bring(pool, to: end, two)
      #expect(try await departments(pool, .tenant(.b)) == [5])
      try await bring(pool, to: end, two)
      #expect(try await departments(pool, .platform) == [])
      #expect(try await setting(pool) == "")
    }
    await pool.close()
  }

  private func bring(_ pool: PostgresPool, to end: End, _ two: TwoTenants) async throws {
    #expect(try await departments(pool, .tenant(.a)) == [1])
    let sleep = Statement("SELECT pg_sleep(600)")
    switch end {
    case .answered: break
    case .committed:
      _ = try await pool.commit(
        .tenant(.a), isolation: .readCommitted, [Statement("UPDATE departments SET version = version + 1")])
    case .refused:
      let refusal = await failure { try await pool.look(.tenant(.a), [Statement("SELECT 1 / 0")]) }
      #expect(refusal?.sqlState == "22012")
    case .timedOut:
      let late = await failure { try await pool.commit(.tenant(.a), isolation: .readCommitted, [sleep]) }
      #expect(late == .timedOut(.statement))
    case .cancelled:
      let task = Task { await failure { try await pool.look(.tenant(.a), [sleep]) } }
      task.cancel()
      #expect(await task.value != nil)
    case .tornDown:
      let killer = try Killer(two.database)
      try await killer.strike()
      await killer.close()
      // Whoever meets the broken connection hears of it, and nobody after.
      _ = await failure { try await departments(pool, .tenant(.a)) }
    case .leftOpen:
      _ = await failure {
        try await pool.look(
          .tenant(.a), [Statement("COMMIT"), Statement("BEGIN"), Statement("SELECT current_tenant()")])
      }
    case .heldAndDropped:
      try await pool.hold(.tenant(.a)) { held in
        _ = try await held.look([Statement("SELECT * FROM departments")])
      }
    }
  }

  private func departments(_ pool: PostgresPool, _ scope: Scope) async throws -> [UInt128] {
    let rows = try await pool.look(scope, [Statement("SELECT id FROM departments ORDER BY id")])[0]
    return (0..<rows.count).compactMap { rows.uuid($0, 0) }
  }

  private func setting(_ pool: PostgresPool) async throws -> String? {
    let sql = "SELECT coalesce(current_setting('app.current_tenant', true), '')"
    return try await pool.look(.platform, [Statement(sql)])[0].text(0, 0)
  }
}
