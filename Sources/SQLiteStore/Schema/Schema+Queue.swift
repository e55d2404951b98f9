extension Schema {
  /// Callers who wait, each a row of their own, and a head for each queue that all its changes go through.
  static let queue = """
    CREATE TABLE queue_heads (
      tenant_id BLOB NOT NULL, department_id BLOB NOT NULL, version INTEGER NOT NULL, body BLOB NOT NULL,
      PRIMARY KEY (tenant_id, department_id)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE waiting_callers (
      tenant_id BLOB NOT NULL, department_id BLOB NOT NULL, call_id BLOB NOT NULL, in_line INTEGER NOT NULL,
      needs BLOB NOT NULL, rank BLOB NOT NULL, version INTEGER NOT NULL, body BLOB NOT NULL,
      PRIMARY KEY (tenant_id, department_id, call_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX waiting_callers_by_rank ON waiting_callers (tenant_id, department_id, in_line, rank, call_id);
    CREATE INDEX waiting_callers_by_needs
      ON waiting_callers (tenant_id, department_id, in_line, needs, rank, call_id);
    """
}
