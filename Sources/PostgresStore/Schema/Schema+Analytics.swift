extension PostgresSchema {
  /// A tenant's figures by stretch of time, and up to where they are counted.
  static let analytics = """
    CREATE TABLE analytics_progress (tenant_id uuid PRIMARY KEY, version bigint NOT NULL, body bytea NOT NULL);

    ALTER TABLE analytics_progress ENABLE ROW LEVEL SECURITY;
    ALTER TABLE analytics_progress FORCE ROW LEVEL SECURITY;
    CREATE POLICY of_the_tenant ON analytics_progress USING (tenant_id = current_tenant())
      WITH CHECK (tenant_id = current_tenant());

    CREATE TABLE analytics_tallies (
      tenant_id uuid NOT NULL, department_id uuid NOT NULL, subject bigint NOT NULL, length bigint NOT NULL,
      part bigint NOT NULL, day bigint NOT NULL, version bigint NOT NULL, body bytea NOT NULL,
      PRIMARY KEY (tenant_id, department_id, subject, length, part, day)
    );

    ALTER TABLE analytics_tallies ENABLE ROW LEVEL SECURITY;
    ALTER TABLE analytics_tallies FORCE ROW LEVEL SECURITY;
    CREATE POLICY of_the_tenant ON analytics_tallies USING (tenant_id = current_tenant())
      WITH CHECK (tenant_id = current_tenant());
    """
}
