import PortContracts
import SQLiteStore
import Testing
import VoiceCore

@Suite("The SQLite store keeps the contract of stores")
struct SQLiteStoreContractTests {
  @Test(.timeLimit(.minutes(1)), arguments: StoreContract.checks)
  func `the SQLite store keeps the contract`(_ check: ContractCheck<any Store>) async throws {
    try await run(check, on: SQLiteStore.inMemory())
  }

  @Test(.timeLimit(.minutes(1)), arguments: StoreContract.checks)
  func `it keeps it on the caller's thread, where others go first at every pause`(
    _ check: ContractCheck<any Store>
  ) async throws {
    try await run(check, on: SQLiteStore.inMemory(turns: .inline(pause: { await Task.yield() })))
  }

  @Test(.timeLimit(.minutes(1)), arguments: StoreContract.checks)
  func `it keeps it in a file, with few connections and small groups`(_ check: ContractCheck<any Store>) async throws {
    var limits = SQLiteStore.Limits()
    limits.lookups = 1
    limits.snapshots = 2
    limits.commitsPerFlush = 2
    let folder = try Folder()
    let store = try await SQLiteStore(path: folder.database, limits: limits)
    try await store.migrate()
    try await run(check, on: store)
  }

  @Test(.timeLimit(.minutes(1)), arguments: ErasureContract.checks)
  func `the SQLite store lets go of tenants as it should`(_ check: ContractCheck<any ErasableStore>) async throws {
    let store = try await SQLiteStore.inMemory()
    do {
      try await check.run(store)
    } catch {
      await store.close()
      throw error
    }
    await store.close()
  }

  @Test(.timeLimit(.minutes(1)), arguments: RotationContract.checks)
  func `sealed, the SQLite store keeps what rotations promise`(_ check: ContractCheck<SealableRows>) async throws {
    let store = try await SQLiteStore.inMemory()
    do {
      try await check.run(
        SealableRows(records: store.keyRecords) { ciphers in
          let sealed = store.sealed(by: ciphers)
          return (sealed, sealed.renewal)
        })
    } catch {
      await store.close()
      throw error
    }
    await store.close()
  }

  private func run(_ check: ContractCheck<any Store>, on store: SQLiteStore) async throws {
    do {
      try await check.run(store)
    } catch {
      await store.close()
      throw error
    }
    await store.close()
  }
}
