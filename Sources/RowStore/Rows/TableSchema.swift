public import VoiceCore

/// What an engine knows of a table: names, order, what is unique. It never knows what a body says.
///
/// Every table is a tenant's: `tenant_id` comes first in its key and isn't listed. Then come the key's columns, then
/// `columns`, which exist to be searched and sorted by; everything else is in the body.
public struct TableSchema: Sendable {
  /// A column's name and what it holds.
  public struct Column: Sendable, Equatable {
    /// What a column holds; the cases are those of `Part`.
    public enum Kind: Sendable { case integer, id, bytes }

    public let name: String
    public let kind: Kind

    /// A column of this kind.
    public init(_ name: String, _ kind: Kind) {
      self.name = name
      self.kind = kind
    }
  }

  /// An order in which rows are found, made of the table's columns. Ties are in the order of the key.
  public struct Index: Sendable {
    /// Among whom no two rows may be equal in the index.
    public enum Uniqueness: Sendable, Equatable {
      case none
      case inTenant(StoreFailure.Unique)
      /// Among all tenants: the platform's directory finds the tenant by it.
      case inDeployment(StoreFailure.Unique)
    }

    public let name: String
    /// Names of columns, of the key or beside it.
    public let columns: [String]
    public let uniqueness: Uniqueness

    /// An index over these columns.
    public init(_ name: String, on columns: [String], unique uniqueness: Uniqueness = .none) {
      self.name = name
      self.columns = columns
      self.uniqueness = uniqueness
    }
  }

  /// In SQL too.
  public let name: String
  /// The key's columns after `tenant_id`. Empty for a table with one row a tenant.
  public let key: [Column]
  /// Columns beside the key.
  public let columns: [Column]
  public let indexes: [Index]
  /// The table that a row's first key column refers to: no row without its parent.
  public let parent: String?
  /// Whether each row has a position in the tenant's log, given by the engine at the commit.
  public let isLog: Bool

  /// A table.
  public init(
    _ name: String, key: [Column], columns: [Column] = [], indexes: [Index] = [], parent: String? = nil,
    isLog: Bool = false
  ) {
    self.name = name
    self.key = key
    self.columns = columns
    allColumns = key + columns
    self.indexes = indexes
    self.parent = parent
    self.isLog = isLog
  }

  /// All columns, those of the key first: where an index finds its own in `Row.parts`.
  public let allColumns: [Column]

  /// Where an index's columns stand among `allColumns`.
  public func places(of index: Index) -> [Int] {
    index.columns.compactMap { name in allColumns.firstIndex { $0.name == name } }
  }

  /// The index of that name.
  public func index(_ name: String) -> Index? { indexes.first { $0.name == name } }
}
