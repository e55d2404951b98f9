import RowStore
import VoiceCore

/// Rows in Postgres. Reads are single round trips that hold no connection; a commit is one pipelined flush.
struct PostgresEngine: RowEngine {
  let pool: PostgresPool
  private let growth: LogGrowth

  init(pool: PostgresPool) {
    self.pool = pool
    growth = LogGrowth(pool)
  }

  func snapshot<Outcome: Sendable>(
    of tenant: Tenant.ID, _ body: @Sendable (any RowSource) async throws(StoreFailure) -> Outcome
  ) async throws(StoreFailure) -> Outcome {
    let first = await attempt(of: tenant, startsHeld: false, body)
    if let first { return try first.get() }
    guard let second = await attempt(of: tenant, startsHeld: true, body) else { throw .conflict }
    return try second.get()
  }

  /// `nil` when the instant of the first read was over before the second began.
  private func attempt<Outcome: Sendable>(
    of tenant: Tenant.ID, startsHeld: Bool,
    _ body: @Sendable (any RowSource) async throws(StoreFailure) -> Outcome
  ) async -> Result<Outcome, StoreFailure>? {
    await pool.hold(.tenant(tenant)) { held in
      let snapshot = PostgresSnapshot(pool, held, startsHeld: startsHeld)
      let result: Result<Outcome, StoreFailure>
      do throws(StoreFailure) { result = .success(try await body(snapshot)) } catch { result = .failure(error) }
      return snapshot.end() ? result : nil
    }
  }

  func latest(of tenant: Tenant.ID) -> any RowSource { Latest(pool: pool) }

  func commit(_ batch: RowBatch, of tenant: Tenant.ID) async throws(StoreFailure) -> RowCommit {
    let commit = try await attempt(batch, of: tenant)
    // After the commit: a notification inside it takes a lock that all commits of the deployment would queue for.
    if commit == .done, batch.isLogged { growth.announce() }
    return commit
  }

  private func attempt(_ batch: RowBatch, of tenant: Tenant.ID) async throws(StoreFailure) -> RowCommit {
    let mark = batch.writes.isEmpty ? nil : CommitMark.new()
    let statements =
      try batch.statements(of: tenant) + (mark?.statements(of: tenant, sealedUnder: batch.generation) ?? [])
    do throws(PostgresFailure) {
      _ = try await pool.commit(.tenant(tenant), isolation: .readCommitted, statements)
      return .done
    } catch .outcomeUnknown {
      // Of mere checks nothing is left to find out: the body runs again.
      guard let mark else { return .overtaken }
      return try await tookPlace(mark, of: tenant) ? .done : .overtaken
    } catch {
      return try await judge(error, batch, tenant)
    }
  }

  /// What a failed commit means.
  private func judge(
    _ failure: PostgresFailure, _ batch: RowBatch, _ tenant: Tenant.ID
  ) async throws(StoreFailure) -> RowCommit {
    switch failure {
    case .rejected(let rejection) where ["VC001", "40001", "40P01"].contains(rejection.sqlState): return .overtaken
    case .rejected(let rejection) where rejection.sqlState == Self.destroyed: throw .notFound
    case .rejected(let rejection) where rejection.sqlState == Self.withdrawn: return .keyless
    case .rejected(let rejection) where rejection.sqlState == "23505":
      guard let unique = batch.unique(behind: rejection) else { return .overtaken }
      // What the body didn't find may have come since, or gone again: then it must run again rather than be refused.
      guard try await isRefusal(rejection, of: batch, of: tenant) else { return .overtaken }
      throw .taken(unique)
    default: throw StoreFailure(failure)
    }
  }

  /// Whether there is an instant at which all that the body read holds and somebody else has what it wants.
  private func isRefusal(
    _ rejection: PostgresFailure.Rejection, of batch: RowBatch, of tenant: Tenant.ID
  ) async throws(StoreFailure) -> Bool {
    // Of a body that read nothing, the instant of the rejection is one.
    guard !batch.guards.isEmpty else { return true }
    let rivals = batch.rivals(behind: rejection, of: tenant)
    let answers: [Rows]
    do throws(PostgresFailure) {
      answers = try await pool.commit(
        .tenant(tenant), isolation: .repeatableRead,
        batch.guards.map { $0.statement(of: tenant) } + rivals.map(\.statement))
    } catch .rejected(let rejection) where rejection.sqlState == "VC001" {
      return false
    } catch {
      throw StoreFailure(error)
    }
    if batch.contradictsItself(behind: rejection) { return true }
    for (rival, rows) in zip(rivals, answers.dropFirst(batch.guards.count)) where try rival.isThere(rows) {
      return true
    }
    return false
  }

  /// Whether a commit whose answer was lost took place. If it didn't, it never will: its mark is void.
  private func tookPlace(_ mark: CommitMark, of tenant: Tenant.ID) async throws(StoreFailure) -> Bool {
    // Not to be cancelled with the task: what took place must not be called undone.
    let answer = await Task { await settle(mark, of: tenant) }.value
    guard let answer else { throw .unavailable }
    return answer
  }

  private func settle(_ mark: CommitMark, of tenant: Tenant.ID) async -> Bool? {
    for question in 1...CommitMark.maximumQuestions {
      do throws(PostgresFailure) {
        let answers = try await pool.commit(.tenant(tenant), isolation: .readCommitted, mark.question(of: tenant))
        return answers.last.flatMap { $0.count == 1 ? $0.bool(0, 0) : nil }.map { !$0 }
      } catch {
        if question < CommitMark.maximumQuestions { try? await Task.sleep(for: CommitMark.pause * question) }
      }
    }
    return nil
  }

