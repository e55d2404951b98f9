import PortContracts
import PostgresStore
import PrivatePostgres
import Synchronization
import Testing
import VoiceCore

@Suite("Leadership over Postgres", .timeLimit(.minutes(1)))
struct PostgresLeadershipTests {
  private let name = LeaderName("tested")
  /// The sessions that keep a lock of leadership in this database.
  private let keepers = """
    FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 2 AND granted
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
    """

  @Test(arguments: LeadershipContract.checks)
  func `two nodes keep the contract`(_ check: ContractCheck<LeadershipContract.Nodes>) async throws {
    let database = try await MigratedDatabase()
    let nodes = [try database.store(), try database.store()]
    try await check.run(.init(nodes[0].leadership, nodes[1].leadership))
    for node in nodes { await node.close() }
  }

  @Test func `a leader whose connection is killed is stopped, and another node leads`() async throws {
    let database = try await MigratedDatabase()
    let nodes = [try database.store(), try database.store()]
    let witness = try database.pool()
    let (begun, begin) = AsyncStream.makeStream(of: Void.self)
    let (endless, hold) = AsyncStream.makeStream(of: Void.self)
    let wasCancelled = Mutex(false)
    let first = Task {
      try await nodes[0].leadership.lead(as: name) {
        begin.finish()
        for await _ in endless {}
        wasCancelled.withLock { $0 = Task.isCancelled }
      }
    }
    for await _ in begun {}
    #expect(try await !nodes[1].leadership.lead(as: name) {})
    _ = try await witness.look(.platform, [Statement("SELECT pg_terminate_backend(pid) \(keepers)")])
    #expect(try await first.value)
    hold.finish()
    #expect(wasCancelled.withLock { $0 })
    try await witness.wait(until: "NOT EXISTS (SELECT \(keepers))")
    #expect(try await nodes[1].leadership.lead(as: name) {})
    // The first one stands again, over a new connection.
    #expect(try await nodes[0].leadership.lead(as: name) {})
    for node in nodes { await node.close() }
    await witness.close()
  }

  @Test func `all that a node leads is kept by one connection, which isn't one of those that work`() async throws {
    let database = try await MigratedDatabase()
    let node = try database.store { $0.size = 1 }
    let witness = try database.pool()
    let kept = Mutex<[Int64?]>([])
    let keepers = keepers
    _ = try await node.leadership.lead(as: LeaderName("a")) {
      _ = try? await node.leadership.lead(as: LeaderName("b")) {
        let count = Statement("SELECT count(*), count(DISTINCT pid) \(keepers)")
        let rows = try? await witness.look(.platform, [count])[0]
        try? await node.ping()
        kept.withLock { $0 = [rows?.integer(0, 0), rows?.integer(0, 1)] }
      }
    }
    #expect(kept.withLock { $0 } == [2, 1])
    await node.close()
    await witness.close()
  }

  @Test func `without a server nobody leads, and the wait is bounded`() async throws {
    var settings = PostgresSettings(try PostgresURL("postgres://nobody@127.0.0.1:1/none"))
    settings.waitLimit = .milliseconds(100)
    let store = try PostgresStore(settings)
    await #expect(throws: StoreFailure.unavailable) { try await store.leadership.lead(as: name) {} }
    await store.close()
    await #expect(throws: StoreFailure.unavailable) { try await store.leadership.lead(as: name) {} }
  }

  @Test func `a lock that the server didn't take back goes with its connection`() async throws {
    let database = try await MigratedDatabase()
    try await shadow("pg_advisory_unlock", in: database, by: "RETURN false;")
    let nodes = [try database.store { $0.searchPath = Self.shadowed }, try database.store()]
    for _ in 1...2 { #expect(try await nodes[0].leadership.lead(as: name) {}) }
    try await free(of: database)
    #expect(try await nodes[1].leadership.lead(as: name) {})
    for node in nodes { await node.close() }
  }

  @Test func `a lock that the server gave with an error goes with its connection`() async throws {
    let database = try await MigratedDatabase()
    try await shadow(
      "pg_try_advisory_lock", in: database,
      by: "PERFORM pg_catalog.pg_try_advisory_lock($1, $2); RAISE EXCEPTION 'tested';")
    let nodes = [try database.store { $0.searchPath = Self.shadowed }, try database.store()]
    await #expect(throws: StoreFailure.self) { try await nodes[0].leadership.lead(as: name) {} }
    try await free(of: database)
    #expect(try await nodes[1].leadership.lead(as: name) {})
    for node in nodes { await node.close() }
  }

  @Test func `the server notices within seconds that a keeper's network is gone`() async throws {
    let database = try await MigratedDatabase()
    let owner = try MigratedDatabase.owner(database.ownerURL)
    _ = try await owner.commit(
      .platform, isolation: .readCommitted, [Statement("CREATE TABLE seen (setting text)")])
    try await shadow(
      "pg_advisory_unlock", in: database,
      by: """
        INSERT INTO seen SELECT setting FROM pg_settings WHERE name LIKE 'tcp%' ORDER BY name COLLATE "C";
        RETURN pg_catalog.pg_advisory_unlock($1, $2);
        """)
    let node = try database.store { $0.searchPath = Self.shadowed }
    #expect(try await node.leadership.lead(as: name) {})
    let seen = try await owner.look(.platform, [Statement("SELECT setting FROM seen")])[0]
    #expect((0..<seen.count).map { seen.text($0, 0) } == ["3", "5", "2", "11000"])
    await node.close()
    await owner.close()
  }

  /// Where a function of ours comes before the server's own of that name.
  private static let shadowed = "public,pg_catalog"

  private func shadow(_ function: String, in database: MigratedDatabase, by body: String) async throws {
    let owner = try MigratedDatabase.owner(database.ownerURL)
    let sql = """
      CREATE FUNCTION public.\(function)(integer, integer) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
      AS $$ BEGIN \(body) END $$
      """
    _ = try await owner.commit(.platform, isolation: .readCommitted, [Statement(sql)])
    await owner.close()
  }

  /// Waits until nobody keeps a lock of leadership: a connection that we closed lives on at the server for a moment.
  private func free(of database: MigratedDatabase) async throws {
    let witness = try database.pool()
    try await witness.wait(until: "NOT EXISTS (SELECT \(keepers))")
    await witness.close()
  }

  @Test func `closing the store ends what it leads`() async throws {
    let database = try await MigratedDatabase()
    let store = try database.store()
    let (begun, begin) = AsyncStream.makeStream(of: Void.self)
    let (endless, hold) = AsyncStream.makeStream(of: Void.self)
    let leading = Task {
      try await store.leadership.lead(as: name) {
        begin.finish()
        for await _ in endless {}
      }
    }
    for await _ in begun {}
    await store.close()
    #expect(try await leading.value)
    hold.finish()
  }
}
