import VoiceCore

/// What a unit of work read by key, and what it wants changed.
struct Work: Sendable {
  var seen: [GuardedPlace: (query: RowQuery, version: RowVersion)] = [:]
  var own: [OwnPlace: OwnRow] = [:]
  /// The same row was read twice and had changed in between.
  var isTorn = false
  /// The body asked for what can't be, whatever others do; told at the commit.
  var refusal: StoreFailure?

  /// Whether what was read may stem from different instants, so that even a refusal founded on it must be checked.
  var mayMixInstants: Bool { isTorn || seen.count > 1 }

  /// The first version counts: if it is no longer current, nothing is committed.
  mutating func remember(_ version: RowVersion, of query: RowQuery, at place: GuardedPlace) {
    if let first = seen[place] {
      if first.version != version { isTorn = true }
    } else {
      seen[place] = (query, version)
    }
  }

  /// The body's own rows of a table; those that it takes out too.
  func rows(of table: String) -> [OwnRow] {
    own.isEmpty ? [] : own.values.filter { $0.table.name == table }
  }

  /// What must hold for the work to count.
  var guards: [RowBatch.Guard] {
    // Sorted, so that two commits take the same rows in the same order.
    seen.sorted { $0.key < $1.key }.map { RowBatch.Guard(query: $1.query, version: $1.version) }
  }

  /// Whether a row goes in the same commit as its parent: then it goes first, for a parent with children can't go.
  private func leavesWithParent(_ row: OwnRow) -> Bool {
    guard !row.isPut, let parent = row.table.parent else { return false }
    return own[OwnPlace(table: parent, key: Array(row.key.prefix(1)))].map { !$0.isPut } ?? false
  }

  /// The work as an engine carries it out, with every body encoded: parents before children, then by key.
  func batch(sealedBy cipher: (any TenantCipher)?) throws(StoreFailure) -> RowBatch {
    var writes: [RowBatch.Write] = []
    let inOrder = own.sorted { left, right in
      let leaving = (leavesWithParent(left.value), leavesWithParent(right.value))
      guard leaving.0 == leaving.1 else { return leaving.0 }
      let orders = (Tables.order[left.key.table] ?? 0, Tables.order[right.key.table] ?? 0)
      return orders.0 == orders.1 ? left.key.key.precedes(right.key.key) : orders.0 < orders.1
    }
    for (_, row) in inOrder { writes.append(try row.write()) }
    return RowBatch(guards: guards, writes: writes, isSealed: cipher != nil, generation: cipher?.generation)
  }
}

/// Which row was read, and how.
struct GuardedPlace: Hashable, Comparable, Sendable {
  let table: String
  let place: RowPlace

  static func < (left: Self, right: Self) -> Bool {
    left.table == right.table ? left.parts.precedes(right.parts) : left.table < right.table
  }

  private var parts: [Part] {
    switch place {
    case .key(let parts): [.integer(0)] + parts
    case .unique(let index, let parts): [.integer(1), .bytes(Array(index.utf8))] + parts
    }
  }
}

/// Which row a body changes.
struct OwnPlace: Hashable, Sendable {
  let table: String
  let key: [Part]
}
