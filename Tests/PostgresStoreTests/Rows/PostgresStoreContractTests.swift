import Generators
import PortContracts
import PostgresStore
import PrivatePostgres
import Testing
import VoiceCore

@Suite("The Postgres store keeps the contract of stores")
struct PostgresStoreContractTests {
  @Test(.timeLimit(.minutes(2)), arguments: StoreContract.checks)
  func `the Postgres store keeps the contract`(_ check: ContractCheck<any Store>) async throws {
    let store = try await MigratedDatabase().store()
    try await check.run(store)
    await store.close()
  }

  @Test(.timeLimit(.minutes(2)), arguments: ErasureContract.checks)
  func `the Postgres store lets go of tenants as it should`(_ check: ContractCheck<any ErasableStore>) async throws {
    let store = try await MigratedDatabase().store()
    try await check.run(store)
    await store.close()
  }

  @Test(.timeLimit(.minutes(2)), arguments: ErasureContract.checks)
  func `it does so when its rows are sealed`(_ check: ContractCheck<any ErasableStore>) async throws {
    let store = try await MigratedDatabase().store()
    try await check.run(store.sealed(by: ModelCiphers(over: store.keyRecords)))
    await store.close()
  }

  @Test(.timeLimit(.minutes(2)), arguments: RotationContract.checks)
  func `it keeps what rotations promise`(_ check: ContractCheck<SealableRows>) async throws {
    let store = try await MigratedDatabase().store()
    try await check.run(
      SealableRows(records: store.keyRecords) { ciphers in
        let sealed = store.sealed(by: ciphers)
        return (sealed, sealed.renewal)
      })
    await store.close()
  }
}
