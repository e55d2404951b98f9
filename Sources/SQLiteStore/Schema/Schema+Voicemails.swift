extension Schema {
  /// Messages that callers left.
  static let voicemails = """
    CREATE TABLE voicemails (
      tenant_id BLOB NOT NULL, id BLOB NOT NULL, received_at INTEGER NOT NULL, department_id BLOB NOT NULL,
      version INTEGER NOT NULL, body BLOB NOT NULL,
      PRIMARY KEY (tenant_id, id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX voicemails_by_age ON voicemails (tenant_id, received_at, id);
    CREATE INDEX voicemails_by_department ON voicemails (tenant_id, department_id, received_at, id);
    """
}
