extension PostgresSchema {
  /// Whose data were erased, or are to be.
  static let personErasures = """
    CREATE TABLE person_erasures (
      tenant_id uuid NOT NULL, id uuid NOT NULL, is_open bigint NOT NULL, version bigint NOT NULL, body bytea NOT NULL,
      PRIMARY KEY (tenant_id, id)
    );
    CREATE INDEX person_erasures_by_state ON person_erasures (tenant_id, is_open, id);

    ALTER TABLE person_erasures ENABLE ROW LEVEL SECURITY;
    ALTER TABLE person_erasures FORCE ROW LEVEL SECURITY;
    CREATE POLICY of_the_tenant ON person_erasures USING (tenant_id = current_tenant())
      WITH CHECK (tenant_id = current_tenant());
    """
}
