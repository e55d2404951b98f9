import ArgumentParser
import CommandConventions
import Foundation
import PostgresStore
import SQLiteStore
import VoiceCore

/// Brings the database's schema up to date.
struct MigrateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "migrate",
    abstract: "Brings the database's schema up to date; safe to repeat, and to run on ten nodes.",
    discussion: """
      Postgres is migrated by the schema's owner, whom VOICECORE_ADMIN_DATABASE_URL names; the application's role of
      VOICECORE_DATABASE_URL gets its rights by it, and owns nothing.

      Examples:
        voicecore migrate --dry-run
        VOICECORE_DATABASE_URL=sqlite:/var/lib/voicecore/voicecore.db voicecore migrate
        VOICECORE_DATABASE_URL=postgres://voicecore_app:…@db/voicecore \\
          VOICECORE_ADMIN_DATABASE_URL=postgres://voicecore_owner:…@db/voicecore voicecore migrate
      """)

  @Option(help: "A file of NAME=value lines with the same names as the environment, which wins.") var config: String?
  @Flag(help: "Only says what would be done.") var dryRun = false

  func run() async throws {
    let settings = try await Settings.read(file: config)
    let names: [String]
    switch settings.database {
    case .memory:
      print("The memory store has no schema.")
      return
    case .sqlite(let path): names = try await migrateSQLite(at: path)
    case .postgres(let application): names = try await migratePostgres(application, owner: settings.adminDatabase)
    }
    for name in names { print("\(dryRun ? "would apply" : "applied")  \(name)") }
    if names.isEmpty { print("Nothing to do.") }
  }

  private func migrateSQLite(at path: String) async throws -> [String] {
    // A dry run leaves no file behind.
    if dryRun, !FileManager.default.fileExists(atPath: path) { return SQLiteStore.allMigrations }
    do throws(StoreFailure) {
      let store = try await SQLiteStore(path: path)
      let names = dryRun ? try await store.pendingMigrations() : try await store.migrate()
      await store.close()
      return names
    } catch {
      throw CouldNotRun("VOICECORE_DATABASE_URL: \(path) can't be migrated: \(error)")
    }
  }

  private func migratePostgres(_ application: PostgresURL, owner: PostgresURL?) async throws -> [String] {
    guard let owner else {
      throw SettingProblems(problems: [
        SettingProblem("VOICECORE_ADMIN_DATABASE_URL", "missing; name the owner of the schema, by whom it is migrated")
      ])
    }
    do throws(MigrationFailure) {
      return dryRun
        ? try await PostgresStore.pendingMigrations(owner: owner)
        : try await PostgresStore.migrate(owner: owner, application: application)
    } catch {
      throw CouldNotRun(error.description)
    }
  }
}
