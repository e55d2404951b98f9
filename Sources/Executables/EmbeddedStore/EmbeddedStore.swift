public import SQLiteStore
public import Sealing
import VoiceCore

/// The embedded store as a server has it: one SQLite file, migrated, its rows sealed. The three commands open it alike, so
/// that what a checker provisions a server can read.
public enum EmbeddedStore {
  /// Opens the file, brings its schema up to date and unlocks its keys.
  /// - Throws: `StoreFailure` for the file, `SealFailure` for keys that aren't this file's.
  public static func open(at path: String, masterKeys: MasterKeys) async throws -> SQLiteStore {
    let store = try await SQLiteStore(path: path)
    do {
      try await store.migrate()
      return store.sealed(
        by: try await TenantKeyring.opened(by: masterKeys, over: store.keyRecords, time: SystemTime()))
    } catch {
      await store.close()
      throw error
    }
  }
}
