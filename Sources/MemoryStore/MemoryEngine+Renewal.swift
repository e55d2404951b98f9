import RowStore
import Synchronization
import VoiceCore

extension MemoryEngine: RenewingEngine {
  /// Commits take no time here.
  func commitMark() async throws(StoreFailure) -> Int64 { 0 }
  func isSettled(_ mark: Int64) async throws(StoreFailure) -> Bool { true }

  func rows(_ stretch: SealedStretch, of tenant: Tenant.ID) async throws(StoreFailure) -> [StoredRow] {
    await pause()
    let tables = try world.withLock { world throws(StoreFailure) in try world.tables(of: tenant) }
    let found = tables.rows(.stretch(.init(after: stretch.last, limit: stretch.limit)), in: stretch.table)
    return found.map { stored in
      guard case .bytes(let body) = stored.row.body,
        !body.prefix(SealedHeader.count).lexicographicallyPrecedes(stretch.header)
      else { return stored }
      let row = Row(key: stored.row.key, columns: stored.row.columns, body: .bytes([]))
      return StoredRow(row, version: stored.version, position: stored.position)
    }
  }

  func renew(_ rows: RenewedRows, of tenant: Tenant.ID) async throws(StoreFailure) -> Renewed {
    await pause()
    return try world.withLock { world throws(StoreFailure) in
      _ = try world.tables(of: tenant)
      guard world.isNewest(rows.generation, of: tenant) else { return .superseded }
      return .rows(world.renew(rows, of: tenant))
    }
  }
}
