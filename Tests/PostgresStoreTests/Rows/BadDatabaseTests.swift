import PostgresStore
import PrivatePostgres
import Testing
import VoiceCore

/// The store over a Postgres in trouble: one clear failure through each door, within a bound, and all well afterwards.
@Suite("The Postgres store and a bad database", .timeLimit(.minutes(1)))
struct BadDatabaseTests {
  @Test func `an unmigrated database is corrupt through every door, and of use once it is migrated`() async throws {
    let database = try await TestDatabase()
    var settings = PostgresSettings(try PostgresURL(database.url))
    settings.waitLimit = .seconds(20)
    let store = try PostgresStore(settings)
    #expect(await failure { () throws(StoreFailure) in try await store.ping() } == .corrupt)
    #expect(await look(store) == .corrupt)
    #expect(await save(1, store) == .corrupt)
    #expect(await failure { () throws(StoreFailure) in _ = try await store.platform.tenants() } == .corrupt)
    try await PostgresStore.migrate(
      owner: try PostgresURL(database.ownerURL, setting: "VOICECORE_ADMIN_DATABASE_URL"),
      application: try PostgresURL(database.url))
    #expect(await save(1, store) == nil)
    #expect(await look(store) == nil)
    await store.close()
  }

  @Test func `a lock that somebody holds for ever makes a commit unavailable in its time, and no reader`() async throws
  {
    let database = try await MigratedDatabase()
    let store = try database.store { $0.lockTimeout = .milliseconds(50) }
    #expect(await save(1, store) == nil)
    let owner = try TestDatabase.owner(database.ownerURL)
    let lock = Statement("SELECT pg_advisory_xact_lock(hashtextextended($1::uuid::text, 0))", [.uuid(Tenant.ID.a.bits)])
    try await owner.hold(.platform) { held in
      _ = try await held.look([lock])
      #expect(await readAbsentAndSave(store) == .unavailable)
      #expect(await look(store) == nil)
    }
    #expect(await readAbsentAndSave(store) == nil)
    await owner.close()
    await store.close()
  }

  @Test func `a server that is stopped in mid transaction loses nothing acknowledged, and is found again`() async throws
  {
    let server = PrivatePostgres(ofItsOwn: ())
    let database = try await TestDatabase(on: server)
    try await PostgresStore.migrate(
      owner: try PostgresURL(database.ownerURL, setting: "VOICECORE_ADMIN_DATABASE_URL"),
      application: try PostgresURL(database.url))
    var settings = PostgresSettings(try PostgresURL(database.url))
    settings.waitLimit = .milliseconds(500)
    let store = try PostgresStore(settings)
    for number: UInt128 in 1...5 { #expect(await save(number, store) == nil) }
    let interrupted = await failure { () throws(StoreFailure) in
      try await store.transaction(for: .a) { scope throws(StoreFailure) in
        _ = try await scope.queue(of: Identifier(1))
        server.kill()
        try await scope.save(CallQueue(department: Identifier(1)))
      }
    }
    #expect(interrupted == .unavailable)
    #expect(await look(store) == .unavailable)
    server.startAgain()
    var patience = 100
    while await look(store) != nil, patience > 0 { patience -= 1 }
    let rules = try await store.read(for: .a) { scope throws(StoreFailure) in try await scope.spamRules().count }
    #expect(rules == 5)
    #expect(await save(6, store) == nil)
    await store.close()
  }

  @Test func `of ten thousand at once each is served or refused, and what was acknowledged is there`() async throws {
    let database = try await MigratedDatabase()
    let store = try database.store {
      $0.size = 2
      $0.maximumWaiting = 100
    }
    let acknowledged = await withTaskGroup(of: StoreFailure?.self) { group in
      for number in 1...10_000 { group.addTask { await add(UInt128(number), store) } }
      var acknowledged = 0
      for await failure in group {
        if failure == nil { acknowledged += 1 } else { #expect(failure == .unavailable) }
      }
      return acknowledged
    }
    #expect(acknowledged >= 100 && acknowledged < 10_000)
    let there = try await store.read(for: .a) { scope throws(StoreFailure) in try await scope.departments().count }
    #expect(there == acknowledged)
    #expect(await add(10_001, store) == nil)
    await store.close()
  }

  private func look(_ store: PostgresStore) async -> StoreFailure? {
    await failure { () throws(StoreFailure) in
      try await store.read(for: .a) { scope throws(StoreFailure) in _ = try await scope.tenant() }
    }
  }

  /// Depends on a department that isn't there.
  private func readAbsentAndSave(_ store: PostgresStore) async -> StoreFailure? {
    await failure { () throws(StoreFailure) in
      try await store.transaction(for: .a) { scope throws(StoreFailure) in
        _ = try await scope.department(Identifier(77))
        try await scope.removeSpamRule(Identifier(77))
      }
    }
  }

  /// What no other row hangs on, so that none of ten thousand has a rival.
  private func add(_ number: UInt128, _ store: PostgresStore) async -> StoreFailure? {
    await failure { () throws(StoreFailure) in
      try await store.transaction(for: .a) { scope throws(StoreFailure) in
        guard let phone = PhoneNumber("+15550100100") else { throw .corrupt }
        try await scope.save(Department(id: Identifier(number), name: "one of many", number: phone))
      }
    }
  }

  private func save(_ number: UInt128, _ store: PostgresStore) async -> StoreFailure? {
    await failure { () throws(StoreFailure) in
      try await store.transaction(for: .a) { scope throws(StoreFailure) in
        guard let keyword = Keyword("free cruise") else { throw .corrupt }
        try await scope.save(SpamRule(id: Identifier(number), sign: .keyword(keyword)))
      }
    }
  }

  private func failure(_ work: () async throws(StoreFailure) -> Void) async -> StoreFailure? {
    do throws(StoreFailure) {
      try await work()
      return nil
    } catch {
      return error
    }
  }
}
