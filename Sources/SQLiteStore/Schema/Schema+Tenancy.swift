extension Schema {
  /// What a tenant begins with beside its content, and what stays of it when it goes.
  static let tenancy = """
    CREATE TABLE billing_accounts (
      tenant_id BLOB NOT NULL PRIMARY KEY, version INTEGER NOT NULL, body BLOB NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE webhook_secrets (
      tenant_id BLOB NOT NULL PRIMARY KEY, version INTEGER NOT NULL, body BLOB NOT NULL
    ) STRICT, WITHOUT ROWID;

    -- Who is closed, and who is gone, since when. No content: the platform's look-ups pass over whoever stands here.
    CREATE TABLE tenant_closures (
      tenant_id BLOB NOT NULL, step TEXT NOT NULL CHECK (step IN ('closed', 'erased')), at INTEGER NOT NULL,
      PRIMARY KEY (tenant_id, step)
    ) STRICT, WITHOUT ROWID;
    -- Where a closed tenant's audit log stood, and the statement that it is gone.
    CREATE TABLE erasures (tenant_id BLOB NOT NULL PRIMARY KEY, audit_head BLOB, statement BLOB) STRICT, WITHOUT ROWID;
    -- How many rows of each table went.
    CREATE TABLE erased_rows (
      tenant_id BLOB NOT NULL, name TEXT NOT NULL, rows INTEGER NOT NULL, PRIMARY KEY (tenant_id, name)
    ) STRICT, WITHOUT ROWID;
    """
}
