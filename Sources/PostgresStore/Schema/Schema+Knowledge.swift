extension PostgresSchema {
  /// What a tenant's people keep beside their entries: the questions that they try them by, answers that
  /// were marked as wrong, and how much there is of all, one row that all of it goes through.
  static let knowledge = """
    CREATE TABLE knowledge_holdings (tenant_id uuid PRIMARY KEY, version bigint NOT NULL, body bytea NOT NULL);

    ALTER TABLE knowledge_holdings ENABLE ROW LEVEL SECURITY;
    ALTER TABLE knowledge_holdings FORCE ROW LEVEL SECURITY;
    CREATE POLICY of_the_tenant ON knowledge_holdings USING (tenant_id = current_tenant())
      WITH CHECK (tenant_id = current_tenant());

    CREATE TABLE knowledge_test_sets (
      tenant_id uuid NOT NULL, id uuid NOT NULL, version bigint NOT NULL, body bytea NOT NULL,
      PRIMARY KEY (tenant_id, id)
    );

    ALTER TABLE knowledge_test_sets ENABLE ROW LEVEL SECURITY;
    ALTER TABLE knowledge_test_sets FORCE ROW LEVEL SECURITY;
    CREATE POLICY of_the_tenant ON knowledge_test_sets USING (tenant_id = current_tenant())
      WITH CHECK (tenant_id = current_tenant());

    CREATE TABLE knowledge_suggestions (
      tenant_id uuid NOT NULL, id uuid NOT NULL, version bigint NOT NULL, body bytea NOT NULL,
      PRIMARY KEY (tenant_id, id)
    );

    ALTER TABLE knowledge_suggestions ENABLE ROW LEVEL SECURITY;
    ALTER TABLE knowledge_suggestions FORCE ROW LEVEL SECURITY;
    CREATE POLICY of_the_tenant ON knowledge_suggestions USING (tenant_id = current_tenant())
      WITH CHECK (tenant_id = current_tenant());
    """
}
