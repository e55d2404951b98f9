extension Schema {
  /// What a tenant's people keep beside their entries: the questions that they try them by, answers that
  /// were marked as wrong, and how much there is of all, one row that all of it goes through.
  static let knowledge = """
    CREATE TABLE knowledge_holdings (
      tenant_id BLOB NOT NULL PRIMARY KEY, version INTEGER NOT NULL, body BLOB NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE knowledge_test_sets (
      tenant_id BLOB NOT NULL, id BLOB NOT NULL, version INTEGER NOT NULL, body BLOB NOT NULL,
      PRIMARY KEY (tenant_id, id)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE knowledge_suggestions (
      tenant_id BLOB NOT NULL, id BLOB NOT NULL, version INTEGER NOT NULL, body BLOB NOT NULL,
      PRIMARY KEY (tenant_id, id)
    ) STRICT, WITHOUT ROWID;
    """
}
