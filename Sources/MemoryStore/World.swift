import RowStore
import VoiceCore

/// The whole deployment: every tenant's tables, and who holds what is unique among tenants.
struct World: Sendable {
  private var tenants: [Tenant.ID: TenantTables] = [:]
  /// By index, then by place: the indexes that are unique in the deployment.
  private(set) var directory: [String: OrderedMap<Place, Tenant.ID>] = [:]
  private(set) var heads = LogHeads()
  /// What is known of tenants that are closed.
  var closures: [Tenant.ID: TenantClosure] = [:]
  /// The tenants' wrapped keys by number, where they are kept here; `nil` as long as none ever were.
  private(set) var keys: [Tenant.ID: [WrappedKey]]?
  /// Whose doors are shut for good.
  private(set) var destroyed: Set<Tenant.ID> = []
  /// The number of the last commit, and of the last row of a log.
  private var commits: RowVersion = 0
  private var position: Int64 = 0

  /// A tenant's tables; empty for one that nobody has heard of.
  subscript(tenant: Tenant.ID) -> TenantTables { tenants[tenant] ?? TenantTables() }

  /// A tenant's tables, unless its doors are shut.
  func tables(of tenant: Tenant.ID) throws(StoreFailure) -> TenantTables {
    guard !destroyed.contains(tenant) else { throw .notFound }
    return self[tenant]
  }

  /// Everything, by tenant, table and key.
  /// See `MemoryStore`; of integers and identifiers nothing, for they hold no text.
  var bytes: [MemoryStore.KeptBytes] {
    var found: [MemoryStore.KeptBytes] = []
    for (tenant, state) in tenants.sorted(by: { $0.key < $1.key }) {
      for (name, table) in state.tables.sorted(by: { $0.key < $1.key }) {
        table.rows.ascend { _, stored in
          for case .bytes(let part) in stored.row.parts { found.append((tenant, name, part)) }
          if case .bytes(let body) = stored.row.body { found.append((tenant, name, body)) }
          return true
        }
      }
    }
    return found
  }

  var kept: [MemoryStore.Kept] {
    var kept: [MemoryStore.Kept] = []
    for (tenant, state) in tenants.sorted(by: { $0.key < $1.key }) {
      for (name, table) in state.tables.sorted(by: { $0.key < $1.key }) {
        table.rows.ascend { _, stored in
          if case .value(let value) = stored.row.body {
            kept.append(MemoryStore.Kept(tenant: tenant, table: name, value: value))
          }
          return true
        }
      }
    }
    return kept
  }

  /// Checks and applies a batch, all of it or nothing.
  mutating func commit(_ batch: RowBatch, of tenant: Tenant.ID) throws(StoreFailure) -> RowCommit {
    let state = try tables(of: tenant)
    guard hasKeys(for: batch, of: tenant) else { return .keyless }
    let isCurrent = batch.guards.allSatisfy { check in
      state.rows(check.query.selection, in: check.query.table).first?.version ?? 0 == check.version
    }
    guard isCurrent, try isNew(batch, in: state) else { return .overtaken }
    guard !batch.writes.isEmpty else { return .done }
    try checkUnique(batch, of: tenant, in: state)
    try checkParents(batch, in: state)
    commits += 1
    apply(batch, of: tenant)
    return .done
  }

  /// Whether a batch's keys are those that are kept here; true where keys are kept elsewhere.
  private func hasKeys(for batch: RowBatch, of tenant: Tenant.ID) -> Bool {
    guard let keys else { return true }
    if batch.needsKeys, keys[tenant] == nil { return false }
    return batch.generation.map { isNewest($0, of: tenant) } ?? true
  }

  /// Puts other bodies in rows that have their versions still; how many.
  mutating func renew(_ renewed: RenewedRows, of tenant: Tenant.ID) -> Int {
    var count = 0
    for stored in renewed.rows
    where self[tenant].row(Place(stored.row.key), in: renewed.table)?.version == stored.version {
      tenants[tenant]?.put(stored, in: renewed.table)
      count += 1
    }
    return count
  }

  /// Whether a key is the tenant's newest, as far as keys are kept here.
  func isNewest(_ generation: UInt32, of tenant: Tenant.ID) -> Bool {
    keys.map { $0[tenant]?.map(\.number).max() == generation } ?? true
  }

  /// Changes the wrapped keys of a tenant whose keys aren't destroyed.
  mutating func change(
    keysOf tenant: Tenant.ID, _ change: (inout [WrappedKey]) -> Void
  ) throws(StoreFailure) -> [WrappedKey] {
    guard !destroyed.contains(tenant) else { throw .notFound }
    var kept = keys?[tenant] ?? []
    change(&kept)
    kept.sort { $0.number < $1.number }
    if keys != nil || !kept.isEmpty {
      keys = keys ?? [:]
      keys?[tenant] = kept.isEmpty ? nil : kept
    }
    return kept
  }

  /// Takes out at most so many rows of a table.
  mutating func sweep(_ table: TableSchema, of tenant: Tenant.ID, limit: Int) -> Int {
    let rows = self[tenant].rows(.stretch(.init(limit: limit)), in: table)
    for stored in rows { remove(stored.row.key, from: table, of: tenant) }
    let count = rows.count + (table.isLog && heads.remove(tenant) ? 1 : 0)
    self.count(count, in: table.name, of: tenant)
    return count
  }

