import CallRuntime
import Generators
import MemoryStore
import Testing
import VoiceCore

@Suite("Work with each tenant", .timeLimit(.minutes(1)))
struct EachTenantTests {
  private let store = MemoryStore()

  @Test func `one with whom it fails holds up nobody else, and is named`() async throws {
    let ids = try await tenants(5)
    var visited: [Tenant.ID] = []
    let failure = await EachTenant(store: store).visit { tenant in
      visited.append(tenant)
      if tenant == ids[1] { throw StoreFailure.corrupt }
      if tenant == ids[3] { throw SealFailure.unknownMasterKey }
    }
    #expect(visited == ids)
    #expect(failure?.tenant == ids[1])
    #expect(failure?.description == "\(StoreFailure.corrupt), tenant \(ids[1]) and 1 more")
  }

  @Test func `nothing that fails is nothing told`() async throws {
    let ids = try await tenants(2)
    var visited: [Tenant.ID] = []
    let failure = await EachTenant(store: store).visit(beside: [Tenant.nobody, ids[0]]) { visited.append($0) }
    #expect(failure == nil)
    #expect(visited == ids + [Tenant.nobody])
  }

  @Test func `it stops between two when it is time to end`() async throws {
    _ = try await tenants(3)
    let closing = Closing()
    var count = 0
    let failure = await EachTenant(store: store, closing: closing).visit { _ in
      count += 1
      closing.close()
    }
    #expect(count == 1)
    #expect(failure == nil)
  }

  private func tenants(_ count: Int) async throws -> [Tenant.ID] {
    for number in 1...count { try await ProvisionTenant(store: store)(TestTenant.plan(number)) }
    return try await store.platform.tenants()
  }
}
