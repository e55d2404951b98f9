public import VoiceCore

/// One question to a table: at most one row, or a stretch of an order.
public struct RowQuery: Sendable {
  /// Which rows.
  public enum Selection: Sendable {
    /// The row with this key.
    case key([Part])
    /// The row with these parts in a unique index.
    case unique(index: String, [Part])
    /// A stretch of an index (`nil`: of the key), the rows that begin with `prefix`.
    case stretch(Stretch)
    /// Rows of a log in the order of their commits, then positions, from just after one (`nil`: from the first), none
    /// whose predecessors could still appear.
    case log(after: LogPosition?, limit: Int)
  }

  /// A stretch of an order.
  public struct Stretch: Sendable {
    public let index: String?
    /// Equal in the first columns of the order.
    public let prefix: [Part]
    /// Only what comes after this place, in the direction of reading: all parts of the order, then those of the key.
    public let after: [Part]?
    public let isDescending: Bool
    /// At most so many rows; negative counts as 0.
    public let limit: Int

    /// A stretch; all of it unless told otherwise.
    public init(
      index: String? = nil, prefix: [Part] = [], after: [Part]? = nil, isDescending: Bool = false, limit: Int = .max
    ) {
      self.index = index
      self.prefix = prefix
      self.after = after
      self.isDescending = isDescending
      self.limit = limit
    }
  }

  public let table: TableSchema
  public let selection: Selection

  /// A question to a table.
  public init(_ table: TableSchema, _ selection: Selection) {
    self.table = table
    self.selection = selection
  }
}

extension TableSchema {
  /// A row's place in an order: the parts of the index, then those of the key. What is sorted by, and resumed after.
  public func place(of row: Row, in index: String?) -> [Part] {
    guard let index = index.flatMap(self.index) else { return row.key }
    let parts = row.parts
    return places(of: index).map { parts[$0] } + row.key
  }
}
