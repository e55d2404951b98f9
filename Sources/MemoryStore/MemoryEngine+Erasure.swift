import RowStore
import Synchronization
import VoiceCore

extension MemoryEngine: ErasingEngine {
  var ownTables: [TableSchema] { [] }

  func close(_ tenant: Tenant.ID, by actor: AuditActor, at moment: Timestamp) async throws(StoreFailure) {
    await pause()
    world.withLock { world in
      guard world.closures[tenant] == nil else { return }
      world.closures[tenant] = TenantClosure(tenant: tenant, closedAt: moment, actor: actor)
    }
  }

  func closure(of tenant: Tenant.ID) async throws(StoreFailure) -> TenantClosure? {
    await pause()
    return world.withLock { $0.closures[tenant] }
  }

  func unfinished() async throws(StoreFailure) -> [Tenant.ID] {
    await pause()
    return world.withLock { $0.closures.filter { $0.value.statement == nil }.keys.sorted() }
  }

  func erased(after cursor: Tenant.ID?, limit: Int) async throws(StoreFailure) -> [Tenant.ID] {
    await pause()
    return world.withLock { world in
      let erased = world.closures.filter { id, closure in closure.statement != nil && cursor.map { $0 < id } ?? true }
      return Array(erased.keys.sorted().prefix(limit))
    }
  }

  func keep(_ last: LastWork, of tenant: Tenant.ID) async throws(StoreFailure) {
    await change(tenant) { closure in
      closure.auditHead = closure.auditHead ?? last.auditHead
      guard closure.keysDestroyedAt == nil else { return }
      closure.handedOver = last.handedOver
      closure.recordings = last.recordings
    }
  }

  func replace(
    _ legs: [CarrierCallID], by fewer: [CarrierCallID], of tenant: Tenant.ID
  ) async throws(StoreFailure) {
    await change(tenant) { if $0.handedOver == legs { $0.handedOver = fewer } }
  }

  func replace(
    _ recordings: [CarrierRecording], by fewer: [CarrierRecording], of tenant: Tenant.ID
  ) async throws(StoreFailure) {
    await change(tenant) { if $0.recordings == recordings { $0.recordings = fewer } }
  }

  func destroyKeys(of tenant: Tenant.ID, at moment: Timestamp) async throws(StoreFailure) {
    await pause()
    world.withLock { world in
      world.destroy(tenant)
      let first = world.closures[tenant]?.keysDestroyedAt ?? moment
      world.closures[tenant]?.keysDestroyedAt = first
    }
  }

  func withdrawKeys(of tenant: Tenant.ID) async throws(StoreFailure) {
    await pause()
    world.withLock { world in
      guard world[tenant].row(Place([]), in: TableSchema("tenants", key: [])) == nil else { return }
      // Of one whose keys are destroyed none are left.
      _ = try? world.change(keysOf: tenant) { $0 = [] }
    }
  }

  func count(_ rows: Int, in name: String, of tenant: Tenant.ID) async throws(StoreFailure) {
    await pause()
    world.withLock { $0.count(rows, in: name, of: tenant) }
  }

  func remains(of tenant: Tenant.ID) async throws(StoreFailure) -> [ErasureStatement.Count] {
    await pause()
    return world.withLock { $0.remains(of: tenant) }
  }

  func finish(_ statement: SignedErasureStatement) async throws(StoreFailure) {
    await change(statement.statement.tenant) { closure in
      guard closure.statement == nil else { return }
      closure.statement = statement
      closure.handedOver = []
      closure.recordings = []
    }
  }

  private func change(_ tenant: Tenant.ID, _ change: @Sendable (inout TenantClosure) -> Void) async {
    await pause()
    world.withLock { world in
      guard var closure = world.closures[tenant] else { return }
      change(&closure)
      world.closures[tenant] = closure
    }
  }
}
