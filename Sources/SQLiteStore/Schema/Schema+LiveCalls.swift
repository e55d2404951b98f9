extension Schema {
  /// Who has the calls that run.
  static let liveCalls = """
    CREATE TABLE live_calls (
      tenant_id BLOB NOT NULL, call_id BLOB NOT NULL, version INTEGER NOT NULL, body BLOB NOT NULL,
      PRIMARY KEY (tenant_id, call_id),
      FOREIGN KEY (tenant_id, call_id) REFERENCES calls (tenant_id, id)
    ) STRICT, WITHOUT ROWID;
    """
}
