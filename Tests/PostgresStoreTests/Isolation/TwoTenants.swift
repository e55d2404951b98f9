import Glibc
import PostgresStore
import PrivatePostgres
import RowStore
import Testing
import VoiceCore

/// A migrated database where tenants A and B have one row or more in every table, and the application's role at a prompt.
struct TwoTenants {
  let database: MigratedDatabase
  let pool: PostgresPool

  init() async throws {
    database = try await MigratedDatabase()
    try await database.migrate()
    let store = try database.store()
    try await Self.fill(store, .a, 1)
    try await Self.fill(store, .b, 5)
    await store.close()
    pool = try database.pool()
    for tenant in [Tenant.ID.a, .b] {
      _ = try await pool.commit(
        .tenant(tenant), isolation: .readCommitted,
        [
          Statement("INSERT INTO tenant_keys VALUES ($1, 1, 'master', '')", [.uuid(tenant.bits)]),
          Statement("INSERT INTO destroyed_keys VALUES ($1)", [.uuid(tenant.bits)]),
          Statement("INSERT INTO tenant_closures VALUES ($1, 'closed', 1)", [.uuid(tenant.bits)]),
          Statement(
            "INSERT INTO erasures (tenant_id, actor, audit_head, keys_destroyed_at, legs) VALUES ($1, 'a', 'h', 1, 'l')",
            [.uuid(tenant.bits)]),
          Statement("INSERT INTO erased_rows VALUES ($1, 'calls', 3)", [.uuid(tenant.bits)]),
        ])
      try await fillWhatIsEmpty(of: tenant)
    }
  }

  /// A table that `fill` doesn't know gets a row of any values; bytes are the tenant's own, for tokens are taken in the whole
  /// deployment.
  private func fillWhatIsEmpty(of tenant: Tenant.ID) async throws {
    let counts = try await rows(of: tenant)
    for table in Tables.all where counts[table.name] == 0 {
      let columns = table.allColumns + [.init("version", .integer), .init("body", .bytes)]
      let values: [TableSchema.Column.Kind: String] = [
        .integer: "1", .id: "gen_random_uuid()", .bytes: "decode(md5($1::uuid::text), 'hex')",
      ]
      let names = columns.map(\.name).joined(separator: ", ")
      let sql =
        "INSERT INTO \(table.name) (tenant_id, \(names)) VALUES ($1, \(columns.map { values[$0.kind] ?? "" }.joined(separator: ", ")))"
      _ = try await pool.commit(
        .tenant(tenant), isolation: .readCommitted, [Statement(sql, [.uuid(tenant.bits)])])
    }
  }

