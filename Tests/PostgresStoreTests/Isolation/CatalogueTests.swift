import PostgresStore
import PrivatePostgres
import RowStore
import Testing
import VoiceCore

/// What the database itself says of its tables: a migration that forgets a tenant's wall fails here, whatever it adds.
@Suite("The catalogue of a migrated Postgres", .timeLimit(.minutes(1)))
struct CatalogueTests {
  /// The only tables that are read across tenants. They know who, where and when, and nothing else.
  private static let platformTables: Set = ["directory", "log_heads", "tenant_closures"]
  /// Whose rows come and go, and never change.
  private static let unchanging: Set = ["directory", "log_heads", "audit_entries"]
  /// Whose rows stay.
  private static let lasting: Set = ["tenant_closures"]
  private static let rule = "(tenant_id = current_tenant())"

  @Test func `each table with a tenant column has row security, forced on its owner too`() async throws {
    let tables = try await ask(
      """
      SELECT c.relname::text, c.relrowsecurity, c.relforcerowsecurity FROM pg_class c
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND EXISTS (
        SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped)
      ORDER BY 1
      """
    ) { rows, row in (name: rows.text(row, 0) ?? "", isOn: rows.bool(row, 1), isForced: rows.bool(row, 2)) }
    #expect(tables.count >= Tables.all.count + Self.platformTables.count)
    for table in tables { #expect(table.isOn == true && table.isForced == true, "\(table.name)") }
  }

  @Test func `tables without a tenant column hold no tenant's rows, and are known by name`() async throws {
    let tables = try await ask(
      """
      SELECT c.relname::text FROM pg_class c
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind NOT IN ('i', 'I', 'S', 't', 'c') AND NOT EXISTS (
        SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped)
      ORDER BY 1
      """
    ) { rows, row in rows.text(row, 0) ?? "" }
    #expect(tables == ["voicecore_migrations"])
  }

  @Test func `no view, no materialized view and no other schema stands beside the tables`() async throws {
    let others = try await ask(
      """
      SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('v', 'm', 'f') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
      UNION ALL SELECT nspname::text FROM pg_namespace
      WHERE nspname NOT IN ('public', 'pg_catalog', 'information_schema', 'pg_toast') AND nspname !~ '^pg_(toast_)?temp_'
      """
    ) { rows, row in rows.text(row, 0) ?? "" }
    #expect(others == [])
  }

  @Test func `each tenant table has one policy, for everything and everyone, that says the tenant's rule`() async throws
  {
    let policies = try await policies()
    let tables = try await tenantTables()
    for table in tables where !Self.platformTables.contains(table) {
      #expect(
        policies[table] == ["of_the_tenant PERMISSIVE ALL public USING \(Self.rule) CHECK \(Self.rule)"], "\(table)")
    }
    #expect(Set(policies.keys) == Set(tables))
  }

