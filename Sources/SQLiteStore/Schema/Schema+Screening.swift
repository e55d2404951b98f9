extension Schema {
  /// What screening keeps beside its rules. The allow-list gets a table whose entries have names; into the former one no
  /// door ever led.
  static let screening = """
    DROP TABLE allowed_numbers;

    -- How often the rules have changed, and how many there are: at most one row.
    CREATE TABLE screening_revisions (
      tenant_id BLOB NOT NULL PRIMARY KEY, version INTEGER NOT NULL, body BLOB NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE allow_list (
      tenant_id BLOB NOT NULL, number BLOB NOT NULL, id BLOB NOT NULL, version INTEGER NOT NULL, body BLOB NOT NULL,
      PRIMARY KEY (tenant_id, number)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX allow_list_by_id ON allow_list (tenant_id, id, number);

    -- What is remembered of callers; those who were reported have no age.
    CREATE TABLE caller_tracks (
      tenant_id BLOB NOT NULL, number BLOB NOT NULL, last_call INTEGER NOT NULL, version INTEGER NOT NULL,
      body BLOB NOT NULL,
      PRIMARY KEY (tenant_id, number)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX caller_tracks_by_age ON caller_tracks (tenant_id, last_call, number);

    CREATE TABLE spam_reports (
      tenant_id BLOB NOT NULL, id BLOB NOT NULL, version INTEGER NOT NULL, body BLOB NOT NULL,
      PRIMARY KEY (tenant_id, id)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE spam_reviews (
      tenant_id BLOB NOT NULL, call_id BLOB NOT NULL, is_open INTEGER NOT NULL, version INTEGER NOT NULL,
      body BLOB NOT NULL,
      PRIMARY KEY (tenant_id, call_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX spam_reviews_by_state ON spam_reviews (tenant_id, is_open, call_id);
    """
}