  /// Who holds what is unique in the deployment; nobody that is closed.
  func holder(of place: Place, in index: String) -> Tenant.ID? {
    directory[index]?[place].flatMap { closures[$0] == nil ? $0 : nil }
  }

  /// Shuts a tenant's doors for good.
  mutating func destroy(_ tenant: Tenant.ID) {
    destroyed.insert(tenant)
    keys?[tenant] = nil
  }

  /// Adds to what is counted as erased of a closed tenant.
  mutating func count(_ rows: Int, in name: String, of tenant: Tenant.ID) {
    guard rows > 0, let closure = closures[tenant] else { return }
    var counts = closure.counts
    let before = counts.first { $0.table == name }?.rows ?? 0
    counts.removeAll { $0.table == name }
    counts.append(ErasureStatement.Count(table: name, rows: before + rows))
    closures[tenant] = closure.counting(counts)
  }

  /// How many rows a tenant has, by table.
  func remains(of tenant: Tenant.ID) -> [ErasureStatement.Count] {
    var counts = self[tenant].tables.mapValues(\.rows.count)
    counts["tenant_keys"] = keys?[tenant]?.count
    return counts.filter { $0.value > 0 }.sorted { $0.key < $1.key }
      .map { ErasureStatement.Count(table: $0.key, rows: $0.value) }
  }

  /// Whether nothing is there yet where something is to be inserted.
  private func isNew(_ batch: RowBatch, in state: TenantTables) throws(StoreFailure) -> Bool {
    for case .insert(let table, let row, let otherwise) in batch.writes
    where state.row(Place(row.key), in: table) != nil {
      guard let otherwise else { return false }
      throw .taken(otherwise)
    }
    return true
  }

  private func checkUnique(_ batch: RowBatch, of tenant: Tenant.ID, in state: TenantTables) throws(StoreFailure) {
    var changed: [String: Set<Place>] = [:]
    for write in batch.writes { changed[write.table.name, default: []].insert(Place(write.key)) }
    var claimed: [String: Set<[Part]>] = [:]
    for write in batch.writes {
      guard let row = write.row else { continue }
      let table = write.table
      for index in table.indexes {
        let unique: StoreFailure.Unique
        switch index.uniqueness {
        case .none: continue
        case .inTenant(let what), .inDeployment(let what): unique = what
        }
        let parts = Array(table.place(of: row, in: index.name).dropLast(row.key.count))
        guard claimed[index.name, default: []].insert(parts).inserted else { throw .taken(unique) }
        if let holder = directory[index.name]?[Place(parts)], holder != tenant { throw .taken(unique) }
        // A holder that is written in the same batch is among those who claim, or gives it up.
        if let holder = state.holder(of: parts, in: table, index: index.name), holder != Place(row.key),
          changed[table.name]?.contains(holder) != true
        {
          throw .taken(unique)
        }
      }
    }
  }

  private func checkParents(_ batch: RowBatch, in state: TenantTables) throws(StoreFailure) {
    var added: [String: Set<Place>] = [:]
    for write in batch.writes where write.row != nil { added[write.table.name, default: []].insert(Place(write.key)) }
    for write in batch.writes {
      guard write.row != nil, let parent = write.table.parent else { continue }
      let key = Place(Array(write.key.prefix(1)))
      let isThere = added[parent]?.contains(key) == true || state.tables[parent]?.rows[key] != nil
      guard isThere else { throw .notFound }
    }
  }

  private mutating func apply(_ batch: RowBatch, of tenant: Tenant.ID) {
    for write in batch.writes { forget(write.key, in: write.table, of: tenant) }
    for write in batch.writes {
      guard let row = write.row else {
        tenants[tenant]?.remove(Place(write.key), in: write.table)
        continue
      }
      if write.table.isLog { position += 1 }
      let stored = StoredRow(row, version: commits, position: write.table.isLog ? position : 0)
      // In place: while no snapshot is out, nothing is copied.
      tenants[tenant, default: TenantTables()].put(stored, in: write.table)
      for index in write.table.indexes where index.isInDeployment {
        let parts = write.table.place(of: row, in: index.name).dropLast(row.key.count)
        directory[index.name, default: OrderedMap()][Place(Array(parts))] = tenant
      }
    }
    if batch.isLogged { heads.grow(tenant, to: LogPosition(commit: commits, number: position)) }
  }

  private mutating func remove(_ key: [Part], from table: TableSchema, of tenant: Tenant.ID) {
    forget(key, in: table, of: tenant)
    tenants[tenant]?.remove(Place(key), in: table)
  }

  /// Takes a row out of the directory.
  private mutating func forget(_ key: [Part], in table: TableSchema, of tenant: Tenant.ID) {
    for index in table.indexes where index.isInDeployment {
      guard let old = tenants[tenant]?.row(Place(key), in: table) else { continue }
      let parts = table.place(of: old.row, in: index.name).dropLast(key.count)
      directory[index.name]?[Place(Array(parts))] = nil
    }
  }
}

extension TableSchema.Index {
  /// Whether the directory has it.
  fileprivate var isInDeployment: Bool { if case .inDeployment = uniqueness { true } else { false } }
}
