import PostgresStore
import PrivatePostgres
import Testing
import VoiceCore

@Suite("A store over another schema than its own", .timeLimit(.minutes(1)))
struct SchemaCheckTests {
  @Test func `a database that nobody migrated is refused, with what to do`() async throws {
    let database = try await TestDatabase()
    let said = await refusal(database.url)
    #expect(said?.hasPrefix("VOICECORE_DATABASE_URL: its schema isn't the one that this program needs") == true)
    #expect(said?.hasSuffix("run voicecore migrate") == true)
  }

  @Test func `a migrated database is served from`() async throws {
    let database = try await MigratedDatabase()
    #expect(await refusal(database.url) == nil)
  }

  @Test func `an older schema wants to be migrated`() async throws {
    let database = try await MigratedDatabase()
    let newest = PostgresSchema.steps.count
    try await asOwner(database, "DELETE FROM voicecore_migrations WHERE number = \(newest)")
    let said = await refusal(database.url)
    #expect(
      said?.contains("it is at step \(newest - 1) and this program needs \(newest); run voicecore migrate") == true)
  }

  @Test func `a newer schema wants the newer program`() async throws {
    let database = try await MigratedDatabase()
    let next = PostgresSchema.steps.count + 1
    try await asOwner(
      database, "INSERT INTO voicecore_migrations (number, name, checksum) VALUES (\(next), 'later', 'x')")
    let said = await refusal(database.url)
    #expect(said?.contains("it is at step \(next) and this program knows \(next - 1); run the newer program") == true)
  }

  @Test func `a step that was applied with another text is told`() async throws {
    let database = try await MigratedDatabase()
    try await asOwner(database, "UPDATE voicecore_migrations SET checksum = 'x' WHERE number = 1")
    #expect(await refusal(database.url)?.contains("a step was applied with another text") == true)
  }

  private func refusal(_ url: String) async -> String? {
    do {
      var settings = PostgresSettings(try PostgresURL(url))
      settings.waitLimit = .seconds(20)
      let store = try PostgresStore(settings)
      do {
        try await store.check()
      } catch {
        await store.close()
        throw error
      }
      await store.close()
      return nil
    } catch {
      return "\(error)"
    }
  }

  private func asOwner(_ database: MigratedDatabase, _ sql: String) async throws {
    let owner = try TestDatabase.owner(database.ownerURL)
    _ = try await owner.commit(.platform, isolation: .readCommitted, [Statement(sql)])
    await owner.close()
  }
}
