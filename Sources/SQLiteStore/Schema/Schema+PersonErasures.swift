extension Schema {
  /// Whose data were erased, or are to be.
  static let personErasures = """
    CREATE TABLE person_erasures (
      tenant_id BLOB NOT NULL, id BLOB NOT NULL, is_open INTEGER NOT NULL, version INTEGER NOT NULL, body BLOB NOT NULL,
      PRIMARY KEY (tenant_id, id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX person_erasures_by_state ON person_erasures (tenant_id, is_open, id);
    """
}
