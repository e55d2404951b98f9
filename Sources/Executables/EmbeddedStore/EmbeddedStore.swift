public import SQLiteStore
public import Sealing
import VoiceCore

/// The embedded store as a server has it: one SQLite file, migrated, its rows sealed. The three commands open it alike, so
/// that what a checker provisions a server can read.
public enum EmbeddedStore {
  /// Opens the file, brings its schema up to date and unlocks its keys.
  /// - Throws: `StoreFailure` for the file, `SealFailure` for keys that aren't this file's.
  public static func open(at path: String, masterKeys: MasterKeys) async throws -> SQLiteStore {
    try await unlock(at: path, masterKeys: masterKeys).store
  }

  /// An open file and the keys that its rows are sealed by.
  public struct Unlocked: Sendable {
    public let store: SQLiteStore
    public let keys: TenantKeyring
  }

  /// As `open`, with the keys.
  public static func unlock(at path: String, masterKeys: MasterKeys) async throws -> Unlocked {
    let store = try await SQLiteStore(path: path)
    do {
      try await store.migrate()
      let keys = try await TenantKeyring.opened(by: masterKeys, over: store.keyRecords, time: SystemTime())
      return Unlocked(store: store.sealed(by: keys), keys: keys)
    } catch {
      await store.close()
      throw error
    }
  }
}
