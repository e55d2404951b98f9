import Synchronization
import VoiceCore

extension RowSQL {
  /// What a statement's text depends on, where that is little: its text is made once and kept. There are no more of them
  /// than a few for each table.
  struct Shape: Hashable {
    /// What is done.
    enum Verb { case find, insert, replace }

    private let verb: Verb
    private let table: String
    private let index: String?
    private let parts: Int
    private let placeholder: String

    init(_ verb: Verb, _ table: TableSchema, _ dialect: Dialect) {
      (self.verb, self.table, placeholder) = (verb, table.name, dialect.placeholder)
      (index, parts) = (nil, 0)
    }

    /// `nil` for questions whose text differs too much.
    init?(_ verb: Verb, _ query: RowQuery, _ dialect: Dialect) {
      switch query.selection {
      case .key(let parts): (index, self.parts) = (nil, parts.count)
      case .unique(let index, let parts): (self.index, self.parts) = (index, parts.count)
      case .stretch, .log: return nil
      }
      (self.verb, table, placeholder) = (verb, query.table.name, dialect.placeholder)
    }

    private static let texts = Mutex<[Shape: String]>([:])

    /// The statement with these values, if its text was kept.
    func known(_ values: [Value], _ dialect: Dialect) -> RowSQL? {
      Self.texts.withLock { $0[self] }.map { RowSQL(dialect, text: $0, values: values) }
    }

    func keep(_ sql: RowSQL) { Self.texts.withLock { $0[self] = sql.text } }
  }
}

extension RowQuery {
  /// The values of a question for one row, in the order in which the statement has them.
  func values(of tenant: Tenant.ID) -> [RowSQL.Value] {
    switch selection {
    case .key(let parts), .unique(_, let parts): [.tenant(tenant)] + parts.map(RowSQL.Value.part)
    case .stretch, .log: []
    }
  }
}