  @Test func `the platform's tables are read by all, and written for oneself only`() async throws {
    let policies = try await policies()
    for table in Self.platformTables {
      #expect(
        policies[table]
          == ["entered_by_oneself PERMISSIVE INSERT public USING - CHECK \(Self.rule)"]
          // That a tenant was closed isn't taken back.
          + (table == "tenant_closures" ? [] : ["left_by_oneself PERMISSIVE DELETE public USING \(Self.rule) CHECK -"])
          + ["read_by_all PERMISSIVE SELECT public USING true CHECK -"], "\(table)")
    }
    let columns = try await ask(
      """
      SELECT table_name || '.' || column_name FROM information_schema.columns
      WHERE table_name IN ('directory', 'log_heads', 'tenant_closures') ORDER BY 1
      """
    ) { rows, row in rows.text(row, 0) ?? "" }
    #expect(
      columns == [
        "directory.key", "directory.kind", "directory.tenant_id", "log_heads.position", "log_heads.tenant_id",
        "log_heads.version", "tenant_closures.at", "tenant_closures.step", "tenant_closures.tenant_id",
      ])
  }

  @Test func `the rule compares with a setting of the transaction, and an empty one is nobody's`() async throws {
    let source = try await ask(
      "SELECT prosrc::text || provolatile::text || prosecdef::text FROM pg_proc WHERE proname = 'current_tenant'"
    ) { rows, row in rows.text(row, 0) ?? "" }
    #expect(source == [" SELECT nullif(current_setting('app.current_tenant', true), '')::uuid sfalse"])
  }

  @Test func `the tenant comes first in each key and in each unique constraint`() async throws {
    let keys = try await ask(
      """
      SELECT c.conrelid::regclass::text || '.' || c.conname, a.attname = 'tenant_id', c.contype = 'p'
      FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
      WHERE c.contype IN ('p', 'u') AND c.connamespace = 'public'::regnamespace AND EXISTS (
        SELECT FROM pg_attribute t WHERE t.attrelid = c.conrelid AND t.attname = 'tenant_id')
      ORDER BY 1
      """
    ) { rows, row in (name: rows.text(row, 0) ?? "", isFirst: rows.bool(row, 1), isKey: rows.bool(row, 2)) }
    #expect(keys.count { $0.isKey == true } == (try await tenantTables().count))
    for key in keys {
      // These two are what tells of a thing that is taken in the whole deployment: numbers, domains, tokens, positions.
      #expect(
        key.isFirst == !["directory.directory_pkey", "log_heads.log_heads_pkey"].contains(key.name), "\(key.name)")
    }
    let indexes = try await ask(
      """
      SELECT i.indexrelid::regclass::text FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
      JOIN pg_attribute t ON t.attrelid = i.indrelid AND t.attname = 'tenant_id'
      WHERE c.relnamespace = 'public'::regnamespace AND i.indkey[0] <> t.attnum ORDER BY 1
      """
    ) { rows, row in rows.text(row, 0) ?? "" }
    #expect(indexes == ["directory_pkey", "log_heads_pkey"])
  }

  @Test func `each table of a tenant has an index that begins with the tenant`() async throws {
    let bare = try await ask(
      """
      SELECT c.relname::text FROM pg_class c
      JOIN pg_attribute t ON t.attrelid = c.oid AND t.attname = 'tenant_id' AND NOT t.attisdropped
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT EXISTS (
        SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indkey[0] = t.attnum AND i.indisvalid AND i.indpred IS NULL)
      """
    ) { rows, row in rows.text(row, 0) ?? "" }
    #expect(bare == [])
  }

  @Test func `each foreign key ties the tenant of the child to the tenant of the parent`() async throws {
    let keys = try await ask(
      """
      SELECT c.conrelid::regclass::text || '.' || c.conname, EXISTS (
        SELECT FROM generate_subscripts(c.conkey, 1) place
        JOIN pg_attribute mine ON mine.attrelid = c.conrelid AND mine.attnum = c.conkey[place]
        JOIN pg_attribute theirs ON theirs.attrelid = c.confrelid AND theirs.attnum = c.confkey[place]
        WHERE mine.attname = 'tenant_id' AND theirs.attname = 'tenant_id')
      FROM pg_constraint c WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace
      """
    ) { rows, row in (name: rows.text(row, 0) ?? "", isTied: rows.bool(row, 1)) }
    #expect(keys.count == Tables.all.count { $0.parent != nil })
    for key in keys { #expect(key.isTied == true, "\(key.name)") }
  }

  @Test func `the application's role owns nothing, is nobody special and is a member of nothing`() async throws {
    let role = try await ask(
      """
      SELECT rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication, rolinherit,
        (SELECT count(*) FROM pg_auth_members WHERE member = r.oid),
        (SELECT count(*) FROM pg_shdepend WHERE refobjid = r.oid AND deptype = 'o'),
        has_schema_privilege(r.oid, 'public', 'CREATE'),
        has_database_privilege(r.oid, current_database(), 'CREATE'),
        has_database_privilege(r.oid, current_database(), 'TEMPORARY')
      FROM pg_roles r WHERE rolname = 'voicecore_app'
      """
    ) { rows, row in
      (
        isSpecial: rows.bool(row, 0), memberships: rows.integer(row, 2), owned: rows.integer(row, 3),
        creates: [rows.bool(row, 4), rows.bool(row, 5), rows.bool(row, 6)]
      )
    }
    let only = try #require(role.first)
    #expect(only.isSpecial == false && only.memberships == 0 && only.owned == 0)
    #expect(only.creates == [false, false, false])
  }

  @Test func `the application's role may read and write rows, and nothing else`() async throws {
    let rights = try await ask(
      """
      SELECT c.relname || ': ' || string_agg(p.name, ' ' ORDER BY p.name) FROM pg_class c
      CROSS JOIN unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) p(name)
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
        AND has_table_privilege('voicecore_app', c.oid, p.name)
      GROUP BY c.relname ORDER BY 1
      """
    ) { rows, row in rows.text(row, 0) ?? "" }
    let tables = try await tenantTables()
    #expect(
      rights
        == (tables.map { name in
          let changes = Self.unchanging.contains(name) ? "DELETE INSERT SELECT" : "DELETE INSERT SELECT UPDATE"
          return name + ": " + (Self.lasting.contains(name) ? "INSERT SELECT" : changes)
        } + ["voicecore_migrations: SELECT"]).sorted())
    let sequences = try await ask(
      """
      SELECT c.relname::text FROM pg_class c WHERE c.relkind = 'S'
        AND (has_sequence_privilege('voicecore_app', c.oid, 'SELECT')
          OR has_sequence_privilege('voicecore_app', c.oid, 'UPDATE'))
      """
    ) { rows, row in rows.text(row, 0) ?? "" }
    #expect(sequences == [])
  }

  @Test func `no function runs with another's rights, and none claims to leak nothing`() async throws {
    let functions = try await ask(
      """
      SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
      WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') AND (p.prosecdef OR p.proleakproof)
      """
    ) { rows, row in rows.text(row, 0) ?? "" }
    #expect(functions == [])
  }

  @Test func `triggers can't be switched off, and run for everybody`() async throws {
    let triggers = try await ask(
      "SELECT tgname::text || tgenabled::text FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1"
    ) { rows, row in rows.text(row, 0) ?? "" }
    #expect(
      triggers == [
        "advance_audit_headO", "keep_audit_entriesO", "keep_audit_headsO", "keep_destroyedO", "keep_digestO",
        "keep_domainO", "keep_erased_rowsO", "keep_erasureO", "keep_familyO", "keep_keyO", "keep_numberO",
      ])
  }

  @Test func `each function that names a table looks for it among ours before a session's own`() async throws {
    let loose = try await ask(
      """
      SELECT p.proname::text FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
      WHERE p.pronamespace = 'public'::regnamespace AND l.lanname = 'plpgsql'
        AND coalesce(array_to_string(p.proconfig, ','), '') NOT LIKE 'search_path=pg_catalog, public, pg_temp%'
      ORDER BY 1
      """
    ) { rows, row in rows.text(row, 0) ?? "" }
    // This one names none, and is called for each row that was read.
    #expect(loose == ["require_version"])
  }

  @Test func `the tables are those of the store of rows, column by column and key by key`() async throws {
    let types: [TableSchema.Column.Kind: String] = [.integer: "bigint", .id: "uuid", .bytes: "bytea"]
    for table in Tables.all {
      let columns = try await ask(
        """
        SELECT attname || ' ' || format_type(atttypid, atttypmod) || (CASE WHEN attnotnull THEN '' ELSE ' null' END)
        FROM pg_attribute WHERE attrelid = '\(table.name)'::regclass AND attnum > 0 AND NOT attisdropped ORDER BY 1
        """
      ) { rows, row in rows.text(row, 0) ?? "" }
      var wanted = table.allColumns.map { $0.name + " " + (types[$0.kind] ?? "") }
      wanted += ["tenant_id uuid", "version bigint", "body bytea"] + (table.isLog ? ["position bigint"] : [])
      #expect(columns == wanted.sorted(), "\(table.name)")
      let key = try await ask(
        """
        SELECT a.attname::text FROM pg_constraint c
        CROSS JOIN unnest(c.conkey) WITH ORDINALITY k(number, place)
        JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.number
        WHERE c.conrelid = '\(table.name)'::regclass AND c.contype = 'p' ORDER BY k.place
        """
      ) { rows, row in rows.text(row, 0) ?? "" }
      #expect(key == ["tenant_id"] + table.key.map(\.name), "\(table.name)")
      let parents = try await ask(
        "SELECT confrelid::regclass::text FROM pg_constraint WHERE conrelid = '\(table.name)'::regclass AND contype = 'f'"
      ) { rows, row in rows.text(row, 0) ?? "" }
      #expect(parents == (table.parent.map { [$0] } ?? []), "\(table.name)")
      for index in table.indexes { try await expect(index, of: table) }
    }
  }

  private func expect(_ index: TableSchema.Index, of table: TableSchema) async throws {
    if case .inDeployment = index.uniqueness {
      // The directory's triggers keep these.
      let kinds = try await ask(
        "SELECT proname::text FROM pg_proc JOIN pg_trigger ON tgfoid = pg_proc.oid WHERE tgrelid = '\(table.name)'::regclass AND prosrc LIKE '%''\(index.name)''%'"
      ) { rows, row in rows.text(row, 0) ?? "" }
      #expect(kinds.count == 1, "\(index.name)")
      return
    }
    let found = try await ask(
      """
      SELECT i.indisunique, a.attname::text FROM pg_index i
      CROSS JOIN unnest(i.indkey::int2[]) WITH ORDINALITY k(number, place)
      JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number
      WHERE i.indexrelid = '\(index.name)'::regclass ORDER BY k.place
      """
    ) { rows, row in (isUnique: rows.bool(row, 0), column: rows.text(row, 1) ?? "") }
    #expect(found.map(\.column).starts(with: ["tenant_id"] + index.columns), "\(index.name)")
    #expect(found.allSatisfy { $0.isUnique == (index.uniqueness != .none) }, "\(index.name)")
  }

  private func tenantTables() async throws -> [String] {
    try await ask(
      """
      SELECT c.relname::text FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id'
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') ORDER BY 1
      """
    ) { rows, row in rows.text(row, 0) ?? "" }
  }

  /// Each table's policies, in order.
  private func policies() async throws -> [String: [String]] {
    let policies = try await ask(
      """
      SELECT tablename::text, policyname || ' ' || permissive || ' ' || cmd || ' ' || array_to_string(roles, ',')
        || ' USING ' || coalesce(qual, '-') || ' CHECK ' || coalesce(with_check, '-')
      FROM pg_policies ORDER BY 1, 2
      """
    ) { rows, row in (table: rows.text(row, 0) ?? "", policy: rows.text(row, 1) ?? "") }
    return Dictionary(grouping: policies, by: \.table).mapValues { $0.map(\.policy) }
  }

  private func ask<Answer>(_ sql: String, _ read: (Rows, Int) -> Answer) async throws -> [Answer] {
    let pool = try await Catalogue.shared.pool()
    let rows = try await pool.look(.platform, [Statement(sql)])[0]
    return (0..<rows.count).map { read(rows, $0) }
  }
}

/// One migrated database for all questions, asked as its owner.
private actor Catalogue {
  static let shared = Catalogue()
  private var making: Task<PostgresPool, any Error>?

  func pool() async throws -> PostgresPool {
    if let making { return try await making.value }
    let making = Task {
      let database = try await MigratedDatabase()
      try await database.migrate()
      return try TestDatabase.owner(database.ownerURL)
    }
    self.making = making
    return try await making.value
  }
}
