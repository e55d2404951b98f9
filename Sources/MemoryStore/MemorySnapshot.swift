import RowStore
import Synchronization
import VoiceCore

/// One tenant's rows as of the moment when the body began.
final class MemorySnapshot: RowSource {
  /// `nil` after the end.
  private let tables: Mutex<TenantTables?>
  private let pause: @Sendable () async -> Void

  init(of tables: TenantTables, pause: @escaping @Sendable () async -> Void) {
    self.tables = Mutex(tables)
    self.pause = pause
  }

  /// From now on every read throws.
  func end() { tables.withLock { $0 = nil } }

  func rows(_ query: RowQuery, for tenant: Tenant.ID) async throws(StoreFailure) -> [StoredRow] {
    await pause()
    guard let tables = tables.withLock({ $0 }) else { throw .scopeEnded }
    return tables.rows(query.selection, in: query.table)
  }
}
