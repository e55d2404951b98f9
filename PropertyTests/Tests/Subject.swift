import Foundation
import Generators
import MemoryStore
import PrivatePostgres
import Properties
import PropertyTesting
import SQLiteStore
import SealedSubjects
import Testing
import VoiceCore

/// What a law is run on.
enum Subject: String, CaseIterable, Sendable, CustomTestStringConvertible {
  case core, memory, sqlite, postgres, sim
  /// The simulated world over SQLite.
  case simOnSQLite = "sim on sqlite"

  static let all = Subject.allCases.filter { $0 != .postgres || !isQuick }
  static let stores: [Subject] = all.filter { $0 != .core && !simulated.contains($0) }
  /// Those of laws that the simulated world doesn't check.
  static let unsimulated: [Subject] = all.filter { !simulated.contains($0) }
  static let simulated: [Subject] = [.sim, .simOnSQLite]

  /// `scripts/test --quick` leaves out what needs Postgres, and says so.
  private static let isQuick = ProcessInfo.processInfo.environment["VOICECORE_QUICK"] == "yes"

  var testDescription: String { rawValue }

  private static let databases = LentDatabases()

  /// Starts what takes longer than a case may: a Postgres server, and a schema on it.
  func open() async throws {
    if self == .postgres { _ = try await Self.databases.store() }
  }

  private static func sqlite(keepsKeys: Bool) -> StoreSource {
    StoreSource("sqlite") { () async throws -> any ErasableStore in
      let store = try await SQLiteStore.inMemory()
      guard keepsKeys else { return store }
      return store.sealed(by: ModelCiphers(over: store.keyRecords))
    }
  }

  private static func postgres(keepsKeys: Bool) -> StoreSource {
    StoreSource("postgres") { () async throws -> any ErasableStore in
      guard keepsKeys else { return try await databases.store() }
      return try await databases.store(sealedBy: { ModelCiphers(over: $0) })
    }
  }

  func property(_ number: Int) -> Property? {
    guard let property = VerifiedProperty.all.first(where: { $0.number == number }) else { return nil }
    return switch self {
    case .core: property.core?()
    case .sim: property.sim?(StoreSource("memory") { MemoryStore() })
    case .simOnSQLite: property.sim?(StoreSource("sqlite") { try await SQLiteStore.inMemory() })
    case .memory:
      property.store?(StoreSource("memory") { MemoryStore() })
        ?? property.sealed?(
          .model("memory") { ciphers in
            let store = MemoryStore().sealed(by: ciphers)
            return (store, { store.bytes.map { Evidence("memory, \($0.table)", Array($0.table.utf8) + $0.bytes) } })
          })
    case .sqlite:
      property.store?(Self.sqlite(keepsKeys: property.isOfKeys)) ?? property.sealed?(.sqlite())
    case .postgres:
      property.store?(Self.postgres(keepsKeys: property.isOfKeys))
        ?? property.sealed?(.postgres(Self.databases))
    }
  }
}
