import EmbeddedStore
import Foundation
import PostgresStore
import PrivatePostgres
import SQLiteStore
import Sealing
import VoiceCore

/// A store whose rows are sealed, and every byte that it keeps.
struct SealedStore: Sendable {
  /// Where rows are kept.
  enum Kind: String, CaseIterable, Sendable { case sqlite, postgres }

  let store: any ErasableStore
  let keyring: TenantKeyring
  let renewal: any SealRenewal
  /// All files, or a dump of all of a tenant's rows.
  let dump: @Sendable (Tenant.ID) async throws -> [UInt8]
  /// The same rows, sealed by other ciphers.
  let under: @Sendable (any RowCiphers) -> any Store
  /// The same rows to another node, which has no keys at hand.
  let elsewhere: @Sendable () async throws -> any Store
  let close: @Sendable () async -> Void

  static func make(_ kind: Kind, masterKeys: MasterKeys) async throws -> SealedStore {
    switch kind {
    case .sqlite:
      let folder = FileManager.default.temporaryDirectory.path + "/voicecore-sealed-" + UUID().uuidString
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      let store = try await SQLiteStore(path: folder + "/sealed.db")
      try await store.migrate()
      let keyring = try await TenantKeyring.opened(by: masterKeys, over: store.keyRecords, time: SystemTime())
      let sealed = store.sealed(by: keyring)
      return SealedStore(
        store: sealed, keyring: keyring, renewal: sealed.renewal,
        dump: { _ in
          try FileManager.default.contentsOfDirectory(atPath: folder).sorted().reduce(into: []) { bytes, file in
            bytes += Array(try Data(contentsOf: URL(fileURLWithPath: folder + "/" + file)))
          }
        },
        under: { store.sealed(by: $0) },
        elsewhere: {
          store.sealed(
            by: try await TenantKeyring.opened(by: masterKeys, over: store.keyRecords, time: SystemTime()))
        },
        close: {
          await sealed.close()
          try? FileManager.default.removeItem(atPath: folder)
        })
    case .postgres:
      let database = try await MigratedDatabase()
      let store = try database.store()
      let keyring = try await TenantKeyring.opened(by: masterKeys, over: store.keyRecords, time: SystemTime())
      let sealed = store.sealed(by: keyring)
      return SealedStore(
        store: sealed, keyring: keyring, renewal: sealed.renewal,
        dump: { tenant in try await database.dump(of: tenant) },
        under: { store.sealed(by: $0) },
        elsewhere: {
          store.sealed(
            by: try await TenantKeyring.opened(by: masterKeys, over: store.keyRecords, time: SystemTime()))
        },
        close: { await sealed.close() })
    }
  }
}

extension [UInt8] {
  /// Whether these bytes hold those.
  func holds(_ other: some Collection<UInt8>) -> Bool { Data(self).range(of: Data(other)) != nil }
}
