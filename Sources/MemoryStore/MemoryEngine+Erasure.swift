import RowStore
import VoiceCore

extension MemoryEngine: ErasingEngine {
  var ownTables: [TableSchema] { [] }

  func close(_ tenant: Tenant.ID, at moment: Timestamp) async throws(StoreFailure) {
    await pause()
    world.withLock { world in
      if world.closures[tenant] == nil { world.closures[tenant] = TenantClosure(tenant: tenant, closedAt: moment) }
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

  func keep(_ head: AuditHead, of tenant: Tenant.ID) async throws(StoreFailure) {
    await pause()
    world.withLock { world in
      guard let closure = world.closures[tenant], closure.auditHead == nil else { return }
      world.closures[tenant] = TenantClosure(
        tenant: tenant, closedAt: closure.closedAt, auditHead: head, counts: closure.counts,
        statement: closure.statement)
    }
  }

  func destroyKeys(of tenant: Tenant.ID) async throws(StoreFailure) {
    await pause()
    world.withLock { $0.destroy(tenant) }
  }

  func withdrawKeys(of tenant: Tenant.ID) async throws(StoreFailure) { await pause() }

  func count(_ rows: Int, in name: String, of tenant: Tenant.ID) async throws(StoreFailure) {
    await pause()
    world.withLock { $0.count(rows, in: name, of: tenant) }
  }

  func remains(of tenant: Tenant.ID) async throws(StoreFailure) -> [ErasureStatement.Count] {
    await pause()
    return world.withLock { $0.remains(of: tenant) }
  }

  func finish(_ statement: SignedErasureStatement) async throws(StoreFailure) {
    await pause()
    world.withLock { world in
      guard let closure = world.closures[statement.statement.tenant], closure.statement == nil else { return }
      world.closures[closure.tenant] = TenantClosure(
        tenant: closure.tenant, closedAt: closure.closedAt, auditHead: closure.auditHead, counts: closure.counts,
        statement: statement)
    }
  }
}
