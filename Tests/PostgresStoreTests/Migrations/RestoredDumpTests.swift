import PostgresStore
import PrivatePostgres
import Testing
import VoiceCore

@Suite("A dump that is restored on a new server", .timeLimit(.minutes(2)))
struct RestoredDumpTests {
  @Test func `versions and places go on growing, once it is migrated`() async throws {
    let (old, new) = (PrivatePostgres(ofItsOwn: ()), PrivatePostgres(ofItsOwn: ()))
    // The old server has counted more transactions than the new one.
    old.run("DO $$ BEGIN FOR i IN 1..5000 LOOP PERFORM pg_current_xact_id(); COMMIT; END LOOP; END $$", in: "voicecore")
    try await migrate(old)
    let before = try store(old)
    try await log(1, in: before)
    let place = try #require(try await read(before, after: nil).last?.position)
    await before.close()
    old.copy("voicecore", to: new, as: "voicecore")

    let early = try store(new)
    await #expect(throws: PostgresFailure.self) { try await early.check() }
    await early.close()

    for _ in 1...2 { try await migrate(new) }
    let after = try store(new)
    try await after.check()
    // What was there is shown, though this server never gave its version.
    #expect(try await read(after, after: nil).map(\.position) == [place])
    try await log(2, in: after)
    let later = try await read(after, after: place)
    #expect(later.count == 1)
    #expect(try #require(later.first).position > place)
    let heads = try await after.platform.logHeads(after: place, limit: 10)
    #expect(heads.map(\.position) == later.map(\.position))
    // Migrating again begins no further epoch.
    try await migrate(new)
    try await log(3, in: after)
    let last = try await read(after, after: later.last?.position)
    #expect(try #require(last.first).position.commit - later[0].position.commit < 1_000)
    await after.close()
  }

  private func store(_ server: PrivatePostgres) throws -> PostgresStore {
    var settings = PostgresSettings(try PostgresURL(server.urls(ofDatabase: "voicecore").application))
    settings.waitLimit = .seconds(20)
    return try PostgresStore(settings)
  }

  private func migrate(_ server: PrivatePostgres) async throws {
    let urls = server.urls(ofDatabase: "voicecore")
    try await PostgresStore.migrate(
      owner: try PostgresURL(urls.owner, setting: "VOICECORE_ADMIN_DATABASE_URL"),
      application: try PostgresURL(urls.application))
  }

  private func log(_ number: Int, in store: PostgresStore) async throws {
    let moment = Timestamp(microseconds: 0)
    let call = Call(
      id: Identifier(1), carrierID: try #require(CarrierCallID("CA1")), direction: .inbound, caller: .withheld,
      dialled: try #require(PhoneNumber("+14155550100")), startedAt: moment, language: .english)
    try await store.transaction(for: .a) { scope throws(StoreFailure) in
      try await scope.save(call, facts: [.streamJoined(number)], intentions: [], at: moment)
    }
  }

  private func read(_ store: PostgresStore, after place: LogPosition?) async throws -> [LoggedFact] {
    try await store.read(for: .a) { scope throws(StoreFailure) in try await scope.log(after: place, limit: 10).facts }
  }
}