  func holder(of parts: [Part], in table: TableSchema, index: String) async throws(StoreFailure) -> Tenant.ID? {
    guard let part = parts.first else { return nil }
    return try await tenants(
      Statement(
        "SELECT tenant_id FROM directory d WHERE kind = $1 AND key = $2 AND \(Self.isOpen)",
        [.text(index), part.postgres])
    ).first
  }

  func holders(
    in table: TableSchema, index: String, after last: Tenant.ID?, limit: Int
  ) async throws(StoreFailure) -> [Tenant.ID] {
    // No tenant has the lowest id, which stands for the deployment itself.
    try await tenants(
      Statement(
        """
        SELECT DISTINCT tenant_id FROM directory d WHERE kind = $1 AND tenant_id > $2 AND \(Self.isOpen)
        ORDER BY tenant_id LIMIT $3
        """, [.text(index), .uuid(last?.bits ?? 0), .integer(Int64(limit))]))
  }

  /// Of a row `d` with a tenant: that the tenant isn't closed.
  private static let isOpen =
    "NOT EXISTS (SELECT FROM tenant_closures c WHERE c.tenant_id = d.tenant_id AND c.step = 'closed')"

  func logHeads(after position: LogPosition?, limit: Int) async throws(StoreFailure) -> [LogHead] {
    // Both begin above 0.
    let values: [PostgresValue] = [
      .integer(position?.commit ?? 0), .integer(position?.number ?? 0), .integer(Int64(limit)),
    ]
    let sql = """
      SELECT tenant_id, version, position FROM log_heads d
      WHERE (version, position) > ($1, $2) AND \(RowSQL.Dialect.isSettled) AND \(Self.isOpen)
      ORDER BY version, position LIMIT $3
      """
    do throws(PostgresFailure) {
      let rows = try await pool.look(.platform, [Statement(sql, values)])[0]
      return (0..<rows.count).compactMap { row in
        guard let tenant = rows.uuid(row, 0), let commit = rows.integer(row, 1), let number = rows.integer(row, 2)
        else { return nil }
        return LogHead(tenant: Identifier(tenant), position: LogPosition(commit: commit, number: number))
      }
    } catch {
      throw StoreFailure(error)
    }
  }

  func signals() -> AsyncStream<Void> { growth.stream() }

  /// What `require_keys`, `require_key` and `require_generation`, and `take_sweep` of the schema say.
  static let (destroyed, withdrawn, swept) = ("VC003", "VC004", "VC005")

  /// Of two sweepers of a tenant one takes none: both would find the same first rows, and the one who waited for the other
  /// would take for an empty table what isn't.
  func sweep(_ table: TableSchema, of tenant: Tenant.ID, limit: Int) async throws(StoreFailure) -> Int? {
    let names = [table.name] + (table.isLog ? ["log_heads"] : [])
    let statements =
      [Statement("SELECT take_sweep()")]
      + names.map { name in
        Statement(
          """
          WITH gone AS (
            DELETE FROM \(name) WHERE ctid = ANY (ARRAY(
              SELECT ctid FROM \(name) WHERE tenant_id = $1 LIMIT $2)) AND tenant_id = $1 RETURNING 1),
          counted AS (SELECT count(*) AS rows FROM gone)
          INSERT INTO erased_rows (tenant_id, name, rows) SELECT $1, $3, rows FROM counted WHERE rows > 0
          ON CONFLICT (tenant_id, name) DO UPDATE SET rows = erased_rows.rows + excluded.rows
          RETURNING (SELECT rows FROM counted)
          """, [.uuid(tenant.bits), .integer(Int64(limit)), .text(table.name)])
      }
    do throws(PostgresFailure) {
      let answers = try await pool.commit(.tenant(tenant), isolation: .readCommitted, statements)
      return answers.dropFirst().reduce(0) { $0 + Int($1.count == 1 ? $1.integer(0, 0) ?? 0 : 0) }
    } catch .rejected(let rejection) where rejection.sqlState == Self.swept {
      return nil
    } catch {
      throw StoreFailure(error)
    }
  }

  /// Writes for the tenant, outside of units of work.
  func commit(_ statements: [Statement], of tenant: Tenant.ID) async throws(StoreFailure) -> [Rows] {
    do throws(PostgresFailure) {
      return try await pool.commit(.tenant(tenant), isolation: .readCommitted, statements)
    } catch {
      throw StoreFailure(error)
    }
  }

  /// Reads a table that every migrated database has.
  func ping() async throws(StoreFailure) {
    do throws(PostgresFailure) {
      _ = try await pool.look(.platform, [Statement("SELECT count(*) FROM (SELECT FROM directory LIMIT 1) found")])
    } catch {
      throw StoreFailure(error)
    }
  }

  func tenants(_ statement: Statement) async throws(StoreFailure) -> [Tenant.ID] {
    do throws(PostgresFailure) {
      let rows = try await pool.look(.platform, [statement])[0]
      return (0..<rows.count).compactMap { rows.uuid($0, 0) }.map { Identifier($0) }
    } catch {
      throw StoreFailure(error)
    }
  }

  /// The latest commits, one round trip for each question.
  private struct Latest: RowSource {
    let pool: PostgresPool

    func rows(_ query: RowQuery, for tenant: Tenant.ID) async throws(StoreFailure) -> [StoredRow] {
      let rows: [Rows]
      do throws(PostgresFailure) {
        rows = try await pool.look(.tenant(tenant), [RowSQL.find(query, of: tenant, in: .postgres).statement])
      } catch {
        throw StoreFailure(error)
      }
      return try rows[0].stored(in: query.table)
    }
  }
}
