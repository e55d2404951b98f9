extension PostgresSchema {
  /// What screening keeps beside its rules. The allow-list gets a table whose entries have names; into the former one no
  /// door ever led.
  static let screening = """
    DROP TABLE allowed_numbers;

    -- How often the rules have changed, and how many there are: at most one row.
    CREATE TABLE screening_revisions (tenant_id uuid PRIMARY KEY, version bigint NOT NULL, body bytea NOT NULL);

    CREATE TABLE allow_list (
      tenant_id uuid NOT NULL, number bytea NOT NULL, id uuid NOT NULL, version bigint NOT NULL, body bytea NOT NULL,
      PRIMARY KEY (tenant_id, number)
    );
    CREATE INDEX allow_list_by_id ON allow_list (tenant_id, id, number);

    -- What is remembered of callers; those who were reported have no age.
    CREATE TABLE caller_tracks (
      tenant_id uuid NOT NULL, number bytea NOT NULL, last_call bigint NOT NULL, version bigint NOT NULL,
      body bytea NOT NULL,
      PRIMARY KEY (tenant_id, number)
    );
    CREATE INDEX caller_tracks_by_age ON caller_tracks (tenant_id, last_call, number);

    CREATE TABLE spam_reports (
      tenant_id uuid NOT NULL, id uuid NOT NULL, version bigint NOT NULL, body bytea NOT NULL,
      PRIMARY KEY (tenant_id, id)
    );

    CREATE TABLE spam_reviews (
      tenant_id uuid NOT NULL, call_id uuid NOT NULL, is_open bigint NOT NULL, version bigint NOT NULL,
      body bytea NOT NULL,
      PRIMARY KEY (tenant_id, call_id)
    );
    CREATE INDEX spam_reviews_by_state ON spam_reviews (tenant_id, is_open, call_id);

    -- The tenant's own tables: no row of another's, for whatever statement, for the owner too.
    DO $$ DECLARE name text; BEGIN
      FOREACH name IN ARRAY ARRAY[
        'screening_revisions', 'allow_list', 'caller_tracks', 'spam_reports', 'spam_reviews']
      LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format(
          'CREATE POLICY of_the_tenant ON %I USING (tenant_id = current_tenant()) '
          || 'WITH CHECK (tenant_id = current_tenant())', name);
      END LOOP;
    END $$;
    """
}
