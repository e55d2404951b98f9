import PostgresStore
import PrivatePostgres
import Testing
import VoiceCore

@Suite("The log in Postgres", .timeLimit(.minutes(1)))
struct PostgresLogTests {
  private let moment = Timestamp(microseconds: 0)

  @Test func `a fact is shown when every elder transaction has ended, in the order of transactions`() async throws {
    let database = try await MigratedDatabase()
    let store = try database.store()
    for number in [UInt128(1), 2, 3] { try await log(number, in: store) }
    let before = try #require(try await shown(3, after: nil, in: store).last?.position)

    let gates = try Gates(database)
    try await gates.close(1, 2)
    let writers = try Gates.patientPool(database)
    // Elder by its number, but it draws its position last; the younger draws first and is the last to commit.
    let elder = Task { try await writers.commit(.tenant(.a), isolation: .readCommitted, [number, wait(1)] + add(1)) }
    try await gates.waitForSomeone(at: 1)
    let younger = Task { try await writers.commit(.tenant(.a), isolation: .readCommitted, add(2) + [wait(2)]) }
    try await gates.waitForSomeone(at: 2)
    try await log(3, in: store)
    #expect(try await shown(0, after: before, in: store).isEmpty)
    #expect(try await store.platform.logHeads(after: before, limit: 9).isEmpty)

    try await gates.open(1)
    _ = try await elder.value
    let first = try await shown(1, after: before, in: store)
    #expect(first.map(\.call) == [Identifier(1)])
    let place = try #require(first.last?.position)
    #expect(try await store.platform.logHeads(after: before, limit: 9).map(\.position) == [place])

    try await gates.open(2)
    _ = try await younger.value
    let rest = try await shown(2, after: place, in: store)
    #expect(rest.map(\.call) == [Identifier(2), Identifier(3)])
    let heads = try await store.platform.logHeads(after: place, limit: 9)
    #expect(heads.map(\.position) == rest.map(\.position))
    #expect((rest.first?.position.number ?? .max) < place.number, "the case that positions alone would lose")
    await gates.end()
    await writers.close()
    await store.close()
  }

  @Test func `a node hears of another's commits`() async throws {
    let database = try await MigratedDatabase()
    let (one, other) = (try database.store(), try database.store())
    var heard = other.commits().makeAsyncIterator()
    #expect(await heard.next() != nil)  // listens from now on
    for _ in 1...3 {
      try await log(1, in: one)
      #expect(await heard.next() != nil)
    }
    await other.close()
    // Some may be left to hear; then it ends.
    while await heard.next() != nil {}
    await one.close()
  }

  @Test func `heads that newer ones make needless go with what is forgotten`() async throws {
    let database = try await MigratedDatabase()
    let store = try database.store()
    for _ in 1...5 { try await log(1, in: store) }
    let facts = try await shown(5, after: nil, in: store)
    let page = try await store.read(for: .a) { scope throws(StoreFailure) in try await scope.log(after: nil, limit: 2) }
    #expect(try await store.platform.logHeads(after: nil, limit: 9).count == 5)
    try await store.transaction(for: .a) { scope throws(StoreFailure) in try await scope.forget(page.facts) }
    #expect(try await store.platform.logHeads(after: nil, limit: 9).map(\.position) == [facts[4].position])
    await store.close()
  }

  /// Adds a fact to a call.
  private func log(_ number: UInt128, in store: PostgresStore) async throws {
    let call = Call(
      id: Identifier(number), carrierID: try #require(CarrierCallID("CA\(number)")), direction: .inbound,
      caller: .withheld, dialled: try #require(PhoneNumber("+14155550100")), startedAt: moment, language: .english)
    try await store.transaction(for: .a) { scope throws(StoreFailure) in
      try await scope.save(call, facts: [.started], intentions: [], at: moment)
    }
  }

  private struct Shown: Sendable {
    let position: LogPosition
    let call: Call.ID
  }

  /// What the log shows, once it is that many: other databases of the server have transactions, too.
  private func shown(_ count: Int, after place: LogPosition?, in store: PostgresStore) async throws -> [Shown] {
    for _ in 1...20_000 {
      let page = try await store.read(for: .a) { scope throws(StoreFailure) in
        try await scope.log(after: place, limit: 9)
      }
      guard page.facts.count < count else {
        return page.facts.map { Shown(position: $0.position, call: $0.recorded.call) }
      }
    }
    throw StoreFailure.notFound
  }
}

/// Takes a number in the order of transactions.
private let number = Statement("SELECT current_version()")

/// Waits until a gate is open.
private func wait(_ gate: Int64) -> Statement { Statement("SELECT pg_advisory_xact_lock($1)", [.integer(gate)]) }

/// Adds a fact to a call as a commit does, the same one once more.
private func add(_ call: UInt128) -> [Statement] {
  [
    Statement(
      """
      INSERT INTO call_facts (tenant_id, call_id, ordinal, version, position, body)
      SELECT tenant_id, call_id, 99, current_version(), nextval('log_positions'), body FROM call_facts
      WHERE tenant_id = $1 AND call_id = $2 AND ordinal = 1
      """, [.uuid(Tenant.ID.a.bits), .uuid(call)]),
    Statement(
      """
      INSERT INTO log_heads (position, tenant_id, version)
      VALUES (currval('log_positions'), $1, current_version())
      """, [.uuid(Tenant.ID.a.bits)]),
  ]
}

/// Locks at which transactions wait, by number.
private struct Gates {
  private let keeper: PostgresPool

  init(_ database: MigratedDatabase) throws {
    keeper = try Self.patientPool(database, size: 1)
  }

  static func patientPool(_ database: MigratedDatabase, size: Int = 2) throws -> PostgresPool {
    var settings = PostgresSettings(try PostgresURL(database.url))
    settings.size = size
    settings.lockTimeout = .seconds(50)
    settings.statementTimeout = .seconds(50)
    settings.answerLimit = .seconds(55)
    settings.waitLimit = .seconds(20)
    return try PostgresPool(settings)
  }

  func close(_ gates: Int64...) async throws {
    for gate in gates {
      _ = try await keeper.look(.platform, [Statement("SELECT pg_advisory_lock($1)", [.integer(gate)])])
    }
  }

  func open(_ gate: Int64) async throws {
    let opened = try await keeper.look(.platform, [Statement("SELECT pg_advisory_unlock($1)", [.integer(gate)])])
    #expect(opened[0].bool(0, 0) == true)
  }

  func waitForSomeone(at gate: Int64) async throws {
    let waiting = Statement(
      """
      SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND objid = $1::bigint::oid
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
      """, [.integer(gate)])
    for _ in 1...20_000 where try await keeper.look(.platform, [waiting])[0].integer(0, 0) == 1 {
      return
    }
    throw StoreFailure.notFound
  }

  func end() async { await keeper.close() }
}
