extension PostgresSchema {
  /// Callers who wait, each a row of their own, and a head for each queue that all its changes go through.
  static let queue = """
    CREATE TABLE queue_heads (
      tenant_id uuid NOT NULL, department_id uuid NOT NULL, version bigint NOT NULL, body bytea NOT NULL,
      PRIMARY KEY (tenant_id, department_id)
    );

    CREATE TABLE waiting_callers (
      tenant_id uuid NOT NULL, department_id uuid NOT NULL, call_id uuid NOT NULL, in_line bigint NOT NULL,
      needs bytea NOT NULL, rank bytea NOT NULL, version bigint NOT NULL, body bytea NOT NULL,
      PRIMARY KEY (tenant_id, department_id, call_id)
    );
    CREATE INDEX waiting_callers_by_rank ON waiting_callers (tenant_id, department_id, in_line, rank, call_id);
    CREATE INDEX waiting_callers_by_needs
      ON waiting_callers (tenant_id, department_id, in_line, needs, rank, call_id);

    DO $$ DECLARE name text; BEGIN
      FOREACH name IN ARRAY ARRAY['queue_heads', 'waiting_callers']
      LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format(
          'CREATE POLICY of_the_tenant ON %I USING (tenant_id = current_tenant()) '
          || 'WITH CHECK (tenant_id = current_tenant())', name);
      END LOOP;
    END $$;
    """
}
