extension Schema {
  /// A tenant's figures by stretch of time, and up to where they are counted.
  static let analytics = """
    CREATE TABLE analytics_progress (
      tenant_id BLOB NOT NULL PRIMARY KEY, version INTEGER NOT NULL, body BLOB NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE analytics_tallies (
      tenant_id BLOB NOT NULL, department_id BLOB NOT NULL, subject INTEGER NOT NULL, length INTEGER NOT NULL,
      part INTEGER NOT NULL, day INTEGER NOT NULL, version INTEGER NOT NULL, body BLOB NOT NULL,
      PRIMARY KEY (tenant_id, department_id, subject, length, part, day)
    ) STRICT, WITHOUT ROWID;
    """
}
