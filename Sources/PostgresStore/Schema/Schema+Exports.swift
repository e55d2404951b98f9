extension PostgresSchema {
  /// What files a tenant's people have asked for.
  static let exports = """
    CREATE TABLE export_shelves (tenant_id uuid PRIMARY KEY, version bigint NOT NULL, body bytea NOT NULL);

    ALTER TABLE export_shelves ENABLE ROW LEVEL SECURITY;
    ALTER TABLE export_shelves FORCE ROW LEVEL SECURITY;
    CREATE POLICY of_the_tenant ON export_shelves USING (tenant_id = current_tenant())
      WITH CHECK (tenant_id = current_tenant());
    """
}
