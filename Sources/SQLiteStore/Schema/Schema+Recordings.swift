extension Schema {
  /// The recordings of calls; of a closed tenant, those that the carrier still has.
  static let recordings = """
    CREATE TABLE recordings (
      tenant_id BLOB NOT NULL, id BLOB NOT NULL, due_at INTEGER NOT NULL, at_carrier INTEGER NOT NULL,
      version INTEGER NOT NULL, body BLOB NOT NULL,
      PRIMARY KEY (tenant_id, id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX recordings_by_due ON recordings (tenant_id, due_at, id);
    CREATE INDEX recordings_by_carrier ON recordings (tenant_id, at_carrier, id);

    -- What the carrier calls those of a closed tenant, for as long as it is to delete them.
    ALTER TABLE erasures ADD COLUMN recordings BLOB;
    """
}
