import MemoryStore
import PortContracts
import Testing
import VoiceCore

@Suite("The memory store keeps the contract of stores")
struct MemoryStoreContractTests {
  @Test(.timeLimit(.minutes(1)), arguments: StoreContract.checks)
  func `the memory store keeps the contract`(_ check: ContractCheck<any Store>) async throws {
    try await check.run(MemoryStore())
  }

  @Test(.timeLimit(.minutes(1)), arguments: StoreContract.checks)
  func `it keeps it where others go first at every pause`(_ check: ContractCheck<any Store>) async throws {
    try await check.run(MemoryStore(pause: { await Task.yield() }))
  }

  @Test(.timeLimit(.minutes(1)), arguments: ErasureContract.checks)
  func `the memory store lets go of tenants as it should`(_ check: ContractCheck<any ErasableStore>) async throws {
    try await check.run(MemoryStore(pause: { await Task.yield() }))
  }

  @Test(.timeLimit(.minutes(1)), arguments: RotationContract.checks)
  func `sealed, the memory store keeps what rotations promise`(_ check: ContractCheck<SealableRows>) async throws {
    let store = MemoryStore(pause: { await Task.yield() })
    try await check.run(
      SealableRows(records: store.keyRecords) { ciphers in
        let sealed = store.sealed(by: ciphers)
        return (sealed, sealed.renewal)
      })
  }
}
