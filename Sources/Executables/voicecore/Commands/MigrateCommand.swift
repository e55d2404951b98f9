import ArgumentParser
import CommandConventions
import SQLiteStore
import VoiceCore

/// Brings the database's schema up to date.
struct MigrateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "migrate", abstract: "Brings the database's schema up to date; safe to repeat.",
    discussion: """
      Examples:
        voicecore migrate --dry-run
        VOICECORE_DATABASE_URL=sqlite:/var/lib/voicecore/voicecore.db voicecore migrate
      """)

  @Option(help: "A file of NAME=value lines with the same names as the environment, which wins.") var config: String?
  @Flag(help: "Only says what would be done.") var dryRun = false

  func run() async throws {
    let settings = try await Settings.read(file: config)
    guard case .sqlite(let path) = settings.database else {
      print("The memory store has no schema.")
      return
    }
    do throws(StoreFailure) {
      let store = try await SQLiteStore(path: path)
      let names = dryRun ? try await store.pendingMigrations() : try await store.migrate()
      for name in names { print("\(dryRun ? "would apply" : "applied")  \(name)") }
      if names.isEmpty { print("Nothing to do.") }
      await store.close()
    } catch {
      throw CouldNotRun("VOICECORE_DATABASE_URL: \(path) can't be migrated: \(error)")
    }
  }
}
