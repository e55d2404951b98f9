extension Schema {
  /// The calls that a tenant places: one row that all of them go through.
  static let outbound = """
    CREATE TABLE outbound_ledgers (
      tenant_id BLOB NOT NULL PRIMARY KEY, version INTEGER NOT NULL, body BLOB NOT NULL
    ) STRICT, WITHOUT ROWID;
    """
}
