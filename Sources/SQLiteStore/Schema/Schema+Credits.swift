extension Schema {
  /// The journal of tenants' credits; the balances are in `billing_accounts`.
  static let credits = """
    CREATE TABLE credit_entries (
      tenant_id BLOB NOT NULL, number INTEGER NOT NULL, version INTEGER NOT NULL, body BLOB NOT NULL,
      PRIMARY KEY (tenant_id, number)
    ) STRICT, WITHOUT ROWID;
    """
}
