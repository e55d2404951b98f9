import CLibPQ

/// A connection of the owner's, used from one thread that may block.
final class MigrationConnection {
  private let handle: OpaquePointer
  private let url: PostgresURL

  init(_ url: PostgresURL, _ limits: MigrationLimits) throws(MigrationFailure) {
    self.url = url
    let seconds = max(2, limits.connectTimeout.milliseconds / 1000)
    let parameters = [
      ("connect_timeout", "\(seconds)"), ("keepalives_idle", "30"), ("dbname", url.text),
      ("application_name", "voicecore migrate"), ("client_encoding", "UTF8"),
      (
        "options",
        "\(url.options) -c statement_timeout=\(limits.stepTimeout.milliseconds) -c client_min_messages=warning"
          + " -c search_path=public,pg_temp"
      ),
    ]
    let texts = parameters.map { ($0.0.utf8CString, $0.1.utf8CString) }
    guard let handle = Self.connect(texts) else { throw .unreachable(url.reason("no memory for a connection")) }
    self.handle = handle
    PQsetNoticeProcessor(handle, { _, _ in }, nil)
    guard PQstatus(handle) == CONNECTION_OK else { throw .unreachable(url.reason(words)) }
  }

  deinit { PQfinish(handle) }

  private static func connect(_ texts: [(ContiguousArray<CChar>, ContiguousArray<CChar>)]) -> OpaquePointer? {
    // One block that lives as long as the call; libpq copies what it is told.
    var bytes: [CChar] = []
    var places: [(keyword: Int, value: Int)] = []
    for (keyword, value) in texts {
      places.append((bytes.count, bytes.count + keyword.count))
      bytes += keyword
      bytes += value
    }
    return bytes.withUnsafeBufferPointer { bytes in
      let keywords = places.map { bytes.baseAddress?.advanced(by: $0.keyword) } + [nil]
      let values = places.map { bytes.baseAddress?.advanced(by: $0.value) } + [nil]
      return PQconnectdbParams(keywords, values, 1)
    }
  }

  private var words: String { String(cString: PQerrorMessage(handle)) }

  /// What the server says to one text of statements: rows of text, or why not. The reason may quote SQL, never rows that
  /// a client sent, for no values travel with it.
  struct Refusal: Error {
    let sqlState: String?
    let reason: String
  }

  /// Runs any number of statements and gives the last one's rows.
  @discardableResult
  func run(_ sql: String) throws(Refusal) -> [[String?]] {
    let result = PQexec(handle, sql)
    defer { PQclear(result) }
    switch PQresultStatus(result) {
    case PGRES_COMMAND_OK, PGRES_EMPTY_QUERY: return []
    case PGRES_TUPLES_OK:
      return (0..<PQntuples(result)).map { row in
        (0..<PQnfields(result)).map { column in
          PQgetisnull(result, row, column) == 1 ? nil : String(cString: PQgetvalue(result, row, column))
        }
      }
    default:
      let sqlState = PQresultErrorField(result, CInt(UInt8(ascii: "C"))).map { String(cString: $0) }
      let primary = PQresultErrorField(result, CInt(UInt8(ascii: "M"))).map { String(cString: $0) }
      throw Refusal(sqlState: sqlState, reason: primary ?? url.reason(words))
    }
  }
}

extension String {
  /// As a constant in SQL.
  var quotedForSQL: String { "'\(replacing("'", with: "''"))'" }
}
