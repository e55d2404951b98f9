import GRDB
import VoiceCore

extension StoreFailure {
  /// The port's word for whatever went wrong below it. Source: SQLite's result codes,
  /// https://www.sqlite.org/rescode.html
  init(sqlite error: any Error) {
    switch error {
    case let failure as StoreFailure: self = failure
    case let error as DatabaseError: self.init(resultCode: error.resultCode)
    // What can't be coded or decoded.
    case is EncodingError, is DecodingError: self = .corrupt
    default: self = .unavailable
    }
  }

  private init(resultCode: ResultCode) {
    switch resultCode {
    // Held by somebody, full, out of reach, or closed: nothing was written, and it may be better later.
    case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_FULL, .SQLITE_IOERR, .SQLITE_CANTOPEN, .SQLITE_NOMEM, .SQLITE_INTERRUPT,
      .SQLITE_ABORT, .SQLITE_PROTOCOL, .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH, .SQLITE_NOLFS, .SQLITE_MISUSE:
      self = .unavailable
    // Not what was written, or not the schema that this program knows: an operator must look.
    default: self = .corrupt
    }
  }
}
