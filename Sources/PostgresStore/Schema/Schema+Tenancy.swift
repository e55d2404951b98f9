extension PostgresSchema {
  /// What a tenant begins with beside its content, and what stays of it when it goes.
  static let tenancy = """
    CREATE TABLE billing_accounts (tenant_id uuid PRIMARY KEY, version bigint NOT NULL, body bytea NOT NULL);

    CREATE TABLE webhook_secrets (tenant_id uuid PRIMARY KEY, version bigint NOT NULL, body bytea NOT NULL);

    -- Who is closed, and who is gone, since when. No content: the platform's look-ups pass over whoever stands here.
    CREATE TABLE tenant_closures (
      tenant_id uuid NOT NULL, step text NOT NULL CHECK (step IN ('closed', 'erased')), at bigint NOT NULL,
      PRIMARY KEY (tenant_id, step)
    );
    -- Where a closed tenant's audit log stood, and the statement that it is gone.
    CREATE TABLE erasures (tenant_id uuid PRIMARY KEY, audit_head bytea, statement bytea);
    -- How many rows of each table went.
    CREATE TABLE erased_rows (
      tenant_id uuid NOT NULL, name text NOT NULL, rows bigint NOT NULL, PRIMARY KEY (tenant_id, name)
    );

    DO $$ DECLARE name text; BEGIN
      FOREACH name IN ARRAY ARRAY['billing_accounts', 'webhook_secrets', 'erasures', 'erased_rows'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format(
          'CREATE POLICY of_the_tenant ON %I USING (tenant_id = current_tenant()) '
          || 'WITH CHECK (tenant_id = current_tenant())', name);
      END LOOP;
      EXECUTE 'ALTER TABLE tenant_closures ENABLE ROW LEVEL SECURITY';
      EXECUTE 'ALTER TABLE tenant_closures FORCE ROW LEVEL SECURITY';
      EXECUTE 'CREATE POLICY read_by_all ON tenant_closures FOR SELECT USING (true)';
      EXECUTE 'CREATE POLICY entered_by_oneself ON tenant_closures FOR INSERT '
        || 'WITH CHECK (tenant_id = current_tenant())';
    END $$;
    """
}
