import PostgresStore
import Testing

@Suite("Migrations")
struct MigratorTests {
  private static let steps = [
    MigrationStep(1, "calls", sql: "CREATE TABLE calls (id bigint); CREATE INDEX ON calls (id);"),
    MigrationStep(2, "fill", sql: "INSERT INTO calls VALUES (1)"),
    MigrationStep(3, "words", sql: "DO $$ BEGIN PERFORM 1; END $$; ALTER TABLE calls ADD COLUMN word text"),
  ]

  @Test func `ten nodes that start at once migrate once`() async throws {
    let url = try await ownerURL()
    let applied = try await withThrowingTaskGroup(of: [MigrationStep].self) { group in
      for _ in 0..<10 { group.addTask { try await PostgresMigrator(owner: url, steps: Self.steps).migrate() } }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(applied.map(\.number) == [1, 2, 3])
    #expect(try await PostgresMigrator(owner: url, steps: Self.steps).pending() == [])
    #expect(try await count("calls", url) == 1)
  }

  @Test func `a dry run tells and changes nothing`() async throws {
    let url = try await ownerURL()
    #expect(try await PostgresMigrator(owner: url, steps: Self.steps).pending() == Self.steps)
    #expect(try await count("pg_tables WHERE tablename LIKE 'voicecore%' OR tablename = 'calls'", url) == 0)
    try await PostgresMigrator(owner: url, steps: Array(Self.steps.prefix(1))).migrate()
    #expect(try await PostgresMigrator(owner: url, steps: Self.steps).pending().map(\.number) == [2, 3])
    #expect(try await PostgresMigrator(owner: url, steps: Self.steps).migrate().map(\.number) == [2, 3])
  }

  @Test func `a newer schema, and an edited step, are refused`() async throws {
    let url = try await ownerURL()
    try await PostgresMigrator(owner: url, steps: Self.steps).migrate()
    let older = PostgresMigrator(owner: url, steps: Array(Self.steps.prefix(2)))
    #expect(await failure { try await older.pending() } == .newerSchema(database: 3, program: 2))
    #expect(await failure { try await older.migrate() } == .newerSchema(database: 3, program: 2))
    let edited = [Self.steps[0], MigrationStep(2, "fill", sql: "SELECT 1"), Self.steps[2]]
    #expect(
      await failure { try await PostgresMigrator(owner: url, steps: edited).migrate() } == .editedStep(2, name: "fill"))
  }

  @Test func `a step that fails leaves nothing of itself, and those before it stay`() async throws {
    let url = try await ownerURL()
    let broken = MigrationStep(2, "broken", sql: "CREATE TABLE half (id bigint); SELECT nothing_here()")
    let migrator = PostgresMigrator(owner: url, steps: [Self.steps[0], broken])
    guard case .failed(2, "broken", let reason) = await failure({ try await migrator.migrate() }) else {
      Issue.record("no failure")
      return
    }
    #expect(reason.contains("nothing_here"))
    #expect(try await count("pg_tables WHERE tablename = 'half'", url) == 0)
    #expect(try await migrator.pending() == [broken])
  }

  @Test func `what comes afterwards is done as a whole or not at all`() async throws {
    let url = try await ownerURL()
    let migrator = PostgresMigrator(
      owner: url, steps: Self.steps, afterwards: ["CREATE TABLE half (id bigint)", "SELECT nothing_here()"])
    #expect(await failure { try await migrator.migrate() } != nil)
    #expect(try await count("pg_tables WHERE tablename = 'half'", url) == 0)
    #expect(try await migrator.pending() == [])
  }

  @Test func `the application's role, a dead server and one who never lets go are said clearly`() async throws {
    let database = try await TestDatabase()
    let setting = "VOICECORE_ADMIN_DATABASE_URL"
    let wrong = PostgresMigrator(owner: try PostgresURL(database.url, setting: setting), steps: Self.steps)
    guard case .misconfigured(let text) = await failure({ try await wrong.migrate() }) else {
      Issue.record("the application's role migrated")
      return
    }
    #expect(text.contains(setting))
    let dead = PostgresMigrator(
      owner: try PostgresURL("postgres://x:hidden@127.0.0.1:1/y", setting: setting), steps: Self.steps)
    guard case .unreachable(let reason) = await failure({ try await dead.migrate() }) else {
      Issue.record("somebody answered")
      return
    }
    #expect(reason.contains(setting) && !reason.contains("hidden"))
    var limits = MigrationLimits()
    limits.lockWait = .milliseconds(100)
    let owner = try PostgresURL(database.ownerURL, setting: setting)
    let patient = PostgresMigrator(owner: owner, steps: Self.steps, limits: limits)
    let holder = try TestDatabase.owner(database.ownerURL)
    try await holder.hold(.platform) { held in
      _ = try await held.look([Statement("SELECT pg_advisory_xact_lock(\(0x566F_6963_6543_6F72))")])
      #expect(await failure { try await patient.migrate() } == .locked)
    }
    await holder.close()
    #expect(try await patient.migrate().count == 3)
  }

  private func ownerURL() async throws -> PostgresURL {
    try PostgresURL(try await TestDatabase().ownerURL, setting: "VOICECORE_ADMIN_DATABASE_URL")
  }

  private func failure<Outcome>(_ work: () async throws -> Outcome) async -> MigrationFailure? {
    do { _ = try await work() } catch { return error as? MigrationFailure }
    return nil
  }

  private func count(_ from: String, _ url: PostgresURL) async throws -> Int64? {
    var settings = PostgresSettings(url)
    settings.checksRole = false
    settings.waitLimit = .seconds(20)
    let pool = try PostgresPool(settings)
    let count = try await pool.look(.platform, [Statement("SELECT count(*) FROM \(from)")])[0].integer(0, 0)
    await pool.close()
    return count
  }
}
