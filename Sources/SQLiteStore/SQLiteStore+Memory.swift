internal import GRDBSQLite

extension SQLiteStore {
  /// Bytes that SQLite holds in this process: the page caches of all connections, which fill up to their bound
  /// (`Limits.pageCacheKiB`) as a database grows, and prepared statements.
  /// Source: sqlite.org, `sqlite3_memory_used`.
  public static var heldBytes: Int { Int(sqlite3_memory_used()) }
}
