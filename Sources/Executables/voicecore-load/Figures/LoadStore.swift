import ArgumentParser
import EmbeddedStore
import Foundation
import MemoryStore
import PostgresStore
import PrivatePostgres
import SQLiteStore
import Sealing
import VoiceCore

/// A kind of store, opened for a run as a deployment has it.
enum LoadStore: String, CaseIterable, ExpressibleByArgument {
  case memory, sqlite, postgres

  /// As it is called in reports.
  var words: String {
    switch self {
    case .memory: "memory"
    case .sqlite: "SQLite"
    case .postgres: "Postgres"
    }
  }

  /// Runs the body with an empty one, and closes it: a file that begins with this name, or a private server's database.
  func open<Outcome>(
    named name: String, in place: TemporaryDatabase, _ body: (any Store) async throws -> Outcome
  ) async throws -> Outcome {
    switch self {
    case .memory: return try await body(MemoryStore())
    case .sqlite:
      let store = try await Self.sqlite(at: place.path(for: name))
      do {
        let outcome = try await body(store)
        await store.close()
        return outcome
      } catch {
        await store.close()
        throw error
      }
    case .postgres: return try await body(try await Self.postgres())
    }
  }

  /// On disk, as durable and sealed as in a deployment: an acknowledged commit is on the disk.
  static func sqlite(at path: String) async throws -> SQLiteStore {
    try await EmbeddedStore.open(at: path, masterKeys: try MasterKeys(MasterKeys.newKeyText()))
  }

  /// A private server's that writes through to the disk, with rows as sealed as in a deployment.
  static func postgres() async throws -> PostgresStore {
    setenv("VOICECORE_POSTGRES_FSYNC", "on", 1)
    let store = try await MigratedDatabase().store()
    let masterKeys = try MasterKeys(MasterKeys.newKeyText())
    return store.sealed(
      by: try await TenantKeyring.opened(by: masterKeys, over: store.keyRecords, time: SystemTime()))
  }
}
