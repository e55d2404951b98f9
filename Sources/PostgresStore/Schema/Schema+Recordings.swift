extension PostgresSchema {
  /// The recordings of calls; of a closed tenant, those that the carrier still has.
  static let recordings = """
    CREATE TABLE recordings (
      tenant_id uuid NOT NULL, id uuid NOT NULL, due_at bigint NOT NULL, at_carrier bigint NOT NULL,
      version bigint NOT NULL, body bytea NOT NULL,
      PRIMARY KEY (tenant_id, id)
    );
    CREATE INDEX recordings_by_due ON recordings (tenant_id, due_at, id);
    CREATE INDEX recordings_by_carrier ON recordings (tenant_id, at_carrier, id);

    ALTER TABLE recordings ENABLE ROW LEVEL SECURITY;
    ALTER TABLE recordings FORCE ROW LEVEL SECURITY;
    CREATE POLICY of_the_tenant ON recordings USING (tenant_id = current_tenant())
      WITH CHECK (tenant_id = current_tenant());

    -- What the carrier calls those of a closed tenant, for as long as it is to delete them.
    ALTER TABLE erasures ADD COLUMN recordings bytea;
    """
}
