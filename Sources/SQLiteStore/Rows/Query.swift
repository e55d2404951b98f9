import FoundationEssentials
import GRDB
import VoiceCore

/// One SELECT of three columns with its bound values: two numbers and a text.
struct Query: Sendable {
  let sql: String
  let values: [DatabaseValue]

  init(_ sql: String, _ values: any DatabaseValueConvertible...) {
    self.sql = sql
    self.values = values.map(\.databaseValue)
  }

  /// What it finds now.
  func rows(in db: Database) throws -> [StoredRow] {
    let statement = try db.cachedStatement(sql: sql)
    var rows: [StoredRow] = []
    let cursor = try Row.fetchCursor(statement, arguments: StatementArguments(values))
    while let row = try cursor.next() {
      guard let first = Int64.fromDatabaseValue(row[0]), let second = Int64.fromDatabaseValue(row[1]),
        let body = Data.fromDatabaseValue(row[2])
      else { throw StoreFailure.corrupt }
      rows.append(StoredRow(first: first, second: second, body: body))
    }
    return rows
  }
}

/// Where queries are answered: a snapshot, or the latest commit.
protocol RowSource: Sendable {
  func rows(_ query: Query) async throws(StoreFailure) -> [StoredRow]
}