  /// Fills a tenant; everything of its that has an id has this one.
  private static func fill(_ store: PostgresStore, _ tenant: Tenant.ID, _ id: UInt128) async throws {
    let number = try #require(PhoneNumber("+1415555010\(id)"))
    let domain = try #require(TenantDomain("t\(id).example"))
    let email = try #require(EmailAddress("ada@t\(id).example"))
    let carrier = try #require(CarrierCallID("CA\(id)"))
    let moment = Timestamp(microseconds: 1)
    var call = Call(
      id: Identifier(id), carrierID: carrier, direction: .inbound, caller: .withheld, dialled: number,
      startedAt: moment, language: .english)
    call.evolve([.started, .rang, .answered(at: moment), .ended(Ending(.hungUp, at: moment))])
    let ended = call
    let agent = try Agent(id: Identifier(id), name: "Ada", departments: [Identifier(id)])
    let recording = try #require(CarrierRecording("RE\(id)"))
    let record = try #require(CallDetailRecord(of: ended))
    try await store.transaction(for: tenant) { scope throws(StoreFailure) in
      try await scope.save(
        Tenant(id: tenant, name: "T", domain: domain, settings: TenantSettings(customerService: number)))
      try await scope.save(
        User(id: Identifier(id), email: email, name: "Ada", role: .agent, password: PasswordVerifier(text: "v1$")))
      try await scope.save(
        StreamGrant(digest: TokenDigest(hex: "aa\(id)"), call: Identifier(id), expiresAt: moment))
      try await scope.save(PhoneLine(number: number))
      try await scope.save(BillingAccount())
      try await scope.save(CreditEntry(number: 1, at: moment, kind: .used, call: ended.id, postings: []))
      try await scope.save(WebhookSecret(random: "a"))
      try await scope.save(Department(id: Identifier(id), name: "sales", number: number))
      try await scope.save(DepartmentRoute.standard(of: Identifier(id)))
      try await scope.save(AssignmentLedger(), of: Identifier(id))
      try await scope.save(agent)
      try await scope.save(AgentState(agent: agent.id, since: moment), facts: [.lapsed(at: moment)])
      try await scope.save(Voicemail(of: ended, recording: recording, duration: .seconds(3), receivedAt: moment))
      try await scope.save(Recording(of: ended, at: moment))
      try await scope.save(CallQueue(department: Identifier(id)))
      _ = try await scope.enter(WaitingCaller(call: ended.id, arrival: moment), in: Identifier(id))
      try await scope.save(SpamRule(id: Identifier(id), sign: .number(number)))
      try await scope.allow(number, as: Identifier(id))
      var track = CallerTrack(of: number)
      track.note(callAt: moment)
      try await scope.save(track)
      try await scope.save(
        SpamReport(
          id: Identifier(id), call: ended.id, number: number, reporter: .user(Identifier(id)), at: moment))
      try await scope.save(SpamReview(of: ended, at: moment))
      try await scope.save(KnowledgeEntry(id: Identifier(id), question: "?", answer: "!"))
      try await scope.save(ended, facts: [.started], intentions: [.hangUp], at: moment)
      try await scope.save(LiveCall(call: ended.id, holder: .carrier, since: moment))
      try await scope.save(record)
      try await scope.append([Utterance(.caller, "Hello?", at: moment)], to: ended.id)
    }
  }

  /// Asks, with a setting, in one transaction.
  func say(_ setting: RawSQLTests.Setting, _ sql: String, after other: String = "") async throws -> Rows {
    let statements = setting.statements + (other.isEmpty ? [] : [Statement(other)]) + [Statement(sql)]
    return try #require(try await pool.look(.platform, statements).last)
  }

  /// Tries to change something, with a setting, and commits.
  func change(_ setting: RawSQLTests.Setting, _ sql: String) async throws {
    _ = try await pool.commit(.platform, isolation: .readCommitted, setting.statements + [Statement(sql)])
  }

  /// All that is heard of an attempt, which is undone: rows, or the error with the constraint that it names.
  func reply(_ setting: RawSQLTests.Setting, _ sql: String) async -> String {
    do {
      let answer = try await pool.commit(
        .platform, isolation: .readCommitted, setting.statements + [Statement(sql), Statement("SELECT 1 / 0")])
      return "\(answer.count)"
    } catch {
      return "\(error)"
    }
  }

  /// How many rows a tenant has in each table, asked with its own name set.
  func rows(of tenant: Tenant.ID) async throws -> [String: Int64] {
    var counts: [String: Int64] = [:]
    for table in PostgresSchema.tables {
      let sql = "SELECT count(*) FROM \(table) WHERE tenant_id = $1"
      counts[table] = try await pool.look(.tenant(tenant), [Statement(sql, [.uuid(tenant.bits)])])[0].integer(0, 0)
    }
    return counts
  }

  /// The last part of its URL.
  var databaseName: String { String(database.url.split(separator: "/").last ?? "") }

  func asOwner(_ sql: String) async throws {
    let owner = try TestDatabase.owner(database.ownerURL)
    _ = try await owner.look(.platform, [Statement(sql)])
    await owner.close()
  }

  /// What `psql` prints, errors too, when the application's role types this.
  func typed(_ sql: String) throws -> String {
    let command = """
      psql=$(ls /usr/lib/postgresql/*/bin/psql 2>/dev/null | tail -n 1); "${psql:-psql}" '\(database.url)' \
      --no-psqlrc --quiet --no-align --tuples-only --command "\(sql)" </dev/null 2>&1
      """
    let output = try #require(popen(command, "r"))
    defer { pclose(output) }
    var bytes: [UInt8] = []
    while case let byte = fgetc(output), byte != EOF { bytes.append(UInt8(truncatingIfNeeded: byte)) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
