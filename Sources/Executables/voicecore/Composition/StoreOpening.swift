import MemoryStore
import SQLiteStore
import VoiceCore

/// Opens the store that the settings name, migrated.
enum StoreOpening {
  static func open(_ database: Settings.Database) async throws -> (any Store, @Sendable () async -> Void) {
    switch database {
    case .memory: return (MemoryStore(), {})
    case .sqlite(let path):
      do throws(StoreFailure) {
        let store = try await SQLiteStore(path: path)
        do throws(StoreFailure) {
          try await store.migrate()
        } catch {
          await store.close()
          throw error
        }
        return (store, { await store.close() })
      } catch {
        throw SettingProblems(problems: [
          SettingProblem(
            "VOICECORE_DATABASE_URL", "\(path) can't be opened (\(error)); check the folder and its rights")
        ])
      }
    }
  }
}
