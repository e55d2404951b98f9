extension PostgresSchema {
  /// Where a tenant's events are sent to, and how each stands on its way there.
  static let webhooks = """
    CREATE TABLE webhook_rosters (tenant_id uuid PRIMARY KEY, version bigint NOT NULL, body bytea NOT NULL);

    ALTER TABLE webhook_rosters ENABLE ROW LEVEL SECURITY;
    ALTER TABLE webhook_rosters FORCE ROW LEVEL SECURITY;
    CREATE POLICY of_the_tenant ON webhook_rosters USING (tenant_id = current_tenant())
      WITH CHECK (tenant_id = current_tenant());

    CREATE TABLE webhook_deliveries (
      tenant_id uuid NOT NULL, endpoint_id uuid NOT NULL, call_id uuid NOT NULL, ordinal bigint NOT NULL,
      due_at bigint NOT NULL, state bigint NOT NULL, created_at bigint NOT NULL,
      version bigint NOT NULL, body bytea NOT NULL,
      PRIMARY KEY (tenant_id, endpoint_id, call_id, ordinal)
    );
    CREATE INDEX webhook_deliveries_by_due ON webhook_deliveries (tenant_id, endpoint_id, due_at, call_id, ordinal);
    CREATE INDEX webhook_deliveries_by_age ON webhook_deliveries (tenant_id, endpoint_id, created_at, call_id, ordinal);
    CREATE INDEX webhook_deliveries_by_state
      ON webhook_deliveries (tenant_id, endpoint_id, state, created_at, call_id, ordinal);

    ALTER TABLE webhook_deliveries ENABLE ROW LEVEL SECURITY;
    ALTER TABLE webhook_deliveries FORCE ROW LEVEL SECURITY;
    CREATE POLICY of_the_tenant ON webhook_deliveries USING (tenant_id = current_tenant())
      WITH CHECK (tenant_id = current_tenant());
    """
}
