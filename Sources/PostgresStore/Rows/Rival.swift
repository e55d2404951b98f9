import RowStore
import VoiceCore

/// Who may have what a write was refused for, and how to find out.
struct Rival {
  let statement: Statement
  /// Whether the answer shows somebody other than the batch itself.
  let isThere: (Rows) throws(StoreFailure) -> Bool
}

extension RowBatch {
  /// Everyone who may stand behind this violation of a unique constraint.
  func rivals(behind rejection: PostgresFailure.Rejection, of tenant: Tenant.ID) -> [Rival] {
    var rivals: [Rival] = []
    for write in writes {
      guard let row = write.row else { continue }
      let table = write.table
      if rejection.constraint == table.name + "_pkey" {
        rivals.append(
          Rival(statement: RowSQL.version(RowQuery(table, .key(row.key)), of: tenant, in: .postgres).statement) {
            rows in
            rows.count > 0
          })
      }
      guard let index = table.indexes.first(where: { $0.name == rejection.constraint }) else { continue }
      let parts = Array(table.place(of: row, in: index.name).prefix(index.columns.count))
      switch index.uniqueness {
      case .none: continue
      case .inTenant:
        let query = RowQuery(table, .unique(index: index.name, parts))
        let mine = writes.filter { $0.table.name == table.name }.map(\.key)
        rivals.append(
          Rival(statement: RowSQL.find(query, of: tenant, in: .postgres).statement) { rows throws(StoreFailure) in
            try rows.stored(in: table).contains { !mine.contains($0.row.key) }
          })
      case .inDeployment:
        let values: [PostgresValue] = [.text(index.name)] + parts.prefix(1).map(\.postgres) + [.uuid(tenant.bits)]
        rivals.append(
          Rival(
            statement: Statement(
              "SELECT FROM directory WHERE kind = $1 AND key = $2 AND tenant_id <> $3", values)
          ) { rows in rows.count > 0 })
      }
    }
    return rivals
  }

  /// Whether two of the batch's own rows want the same place in the index that was violated.
  func contradictsItself(behind rejection: PostgresFailure.Rejection) -> Bool {
    var places: Set<[Part]> = []
    for write in writes {
      guard let row = write.row, let index = write.table.index(rejection.constraint ?? "") else { continue }
      let parts = write.table.place(of: row, in: index.name).prefix(index.columns.count)
      if !places.insert(Array(parts)).inserted { return true }
    }
    return false
  }
}
