extension PostgresSchema {
  /// The journal of tenants' credits; the balances are in `billing_accounts`.
  static let credits = """
    CREATE TABLE credit_entries (
      tenant_id uuid NOT NULL, number bigint NOT NULL, version bigint NOT NULL, body bytea NOT NULL,
      PRIMARY KEY (tenant_id, number)
    );

    ALTER TABLE credit_entries ENABLE ROW LEVEL SECURITY;
    ALTER TABLE credit_entries FORCE ROW LEVEL SECURITY;
    CREATE POLICY of_the_tenant ON credit_entries USING (tenant_id = current_tenant())
      WITH CHECK (tenant_id = current_tenant());
    """
}
