import CLibPQ

extension PostgresFailure {
  /// Reads the server's error; `nil` when libpq made the result itself because the connection broke.
  static func serverError(in result: OpaquePointer) -> PostgresFailure? {
    guard let sqlState = field(.sqlState, of: result) else { return nil }
    switch sqlState {
    case "57014": return .timedOut(.statement)
    case "55P03": return .timedOut(.lock)
    case "25P03", "57P05": return .timedOut(.held)
    case "53300", "57P01", "57P02", "57P03", "57P04":
      return .unreachable("the server ended the connection (\(sqlState))")
    case _ where sqlState.hasPrefix("08"): return .unreachable("the server ended the connection (\(sqlState))")
    default:
      return .rejected(
        Rejection(
          sqlState: sqlState, constraint: field(.constraint, of: result), table: field(.table, of: result),
          message: sqlState.hasPrefix("42") ? field(.message, of: result) : nil))
    }
  }

  /// Whether a statement failed only because the server's copy of it is out of date or gone: it works once it is
  /// prepared anew. "cached plan must not change result type" has no SQLSTATE of its own, so its place tells.
  static func isStaleStatement(_ result: OpaquePointer) -> Bool {
    switch field(.sqlState, of: result) {
    case "26000": true
    case "0A000": field(.routine, of: result) == "RevalidateCachedQuery"
    default: false
    }
  }

  /// The letters by which libpq names the parts of an error (`PG_DIAG_…`).
  private enum Field: UInt8 {
    case sqlState = 0x43  // C
    case message = 0x4D  // M
    case table = 0x74  // t
    case constraint = 0x6E  // n
    case routine = 0x52  // R
  }

  private static func field(_ field: Field, of result: OpaquePointer) -> String? {
    PQresultErrorField(result, CInt(field.rawValue)).map { String(cString: $0) }
  }
}
