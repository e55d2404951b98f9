extension PostgresSchema {
  /// The calls that a tenant places: one row that all of them go through.
  static let outbound = """
    CREATE TABLE outbound_ledgers (tenant_id uuid PRIMARY KEY, version bigint NOT NULL, body bytea NOT NULL);

    ALTER TABLE outbound_ledgers ENABLE ROW LEVEL SECURITY;
    ALTER TABLE outbound_ledgers FORCE ROW LEVEL SECURITY;
    CREATE POLICY of_the_tenant ON outbound_ledgers USING (tenant_id = current_tenant())
      WITH CHECK (tenant_id = current_tenant());
    """
}
