import EmbeddedStore
import MemoryStore
import PostgresStore
import SQLiteStore
import Sealing
import Server
import VoiceCore

/// Opens the store that the settings name: migrated, and with its rows sealed.
enum StoreOpening {
  /// What was opened.
  struct Opened: Sendable {
    let store: any ErasableStore
    /// Under a key that lives as long as the store.
    let keyed: KeyedDigest
    /// Chains the audit log; under a key of the deployment's own where there is one.
    let audit: AuditDigest
    /// Signs for what was erased.
    let signer: StatementSigner
    let leadership: any Leadership
    /// Wraps these tenants' keys by the newest master key, and tells how many that were; `nil` where there is but one.
    let rewrap: (@Sendable ([Tenant.ID]) async throws(SealFailure) -> Int)?
    /// The keys that rows are sealed under, and what seals rows anew; `nil` where nothing is sealed.
    let dataKeys: (keys: any DataKeys, renew: RenewSeals)?
    let close: @Sendable () async -> Void
  }

  static func open(_ settings: Settings, time: any TimeSource) async throws -> Opened {
    switch settings.database {
    case .memory:
      let store = MemoryStore()
      return Opened(
        store: store, keyed: .ephemeral(), audit: .sha256, signer: .ephemeral(), leadership: store.leadership,
        rewrap: nil, dataKeys: nil, close: {})
    case .sqlite(let path):
      let masterKeys = try EmbeddedKey.masterKeys(for: settings)
      let opened = try await sqlite(at: path, masterKeys)
      return Opened(
        store: opened.store, keyed: opened.keys.keyedDigest, audit: opened.keys.auditDigest,
        signer: opened.keys.statementSigner, leadership: opened.store.leadership,
        rewrap: rewrap(opened.keys, masterKeys),
        dataKeys: dataKeys(opened.keys, opened.store.renewal, time),
        close: { await opened.store.close() })
    case .postgres(let url):
      let masterKeys = try EmbeddedKey.masterKeys(for: settings)
      let store = try await postgres(at: url)
      let keys = try await keyring(masterKeys, store, time)
      let sealed = store.sealed(by: keys)
      return Opened(
        store: sealed, keyed: keys.keyedDigest, audit: keys.auditDigest, signer: keys.statementSigner,
        leadership: sealed.leadership, rewrap: rewrap(keys, masterKeys),
        dataKeys: dataKeys(keys, sealed.renewal, time),
        close: { await sealed.close() })
    }
  }

  /// Shows what the store that the settings name holds in memory.
  static func observe(_ settings: Settings, on metrics: PrometheusMetrics) {
    guard case .sqlite = settings.database else { return }
    metrics.observe("voicecore_sqlite_memory_bytes") { Double(SQLiteStore.heldBytes) }
  }

  private static func dataKeys(
    _ keys: TenantKeyring, _ renewal: any SealRenewal, _ time: any TimeSource
  ) -> (keys: any DataKeys, renew: RenewSeals) {
    (keys, RenewSeals(renewal: renewal, keys: keys, time: time))
  }

  private static func rewrap(
    _ keys: TenantKeyring, _ masterKeys: MasterKeys
  ) -> (@Sendable ([Tenant.ID]) async throws(SealFailure) -> Int)? {
    guard masterKeys.ids.count > 1 else { return nil }
    return { (tenants: [Tenant.ID]) async throws(SealFailure) -> Int in try await keys.rewrap(tenants) }
  }

  private static func sqlite(at path: String, _ masterKeys: MasterKeys) async throws -> EmbeddedStore.Unlocked {
    do {
      return try await EmbeddedStore.unlock(at: path, masterKeys: masterKeys)
    } catch let failure as StoreFailure {
      let remedy =
        failure == .corrupt
        ? "it isn't a database of this version; move it away, or use the program that made it"
        : "check the folder and its rights"
      throw problem("\(path) can't be opened (\(failure)); \(remedy)")
    } catch let failure as SealFailure {
      throw wrongKey(failure)
    }
  }

  private static func postgres(at url: PostgresURL) async throws -> PostgresStore {
    let store: PostgresStore
    do throws(PostgresFailure) { store = try PostgresStore(PostgresSettings(url)) } catch {
      throw problem(error.description)
    }
    do throws(PostgresFailure) {
      try await store.check()
    } catch {
      await store.close()
      throw problem(error.description)
    }
    return store
  }

  private static func keyring(
    _ masterKeys: MasterKeys, _ store: PostgresStore, _ time: any TimeSource
  ) async throws -> TenantKeyring {
    do throws(SealFailure) {
      return try await TenantKeyring.opened(by: masterKeys, over: store.keyRecords, time: time)
    } catch {
      await store.close()
      throw wrongKey(error)
    }
  }

  private static func wrongKey(_ failure: SealFailure) -> SettingProblems {
    SettingProblems(problems: [
      SettingProblem(MasterKeys.setting, "\(failure); it must be the key that this database was made with")
    ])
  }

  private static func problem(_ remedy: String) -> SettingProblems {
    SettingProblems(problems: [SettingProblem("VOICECORE_DATABASE_URL", remedy)])
  }
}
