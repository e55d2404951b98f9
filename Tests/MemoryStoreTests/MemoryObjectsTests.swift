import MemoryStore
import PortContracts
import Testing
import VoiceCore

@Suite("Objects in memory")
struct MemoryObjectsTests {
  @Test(arguments: ObjectContract.checks(sizeLimit: 1 << 20))
  func `objects in memory keep the contract of object stores`(_ check: ContractCheck<any ObjectStore>) async throws {
    try await check.run(MemoryObjects(limit: 1 << 20))
  }

  @Test func `what doesn't fit beside the others is refused, and fits when they are gone`() async throws {
    let objects = MemoryObjects(limit: 10)
    let keys = try ["a", "b"].map { try #require(ObjectKey(tenant: Tenant.ID(1), $0)) }
    try await objects.put(Array(repeating: 1, count: 8), at: keys[0])
    await #expect(throws: ObjectFailure.unavailable) { try await objects.put([1, 2, 3], at: keys[1]) }
    try await objects.put([1], at: keys[0])
    try await objects.put([1, 2, 3], at: keys[1])
    try await objects.delete(keys[0])
    try await objects.put(Array(repeating: 1, count: 7), at: keys[0])
  }
}
