extension Schema {
  /// Where a tenant's events are sent to, and how each stands on its way there.
  static let webhooks = """
    CREATE TABLE webhook_rosters (
      tenant_id BLOB NOT NULL PRIMARY KEY, version INTEGER NOT NULL, body BLOB NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE webhook_deliveries (
      tenant_id BLOB NOT NULL, endpoint_id BLOB NOT NULL, call_id BLOB NOT NULL, ordinal INTEGER NOT NULL,
      due_at INTEGER NOT NULL, state INTEGER NOT NULL, created_at INTEGER NOT NULL,
      version INTEGER NOT NULL, body BLOB NOT NULL,
      PRIMARY KEY (tenant_id, endpoint_id, call_id, ordinal)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX webhook_deliveries_by_due ON webhook_deliveries (tenant_id, endpoint_id, due_at, call_id, ordinal);
    CREATE INDEX webhook_deliveries_by_age ON webhook_deliveries (tenant_id, endpoint_id, created_at, call_id, ordinal);
    CREATE INDEX webhook_deliveries_by_state
      ON webhook_deliveries (tenant_id, endpoint_id, state, created_at, call_id, ordinal);
    """
}
