extension PostgresSchema {
  /// What was answered to requests that may come again.
  static let keptAnswers = """
    CREATE TABLE kept_answers (
      tenant_id uuid NOT NULL, place bytea NOT NULL, since bigint NOT NULL, version bigint NOT NULL, body bytea NOT NULL,
      PRIMARY KEY (tenant_id, place)
    );
    CREATE INDEX kept_answers_by_age ON kept_answers (tenant_id, since, place);
    ALTER TABLE kept_answers ENABLE ROW LEVEL SECURITY;
    ALTER TABLE kept_answers FORCE ROW LEVEL SECURITY;
    CREATE POLICY of_the_tenant ON kept_answers
      USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
    """
}
