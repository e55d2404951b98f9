import PostgresStore
import PrivatePostgres
import RowStore
import Testing
import VoiceCore

/// Property 1 by the database alone: whoever types SQL as the application's role, with no tenant set or with another's,
/// reads and writes nothing of a tenant.
@Suite("Raw SQL as the application's role", .timeLimit(.minutes(2)))
struct RawSQLTests {
  /// What the role may have set before its statement, besides a tenant.
  enum Setting: CaseIterable, Sendable {
    case nothing, empty, anotherTenant

    /// The statement that sets it, in the transaction of what follows.
    var statements: [Statement] {
      switch self {
      case .nothing: []
      case .empty: [Statement("SELECT set_config('app.current_tenant', '', true)")]
      case .anotherTenant:
        [Statement("SELECT set_config('app.current_tenant', $1, true)", [.text(Tenant.ID.b.description)])]
      }
    }
  }

  /// All but those that everybody reads.
  private static let tables = PostgresSchema.tables.filter {
    !["directory", "log_heads", "tenant_closures"].contains($0)
  }

  @Test(arguments: Setting.allCases)
  func `nothing of the tenant is read, however it is asked for`(_ setting: Setting) async throws {
    let two = try await TwoTenants()
    let (a, b) = ("'\(Tenant.ID.a.description)'::uuid", "'\(Tenant.ID.b.description)'::uuid")
    let own = try await two.rows(of: .b)
    for table in Self.tables {
      for question in [
        "SELECT * FROM \(table)", "TABLE \(table)", "SELECT * FROM \(table) WHERE tenant_id = \(a) OR true",
      ] {
        let answer = try await two.say(setting, question)
        #expect(Int64(answer.count) == (setting == .anotherTenant ? own[table] : 0), "\(setting): \(question)")
      }
      for question in [
        "SELECT * FROM \(table) WHERE tenant_id = \(a)", "SELECT * FROM \(table) WHERE tenant_id <> \(b)",
        "SELECT count(*) FROM \(table) WHERE tenant_id = \(a) HAVING count(*) > 0",
        "WITH found AS (SELECT * FROM \(table)) SELECT * FROM found WHERE tenant_id = \(a)",
        "WITH RECURSIVE more AS (SELECT tenant_id FROM \(table) UNION SELECT t.tenant_id FROM \(table) t JOIN more USING (tenant_id)) SELECT * FROM more WHERE tenant_id = \(a)",
        "SELECT t.* FROM log_heads h JOIN \(table) t USING (tenant_id) WHERE h.tenant_id = \(a)",
        "SELECT t.* FROM directory d, LATERAL (SELECT * FROM \(table) t WHERE t.tenant_id = d.tenant_id) t WHERE t.tenant_id = \(a)",
        "SELECT t.tenant_id FROM directory d RIGHT JOIN \(table) t USING (tenant_id) WHERE t.tenant_id = \(a)",
        "SELECT x FROM (SELECT (SELECT t.tenant_id FROM \(table) t WHERE t.tenant_id = \(a) LIMIT 1) x) y WHERE x IS NOT NULL",
        "SELECT xmin, ctid FROM \(table) WHERE tenant_id = \(a)",
        "SELECT t FROM \(table) t TABLESAMPLE BERNOULLI (100) WHERE tenant_id = \(a)",
        "SELECT * FROM \(table) WHERE tenant_id = \(a) FOR SHARE",
        "SELECT xmlparse(document query_to_xml('SELECT * FROM \(table) WHERE tenant_id = \(a.replacing("'", with: "''"))', false, false, '')) WHERE query_to_xml('SELECT * FROM \(table) WHERE tenant_id = \(a.replacing("'", with: "''"))', false, false, '')::text LIKE '%<row>%'",
      ] {
        let answer = try await two.say(setting, question)
        #expect(answer.affected == 0, "\(setting): \(question)")
      }
    }
  }

  @Test(arguments: Setting.allCases)
  func `nothing of the tenant is changed, however it is tried`(_ setting: Setting) async throws {
    let two = try await TwoTenants()
    let before = try await two.rows(of: .a)
    #expect(before.allSatisfy { $0.value > 0 }, "every table has a row to be lost")
    let (a, b) = ("'\(Tenant.ID.a.description)'::uuid", "'\(Tenant.ID.b.description)'::uuid")
    for table in Self.tables {
      for (attempt, isRefused) in [
        ("DELETE FROM \(table) WHERE tenant_id = \(a)", false),
        ("DELETE FROM \(table) USING log_heads h WHERE h.tenant_id = \(table).tenant_id AND h.tenant_id = \(a)", false),
        ("WITH gone AS (DELETE FROM \(table) WHERE tenant_id = \(a) RETURNING *) SELECT * FROM gone", false),
        ("UPDATE \(table) SET tenant_id = \(b) WHERE tenant_id = \(a)", false),
        ("UPDATE \(table) SET tenant_id = tenant_id WHERE tenant_id = \(a) RETURNING *", false),
        ("MERGE INTO \(table) t USING (SELECT \(a) AS who) w ON t.tenant_id = w.who WHEN MATCHED THEN DELETE", false),
        ("TRUNCATE \(table)", true), ("TRUNCATE \(table) CASCADE", true),
        ("LOCK \(table) IN ACCESS EXCLUSIVE MODE", nil),
      ] as [(String, Bool?)] {
        let refusal = await failure { try await two.change(setting, attempt) }
        if isRefused == true { #expect(refusal?.sqlState == "42501", "\(setting): \(attempt)") }
        // Audit entries are changed by nobody at all.
        let isForbidden = table == "audit_entries" && attempt.hasPrefix("UPDATE")
        if isRefused == false {
          #expect(refusal?.sqlState == (isForbidden ? "42501" : nil), "\(setting): \(attempt)")
        }
      }
    }
    // One's own row can't be given away either.
    if setting == .anotherTenant {
      for table in Self.tables where table != "tenants" {
        let refusal = await failure { try await two.change(setting, "UPDATE \(table) SET tenant_id = \(a)") }
        #expect(refusal != nil, "\(table)")
      }
    }
    #expect(try await two.rows(of: .a) == before)
  }

  @Test(arguments: Setting.allCases)
  func `nothing is added for the tenant`(_ setting: Setting) async throws {
    let two = try await TwoTenants()
    let before = try await two.rows(of: .a)
    let a = "'\(Tenant.ID.a.description)'"
    for attempt in [
      "INSERT INTO departments VALUES (\(a), gen_random_uuid(), 1, '')",
      "INSERT INTO departments SELECT \(a)::uuid, gen_random_uuid(), 1, ''::bytea FROM generate_series(1, 3)",
      "INSERT INTO calls VALUES (\(a), gen_random_uuid(), 'x', 0, 1, '')",
      "INSERT INTO directory VALUES ('phone_lines_by_number', 'x', \(a))",
      "INSERT INTO log_heads (position, tenant_id, version) VALUES (999999, \(a), 1)",
      "INSERT INTO departments VALUES (\(a), '00000000-0000-0000-0000-000000000001', 1, '') ON CONFLICT (tenant_id, id) DO UPDATE SET body = 'stolen'",
      "INSERT INTO departments VALUES (\(a), '00000000-0000-0000-0000-000000000001', 1, '') ON CONFLICT DO NOTHING",
    ] {
      let refusal = await failure { try await two.change(setting, attempt) }
      #expect(refusal?.sqlState == "42501", "\(setting): \(attempt)")
    }
    #expect(try await two.rows(of: .a) == before)
  }

  @Test func `garbage for a tenant is an error that tells nothing, and nobody's rows`() async throws {
    let two = try await TwoTenants()
    for garbage in ["nobody", "' OR true --", "%", "*", "0", String(repeating: "a", count: 5_000), "{}", " "] {
      let refusal = await failure {
        try await two.pool.look(
          .platform,
          [
            Statement("SELECT set_config('app.current_tenant', $1, true)", [.text(garbage)]),
            Statement("SELECT * FROM departments"),
          ])
      }
      #expect(refusal == .rejected(.init(sqlState: "22P02")), "\(garbage.prefix(20))")
    }
    #expect(try await two.say(.anotherTenant, "SELECT * FROM departments").count == 1)
  }

  @Test func `whether the other has a key is told by no insert, foreign key or conflict`() async throws {
    let two = try await TwoTenants()
    let b = "'\(Tenant.ID.b.description)'"
    // Tenant A has the call 1 and the department 1; nobody has 99. Both must answer alike to B.
    for probe in [
      "INSERT INTO departments VALUES (\(b), '%', 1, '')",
      "INSERT INTO users VALUES (\(b), '%', 'ada@t1.example', 1, '')",
      "INSERT INTO calls VALUES (\(b), '%', 'CA1', 0, 1, '')",
      "INSERT INTO call_facts VALUES (\(b), '%', 77, 1, 77, '')",
      "INSERT INTO call_detail_records VALUES (\(b), '%', 1, '')",
      "INSERT INTO utterances VALUES (\(b), '%', 77, 1, '')",
      "INSERT INTO departments VALUES (\(b), '%', 1, '') ON CONFLICT DO NOTHING RETURNING 1",
      "SELECT * FROM calls WHERE id = '%' FOR UPDATE NOWAIT",
      "UPDATE calls SET id = '%' WHERE false",
    ] {
      var answers: [String] = []
      for id in ["00000000-0000-0000-0000-000000000001", "00000000-0000-0000-0000-000000000099"] {
        answers.append(await two.reply(.anotherTenant, probe.replacing("%", with: id)))
      }
      #expect(answers[0] == answers[1], "\(probe)")
    }
  }

  @Test func `only numbers, domains and tokens are taken in the whole deployment`() async throws {
    let two = try await TwoTenants()
    let b = "'\(Tenant.ID.b.description)'"
    for (probe, constraint) in [
      (
        "INSERT INTO phone_lines SELECT \(b), key, 1, '' FROM directory WHERE kind = 'phone_lines_by_number' AND tenant_id <> \(b)",
        "phone_lines_by_number"
      ),
      (
        "INSERT INTO stream_grants SELECT \(b), key, gen_random_uuid(), 1, '' FROM directory WHERE kind = 'stream_grants_by_digest' AND tenant_id <> \(b)",
        "stream_grants_by_digest"
      ),
      (
        "UPDATE tenants SET domain = (SELECT key FROM directory WHERE kind = 'tenants_by_domain' AND tenant_id <> \(b))",
        "tenants_by_domain"
      ),
    ] {
      let refusal = await failure { try await two.change(.anotherTenant, probe) }
      guard case .rejected(let rejection) = refusal else {
        Issue.record("\(probe): \(String(describing: refusal))")
        continue
      }
      #expect(rejection.sqlState == "23505" && rejection.constraint == constraint, "\(probe)")
    }
  }

  @Test func `plans and statistics tell of no other tenant's keys`() async throws {
    let two = try await TwoTenants()
    try await two.asOwner("ANALYZE")
    let a = "'\(Tenant.ID.a.description)'::uuid"
    for setting in ["", "SET LOCAL enable_indexscan = off", "SET LOCAL enable_seqscan = off"] {
      for table in ["departments", "calls", "users", "utterances"] {
        let column = table == "utterances" ? "call_id" : "id"
        var plans: [[String]] = []
        for id in ["00000000-0000-0000-0000-000000000001", "00000000-0000-0000-0000-000000000099"] {
          let plan = try await two.say(
            .anotherTenant,
            "EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) SELECT * FROM \(table) WHERE tenant_id = \(a) AND \(column) = '\(id)'",
            after: setting)
          plans.append((0..<plan.count).map { (plan.text($0, 0) ?? "").replacing(id, with: "ID") })
        }
        #expect(plans[0] == plans[1], "\(setting) \(table)")
      }
    }
    for question in [
      "SELECT * FROM pg_stats WHERE schemaname = 'public' AND tablename NOT IN ('voicecore_migrations')",
      "SELECT * FROM pg_stats_ext", "SELECT * FROM pg_stats_ext_exprs",
    ] { #expect(try await two.say(.anotherTenant, question).count == 0, "\(question)") }
    for question in ["SELECT * FROM pg_statistic", "SELECT * FROM pg_authid", "SELECT pg_read_file('postgresql.conf')"]
    {
      #expect(await failure { try await two.say(.anotherTenant, question) }?.sqlState == "42501", "\(question)")
    }
  }

  @Test func `a function that leaks what it sees sees no other tenant's rows`() async throws {
    let two = try await TwoTenants()
    // It fails on whatever it is given; asked first, it would fail on A's rows.
    for table in ["departments", "users", "calls", "utterances"] {
      for leak in [
        "1 / (length(body) - length(body)) = 1", "encode(body, 'hex')::int = 1",
        "set_config('app.leak', encode(body, 'hex'), false) <> ''",
        "set_config('app.current_tenant', tenant_id::text, true) <> ''",
      ] {
        let seen = try await two.say(.nothing, "SELECT * FROM \(table) WHERE \(leak)")
        #expect(seen.count == 0, "\(table): \(leak)")
      }
    }
    #expect(try await two.say(.nothing, "SELECT coalesce(current_setting('app.leak', true), '')").text(0, 0) == "")
  }

  @Test func `the role can't put itself above the rules`() async throws {
    let two = try await TwoTenants()
    for attempt in [
      "SET ROLE voicecore_owner", "SET SESSION AUTHORIZATION voicecore_owner", "SET ROLE postgres",
      "ALTER TABLE calls DISABLE ROW LEVEL SECURITY", "ALTER TABLE calls NO FORCE ROW LEVEL SECURITY",
      "ALTER TABLE calls DISABLE TRIGGER ALL", "ALTER TABLE tenants DISABLE TRIGGER keep_domain",
      "DROP POLICY of_the_tenant ON calls", "CREATE POLICY mine ON calls USING (true)",
      "ALTER POLICY of_the_tenant ON calls USING (true)", "SET session_replication_role = replica",
      "ALTER ROLE voicecore_app BYPASSRLS", "GRANT voicecore_owner TO voicecore_app", "CREATE ROLE other",
      "CREATE TABLE mine (id int)", "CREATE TEMPORARY TABLE directory (kind text, key bytea, tenant_id uuid)",
      "CREATE FUNCTION current_tenant(text) RETURNS uuid LANGUAGE sql AS 'SELECT null::uuid'",
      "CREATE OR REPLACE FUNCTION current_tenant() RETURNS uuid LANGUAGE sql AS 'SELECT null::uuid'",
      "CREATE SCHEMA mine", "CREATE VIEW all_calls AS SELECT * FROM calls", "CREATE EXTENSION dblink",
      "CREATE TRIGGER spy AFTER INSERT ON calls FOR EACH ROW EXECUTE FUNCTION keep_domain()",
      "CREATE INDEX mine ON calls (carrier_id)", "COMMENT ON TABLE calls IS 'mine'", "DROP TABLE calls",
      "ALTER DATABASE postgres SET app.current_tenant = ''", "CREATE PUBLICATION mine FOR ALL TABLES",
      "COPY calls TO PROGRAM 'cat'", "COPY calls TO '/tmp/x'", "COPY calls FROM '/tmp/x'", "VACUUM FULL calls",
      "SELECT setval('log_positions', 1)", "SELECT last_value FROM log_positions", "UPDATE directory SET key = 'x'",
      "UPDATE log_heads SET version = 0", "DELETE FROM voicecore_migrations",
      "INSERT INTO voicecore_migrations DEFAULT VALUES",
      "CREATE STATISTICS mine ON tenant_id, id FROM calls", "CLUSTER calls", "REINDEX TABLE calls",
      "SELECT lo_import('/etc/passwd')", "SELECT pg_ls_dir('.')", "LOAD 'auto_explain'",
    ] {
      let refusal = await failure { try await two.pool.look(.platform, [Statement(attempt)]) }
      let states = ["42501", "25001", "0LP01", "42704"]
      #expect(
        states.contains(refusal?.sqlState ?? "") || attempt.hasPrefix("VACUUM") || attempt.hasPrefix("CLUSTER"),
        "\(attempt): \(String(describing: refusal))")
    }
    // Without the rules at all a statement is refused rather than shown more.
    let refusal = await failure {
      try await two.pool.look(
        .platform, [Statement("SELECT set_config('row_security', 'off', true)"), Statement("SELECT * FROM calls")])
    }
    #expect(refusal?.sqlState == "42501")
  }

  @Test func `the role changes and takes out nothing of its own audit log, and brings no destroyed key back`()
    async throws
  {
    let two = try await TwoTenants()
    let c = "'\(Tenant.ID(0xC).description)'"
    let own = [Statement("SELECT set_config('app.current_tenant', $1, true)", [.text(Tenant.ID(0xC).description)])]
    func change(_ sql: String) async throws {
      _ = try await two.pool.commit(.platform, isolation: .readCommitted, own + [Statement(sql)])
    }
    try await change("INSERT INTO audit_entries SELECT \(c)::uuid, n, n, 1, '' FROM generate_series(1, 3) n")
    try await change("INSERT INTO audit_heads VALUES (\(c), 3, 1, '')")
    for (attempt, state) in [
      ("DELETE FROM audit_entries", "VC002"), ("DELETE FROM audit_entries WHERE position = 3", "VC002"),
      ("UPDATE audit_entries SET at = 0", "42501"), ("UPDATE audit_entries SET body = ''", "VC002"),
      ("UPDATE audit_entries SET version = 2, body = 'x'", "42501"),
      (
        "INSERT INTO audit_entries VALUES (\(c), 3, 9, 1, '') ON CONFLICT (tenant_id, position) DO UPDATE SET at = 9",
        "42501"
      ),
      // MERGE locks what it finds, which takes the right to update all of it.
      ("MERGE INTO audit_entries t USING (SELECT 1) w ON true WHEN MATCHED THEN DELETE", "42501"),
      ("WITH gone AS (DELETE FROM audit_entries RETURNING *) SELECT * FROM gone", "VC002"),
      ("TRUNCATE audit_entries", "42501"), ("DELETE FROM audit_heads", "VC002"),
      ("UPDATE audit_heads SET position = 2", "VC002"), ("UPDATE audit_heads SET body = 'x'", "VC002"),
      ("ALTER TABLE audit_entries DISABLE TRIGGER keep_audit_entries", "42501"),
      ("DROP TRIGGER keep_audit_entries ON audit_entries", "42501"),
    ] {
      let found = await failure { try await change(attempt) }?.sqlState
      #expect(found == state, "\(attempt): \(found ?? "not refused")")
    }
    try await change("UPDATE audit_heads SET position = 4, body = 'x'")
    // Once the keys are destroyed for good, nobody can read it any more, and it may go.
    try await change("INSERT INTO destroyed_keys VALUES (\(c))")
    for attempt in ["DELETE FROM destroyed_keys", "UPDATE destroyed_keys SET tenant_id = gen_random_uuid()"] {
      #expect(await failure { try await change(attempt) }?.sqlState == "VC002", "\(attempt)")
    }
    try await change("DELETE FROM audit_entries")
    try await change("DELETE FROM audit_heads")
  }

  @Test func `a table of the session's own opens no audit log`() async throws {
    let two = try await TwoTenants()
    // As on a server where somebody gave the role this right; the program itself refuses to speak as such a role.
    try await two.asOwner("GRANT TEMPORARY ON DATABASE \(two.databaseName) TO voicecore_app")
    let refused = await failure { try await two.database.pool().look(.platform, [Statement("SELECT 1")]) }
    #expect("\(String(describing: refused))".contains("temporary tables"))
    let pool = try two.database.pool { $0.checksRole = false }
    let c = "'\(Tenant.ID(0xC).description)'"
    let own = Statement("SELECT set_config('app.current_tenant', $1, true)", [.text(Tenant.ID(0xC).description)])
    _ = try await pool.commit(
      .platform, isolation: .readCommitted,
      [own, Statement("INSERT INTO audit_entries SELECT \(c)::uuid, n, n, 1, '' FROM generate_series(1, 3) n")])
    for path in ["pg_temp, public", "public, pg_temp"] {
      let refusal = await failure {
        try await pool.commit(
          .platform, isolation: .readCommitted,
          [
            own, Statement("CREATE TEMPORARY TABLE destroyed_keys ON COMMIT DROP AS SELECT \(c)::uuid AS tenant_id"),
            Statement("SELECT set_config('search_path', '\(path)', true)"), Statement("DELETE FROM audit_entries"),
          ])
      }
      #expect(refusal?.sqlState == "VC002", "\(path)")
    }
    await pool.close()
  }

  @Test func `what is known of a tenant that went can only be added to`() async throws {
    let two = try await TwoTenants()
    for attempt in [
      "DELETE FROM erasures", "DELETE FROM erased_rows", "UPDATE erased_rows SET rows = rows - 1",
      "UPDATE erasures SET actor = 'x'", "UPDATE erasures SET keys_destroyed_at = NULL",
      "UPDATE erasures SET audit_head = NULL", "UPDATE erased_rows SET name = 'x'",
    ] {
      #expect(await failure { try await two.change(.anotherTenant, attempt) }?.sqlState == "VC002", "\(attempt)")
    }
    try await two.change(.anotherTenant, "UPDATE erasures SET statement = 'first', legs = NULL")
    try await two.change(.anotherTenant, "UPDATE erased_rows SET rows = rows + 1")
    let again = await failure { try await two.change(.anotherTenant, "UPDATE erasures SET statement = 'second'") }
    #expect(again?.sqlState == "VC002")
  }

  @Test func `what a session is asked tells no values to another session of the role`() async throws {
    let two = try await TwoTenants()
    let queries = try await two.say(
      .anotherTenant,
      "SELECT query FROM pg_stat_activity WHERE usename = 'voicecore_app' AND query LIKE '%\(Tenant.ID.a.description)%' AND datname = current_database() AND pid <> pg_backend_pid()"
    )
    #expect(queries.count == 0)
  }

  @Test func `COPY is no way around`() async throws {
    let two = try await TwoTenants()
    for table in Self.tables {
      #expect(try two.typed("COPY \(table) TO STDOUT") == "", "\(table)")
      #expect(try two.typed("SET app.current_tenant = ''; COPY (SELECT * FROM \(table)) TO STDOUT") == "", "\(table)")
      let refusal = try two.typed("COPY \(table) FROM STDIN")
      #expect(refusal.contains("not supported with row-level security"), "\(table)")
    }
    let setting = "SET app.current_tenant = '\(Tenant.ID.b.description)'"
    #expect(try two.typed("\(setting); COPY departments (id) TO STDOUT") == "00000000-0000-0000-0000-000000000005\n")
  }
}
