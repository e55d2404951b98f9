import MemoryStore
import PortContracts
import Testing
import VoiceCore

@Suite("Leadership over the memory store")
struct MemoryLeadershipTests {
  @Test(.timeLimit(.minutes(1)), arguments: LeadershipContract.checks)
  func `it keeps the contract`(_ check: ContractCheck<LeadershipContract.Nodes>) async throws {
    let store = MemoryStore()
    try await check.run(.init(store.leadership, store.leadership))
  }
}
