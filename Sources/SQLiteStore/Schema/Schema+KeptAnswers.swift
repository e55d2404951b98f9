extension Schema {
  /// What was answered to requests that may come again.
  static let keptAnswers = """
    CREATE TABLE kept_answers (
      tenant_id BLOB NOT NULL, place BLOB NOT NULL, since INTEGER NOT NULL, version INTEGER NOT NULL, body BLOB NOT NULL,
      PRIMARY KEY (tenant_id, place)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX kept_answers_by_age ON kept_answers (tenant_id, since, place);
    """
}
