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
