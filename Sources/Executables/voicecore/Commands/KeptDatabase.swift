import CommandConventions
import Foundation
import SQLiteStore
import VoiceCore

/// The database that commands work on: one that is there. A command that made or migrated one would do so at a typing error
/// too, or under a server that is older than itself.
public enum KeptDatabase {
  /// Looks whether the database of the settings is there, with its master key and the schema of this program. Of Postgres
  /// that is found out when it is opened.
  /// - Parameter mayBeNew: whether a SQLite file that isn't there yet will do.
  /// - Throws: `CouldNotRun`, which says what is missing.
  public static func require(_ settings: Settings, mayBeNew: Bool = false) async throws {
    guard case .sqlite(let path) = settings.database else { return }
    guard FileManager.default.fileExists(atPath: path) else {
      if mayBeNew { return }
      throw CouldNotRun("VOICECORE_DATABASE_URL: there is no \(path)")
    }
    guard settings.masterKey != nil || FileManager.default.fileExists(atPath: path + ".master-key") else {
      throw CouldNotRun("VOICECORE_MASTER_KEY: not set, and there is no \(path).master-key")
    }
    let pending: [String]
    do throws(StoreFailure) {
      let store = try await SQLiteStore(path: path)
      pending = try await store.pendingMigrations()
      await store.close()
    } catch {
      throw CouldNotRun("VOICECORE_DATABASE_URL: \(path) can't be read (\(error))")
    }
    guard pending.isEmpty else {
      throw CouldNotRun("VOICECORE_DATABASE_URL: \(pending.count) migrations wait; run voicecore migrate")
    }
  }
}
