extension PostgresSchema {
  /// Messages that callers left.
  static let voicemails = """
    CREATE TABLE voicemails (
      tenant_id uuid NOT NULL, id uuid NOT NULL, received_at bigint NOT NULL, department_id uuid NOT NULL,
      version bigint NOT NULL, body bytea NOT NULL,
      PRIMARY KEY (tenant_id, id)
    );
    CREATE INDEX voicemails_by_age ON voicemails (tenant_id, received_at, id);
    CREATE INDEX voicemails_by_department ON voicemails (tenant_id, department_id, received_at, id);

    ALTER TABLE voicemails ENABLE ROW LEVEL SECURITY;
    ALTER TABLE voicemails FORCE ROW LEVEL SECURITY;
    CREATE POLICY of_the_tenant ON voicemails USING (tenant_id = current_tenant())
      WITH CHECK (tenant_id = current_tenant());
    """
}
