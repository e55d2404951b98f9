import FoundationEssentials
import GRDB
import RowStore
import VoiceCore

extension RowSQL.Dialect {
  /// Numbered placeholders; versions are commits, and the one writer counts positions on as it inserts.
  static let sqlite = RowSQL.Dialect(
    placeholder: "?", version: "(SELECT value FROM commit_sequence)",
    position: "(SELECT position FROM commit_sequence)")
}

extension RowSQL {
  /// Prepared once a connection, with its values bound.
  func statement(in db: Database) throws -> GRDB.Statement {
    let statement = try db.cachedStatement(sql: text)
    try statement.setArguments(StatementArguments(values.map(\.database)))
    return statement
  }
}

extension RowSQL.Value {
  fileprivate var database: DatabaseValue {
    switch self {
    case .tenant(let tenant): tenant.bits.bytes.databaseValue
    case .part(let part): part.database
    case .integer(let value): value.databaseValue
    case .body(let bytes): Data(bytes).databaseValue
    }
  }
}

extension Part {
  /// The part as a column holds it.
  var database: DatabaseValue {
    switch self {
    case .id(let bits): bits.bytes.databaseValue
    case .integer(let value): value.databaseValue
    case .bytes(let bytes): Data(bytes).databaseValue
    }
  }
}

extension UInt128 {
  /// The highest byte first, so that bytes compare as numbers do.
  var bytes: Data { withUnsafeBytes(of: bigEndian) { Data($0) } }

  /// The number of 16 such bytes.
  init(bytes: Data) throws {
    guard bytes.count == 16 else { throw StoreFailure.corrupt }
    self = bytes.reduce(0) { $0 << 8 | UInt128($1) }
  }
}
