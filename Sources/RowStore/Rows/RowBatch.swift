public import VoiceCore

/// What a unit of work asks of its engine: checks and writes, all or nothing.
public struct RowBatch: Sendable {
  /// A row that must be as it was.
  public struct Guard: Sendable {
    public let query: RowQuery
    /// 0: must not be there.
    public let version: RowVersion
  }

  /// One write.
  public enum Write: Sendable {
    /// Adds the row or replaces it.
    case put(TableSchema, Row)
    /// Adds the row; when its key is there already, the whole batch fails, or is overtaken (`nil`) and runs again.
    case insert(TableSchema, Row, otherwise: StoreFailure.Unique?)
    /// Takes the row out; one that isn't there is no error.
    case delete(TableSchema, key: [Part])

    /// The table that is written.
    public var table: TableSchema {
      switch self {
      case .put(let table, _), .insert(let table, _, _), .delete(let table, _): table
      }
    }
  }

  public let guards: [Guard]
  /// Each key once; parents before children.
  public let writes: [Write]
  /// Whether its rows are sealed under the tenant's keys.
  public let isSealed: Bool
  /// The number of the key that its rows are sealed under: nothing is written unless that is the tenant's newest. `nil` for
  /// a batch that leaves no row, and where keys have no numbers.
  public let generation: UInt32?

  init(guards: [Guard], writes: [Write], isSealed: Bool = false, generation: UInt32? = nil) {
    self.guards = guards
    self.writes = writes
    self.isSealed = isSealed
    self.generation = writes.contains { $0.row != nil } ? generation : nil
  }

  /// Whether it writes the tenant's own row, sealed: its first one may come while somebody takes the keys out, because
  /// another attempt at the same tenant came to nothing.
  public var needsKeys: Bool {
    isSealed && writes.contains { $0.row != nil && $0.table.name == Tables.tenants.schema.name }
  }

  /// Whether a log grows by it.
  public var isLogged: Bool { writes.contains { $0.table.isLog && $0.row != nil } }

  /// Whether it takes something out of a log.
  public var forgets: Bool { writes.contains { $0.table.isLog && $0.row == nil } }
}
