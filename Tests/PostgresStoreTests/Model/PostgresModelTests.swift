import Generators
import MemoryStore
import PostgresStore
import PrivatePostgres
import PropertyTesting
import Synchronization
import Testing
import VoiceCore

/// Whatever three tenants do, Postgres answers as the memory store does; also when its connections are taken away, between
/// two uses or in the middle of one.
@Suite("The Postgres store and its model", .timeLimit(.minutes(2)))
struct PostgresModelTests {
  /// The programs of this process so far: each has names of its own, so that all share one database.
  private static let programs = Atomic<Int>(0)

  @Test func `any program of uses is answered as in memory, whenever connections break`() async throws {
    let database = try await MigratedDatabase()
    let killer = try Killer(database)
    let store = try database.store()
    // Its connections are taken away at moments of the server's own choosing.
    let restless = RestlessStore(store: store, killer: killer)
    let machine = StoreMachine(
      crashes: 2, names: { StoreNames(program: Self.programs.add(1, ordering: .relaxed).newValue) },
      model: { MemoryStore() },
      open: { Self.subject(restless) })
    let property = Property("postgres", machine: machine, steps: 1...12)
    let report = await check(property, RunSettings(cases: 100, maximumShrinkEvaluations: 200, caseLimit: .seconds(60)))
    let passed = report.passed
    #expect(passed, "\(report.text())")
    await store.close()
    await killer.close()
  }

  private static func subject(_ store: RestlessStore) -> StoreMachine.Subject {
    StoreMachine.Subject(
      store,
      crash: { kind in
        switch kind {
        case 0: try await store.killer.strike()
        default: store.strikeAtNextUse()
        }
        return subject(store)
      }, close: {})
  }
}

/// Takes all connections of the application's role to a database away, but its own.
struct Killer: Sendable {
  private let pool: PostgresPool

  init(_ database: MigratedDatabase) throws {
    var settings = PostgresSettings(try PostgresURL(database.url))
    settings.size = 1
    settings.waitLimit = .seconds(20)
    pool = try PostgresPool(settings)
  }

  func strike() async throws {
    let kill = """
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()
      """
    _ = try await pool.look(.platform, [Statement(kill)])
  }

  func close() async { await pool.close() }
}

/// A store whose callers do as the port says after `.unavailable`: they repeat.
final class RestlessStore: Store {
  private let store: PostgresStore
  let killer: Killer
  private let strikes = Atomic<Bool>(false)
  /// How often a use is repeated: a stroke meets each connection of the pool once.
  private static let maximumTries = 20

  init(store: PostgresStore, killer: Killer) {
    self.store = store
    self.killer = killer
  }

  /// While the next use runs, connections are taken away.
  func strikeAtNextUse() { strikes.store(true, ordering: .relaxed) }

  func read<Outcome: Sendable>(
    for tenant: Tenant.ID, _ body: @Sendable (any TenantSnapshot) async throws(StoreFailure) -> Outcome
  ) async throws(StoreFailure) -> Outcome {
    let stroke = stroke()
    let result = await repeating { () throws(StoreFailure) in try await store.read(for: tenant, body) }
    await stroke?.value
    return try result.get()
  }

  func transaction<Outcome: Sendable>(
    for tenant: Tenant.ID, _ body: @Sendable (any TenantScope) async throws(StoreFailure) -> Outcome
  ) async throws(StoreFailure) -> Outcome {
    let stroke = stroke()
    let result = await repeating { () throws(StoreFailure) in try await store.transaction(for: tenant, body) }
    await stroke?.value
    return try result.get()
  }

  var platform: any PlatformDirectory { Directory(store: self) }

  func ping() async throws(StoreFailure) { try await store.ping() }

  /// Nobody follows the log here.
  func commits() -> AsyncStream<Void> { AsyncStream { $0.finish() } }

  private func stroke() -> Task<Void, Never>? {
    guard strikes.exchange(false, ordering: .relaxed) else { return nil }
    return Task { for _ in 1...3 { try? await killer.strike() } }
  }

  private func repeating<Outcome: Sendable>(
    _ use: () async throws(StoreFailure) -> Outcome
  ) async -> Result<Outcome, StoreFailure> {
    var result: Result<Outcome, StoreFailure> = .failure(.unavailable)
    for _ in 1...Self.maximumTries {
      do throws(StoreFailure) { result = .success(try await use()) } catch { result = .failure(error) }
      guard case .failure(.unavailable) = result else { break }
    }
    return result
  }

  private struct Directory: PlatformDirectory {
    let store: RestlessStore

    func tenant(answering number: PhoneNumber) async throws(StoreFailure) -> Tenant.ID? {
      try await store.repeating { () throws(StoreFailure) in
        try await store.store.platform.tenant(answering: number)
      }.get()
    }
    func tenant(at domain: TenantDomain) async throws(StoreFailure) -> Tenant.ID? {
      try await store.repeating { () throws(StoreFailure) in
        try await store.store.platform.tenant(at: domain)
      }.get()
    }
    func tenant(granting digest: TokenDigest) async throws(StoreFailure) -> Tenant.ID? {
      try await store.repeating { () throws(StoreFailure) in
        try await store.store.platform.tenant(granting: digest)
      }.get()
    }
    func tenant(ofSession family: TokenDigest) async throws(StoreFailure) -> Tenant.ID? {
      try await store.repeating { () throws(StoreFailure) in
        try await store.store.platform.tenant(ofSession: family)
      }.get()
    }
    func tenant(ofAPIKey digest: TokenDigest) async throws(StoreFailure) -> Tenant.ID? {
      try await store.repeating { () throws(StoreFailure) in
        try await store.store.platform.tenant(ofAPIKey: digest)
      }.get()
    }
    func logHeads(after position: LogPosition?, limit: Int) async throws(StoreFailure) -> [LogHead] {
      try await store.repeating { () throws(StoreFailure) in
        try await store.store.platform.logHeads(after: position, limit: limit)
      }.get()
    }
    func tenants() async throws(StoreFailure) -> [Tenant.ID] {
      try await store.repeating { () throws(StoreFailure) in try await store.store.platform.tenants() }.get()
    }
  }
}
