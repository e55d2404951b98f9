extension PostgresSchema {
  /// Who has the calls that run; and versions that grow on when a dump is restored on a server that has counted fewer
  /// transactions.
  static let liveCalls = """
    CREATE TABLE live_calls (
      tenant_id uuid NOT NULL, call_id uuid NOT NULL, version bigint NOT NULL, body bytea NOT NULL,
      PRIMARY KEY (tenant_id, call_id),
      FOREIGN KEY (tenant_id, call_id) REFERENCES calls (tenant_id, id)
    );
    ALTER TABLE live_calls ENABLE ROW LEVEL SECURITY;
    ALTER TABLE live_calls FORCE ROW LEVEL SECURITY;
    CREATE POLICY of_the_tenant ON live_calls USING (tenant_id = current_tenant())
      WITH CHECK (tenant_id = current_tenant());

    -- By how much versions are ahead of the server's transactions. Replaced by a migration, with another number.
    CREATE FUNCTION version_offset() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT 0::bigint $$;

    CREATE OR REPLACE FUNCTION current_version() RETURNS bigint LANGUAGE sql VOLATILE
      AS $$ SELECT pg_current_xact_id()::text::bigint + version_offset() $$;
    """
}
