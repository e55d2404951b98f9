extension PostgresSchema {
  /// Every table of a tenant has `tenant_id` first in its key and in every foreign key (foreign-key checks don't look at
  /// policies), and a policy that is forced on the owner too. Columns are what is searched or unique; the value is in
  /// `body`, sealed. Personal keys are blinded, times are microseconds since 1970.
  static let rows = """
    CREATE SEQUENCE log_positions;

    -- Whose row this transaction may see; NULL, and so nobody's, when nothing is set or an empty setting was left behind.
    CREATE FUNCTION current_tenant() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
      AS $$ SELECT nullif(current_setting('app.current_tenant', true), '')::uuid $$;

    -- A version is the transaction that wrote the row: none comes twice.
    CREATE FUNCTION current_version() RETURNS bigint LANGUAGE sql VOLATILE
      AS $$ SELECT pg_current_xact_id()::text::bigint $$;

    -- Ends a commit that depends on a row which has changed.
    CREATE FUNCTION require_version(seen bigint, wanted bigint) RETURNS void LANGUAGE plpgsql
      AS $$ BEGIN
        IF coalesce(seen, 0) <> wanted THEN RAISE EXCEPTION 'overtaken' USING ERRCODE = 'VC001'; END IF;
      END $$;

    -- Who has what is unique in the deployment. Kept by triggers on the tenants' own tables, in the same commit.
    CREATE TABLE directory (
      kind text NOT NULL, key bytea NOT NULL, tenant_id uuid NOT NULL, PRIMARY KEY (kind, key)
    );
    CREATE INDEX directory_by_tenant ON directory (tenant_id);

    -- One row for each commit that added to a log: whose, and up to where. The newest of each tenant stays.
    CREATE TABLE log_heads (
      version bigint NOT NULL, position bigint NOT NULL, tenant_id uuid NOT NULL, PRIMARY KEY (version, position)
    );
    CREATE INDEX log_heads_by_tenant ON log_heads (tenant_id, version, position);

    -- Each tenant's data keys, wrapped by the master key; and whose keys are gone for good.
    CREATE TABLE tenant_keys (
      tenant_id uuid NOT NULL, number bigint NOT NULL, master_key_id text NOT NULL, wrapped bytea NOT NULL,
      PRIMARY KEY (tenant_id, number)
    );
    CREATE TABLE destroyed_keys (tenant_id uuid PRIMARY KEY);

    -- Which commits took place, for those whose answer is lost. Kept for an hour.
    CREATE TABLE commit_marks (
      tenant_id uuid NOT NULL, mark uuid NOT NULL, is_void boolean NOT NULL, PRIMARY KEY (tenant_id, mark)
    );

    CREATE TABLE tenants (
      tenant_id uuid PRIMARY KEY, domain bytea NOT NULL, version bigint NOT NULL, body bytea NOT NULL
    );

    CREATE TABLE users (
      tenant_id uuid NOT NULL, id uuid NOT NULL, email bytea NOT NULL, role bytea NOT NULL, version bigint NOT NULL,
      body bytea NOT NULL,
      PRIMARY KEY (tenant_id, id),
      -- Judged at the commit, so that two users may swap addresses.
      CONSTRAINT users_by_email UNIQUE (tenant_id, email) DEFERRABLE INITIALLY DEFERRED
    );

    CREATE INDEX users_by_role ON users (tenant_id, role, id);

    -- By the common half of their tokens, digested.
    CREATE TABLE sessions (
      tenant_id uuid NOT NULL, family bytea NOT NULL, user_id uuid NOT NULL, renewed_at bigint NOT NULL,
      id uuid NOT NULL, version bigint NOT NULL, body bytea NOT NULL,
      PRIMARY KEY (tenant_id, family)
    );
    CREATE INDEX sessions_by_user ON sessions (tenant_id, user_id, renewed_at, id);

    CREATE TABLE api_keys (
      tenant_id uuid NOT NULL, id uuid NOT NULL, digest bytea NOT NULL, version bigint NOT NULL, body bytea NOT NULL,
      PRIMARY KEY (tenant_id, id),
      -- Among tenants the directory forbids a second one, in the tenant this.
      CONSTRAINT api_keys_by_digest UNIQUE (tenant_id, digest)
    );

    -- Unknown domains have their places too, under the max UUID.
    CREATE TABLE sign_in_guards (
      tenant_id uuid NOT NULL, slot bytea NOT NULL, version bigint NOT NULL, body bytea NOT NULL,
      PRIMARY KEY (tenant_id, slot)
    );

    CREATE TABLE stream_grants (
      tenant_id uuid NOT NULL, digest bytea NOT NULL, call_id uuid NOT NULL, version bigint NOT NULL,
      body bytea NOT NULL,
      PRIMARY KEY (tenant_id, digest)
    );
    CREATE INDEX stream_grants_by_call ON stream_grants (tenant_id, call_id);

    CREATE TABLE phone_lines (
      tenant_id uuid NOT NULL, number bytea NOT NULL, version bigint NOT NULL, body bytea NOT NULL,
      PRIMARY KEY (tenant_id, number)
    );

    CREATE TABLE departments (
      tenant_id uuid NOT NULL, id uuid NOT NULL, version bigint NOT NULL, body bytea NOT NULL,
      PRIMARY KEY (tenant_id, id)
    );

    CREATE TABLE spam_rules (
      tenant_id uuid NOT NULL, id uuid NOT NULL, version bigint NOT NULL, body bytea NOT NULL,
      PRIMARY KEY (tenant_id, id)
    );

    CREATE TABLE allowed_numbers (
      tenant_id uuid NOT NULL, number bytea NOT NULL, version bigint NOT NULL, body bytea NOT NULL,
      PRIMARY KEY (tenant_id, number)
    );

    CREATE TABLE knowledge_entries (
      tenant_id uuid NOT NULL, id uuid NOT NULL, version bigint NOT NULL, body bytea NOT NULL,
      PRIMARY KEY (tenant_id, id)
    );

    CREATE TABLE call_queues (
      tenant_id uuid NOT NULL, department_id uuid NOT NULL, version bigint NOT NULL, body bytea NOT NULL,
      PRIMARY KEY (tenant_id, department_id)
    );

    CREATE TABLE calls (
      tenant_id uuid NOT NULL, id uuid NOT NULL, carrier_id bytea NOT NULL, started_at bigint NOT NULL,
      version bigint NOT NULL, body bytea NOT NULL,
      PRIMARY KEY (tenant_id, id),
      CONSTRAINT calls_by_carrier UNIQUE (tenant_id, carrier_id) DEFERRABLE INITIALLY DEFERRED
    );
    CREATE INDEX calls_by_age ON calls (tenant_id, started_at, id);

    -- The tenant's log.
    CREATE TABLE call_facts (
      tenant_id uuid NOT NULL, call_id uuid NOT NULL, ordinal bigint NOT NULL, version bigint NOT NULL,
      position bigint NOT NULL, body bytea NOT NULL,
      PRIMARY KEY (tenant_id, call_id, ordinal),
      FOREIGN KEY (tenant_id, call_id) REFERENCES calls (tenant_id, id)
    );
    -- In the order of transactions first: a position is drawn before the commit, so one drawn later may be there earlier.
    CREATE INDEX call_facts_by_place ON call_facts (tenant_id, version, position);

    CREATE TABLE call_intentions (
      tenant_id uuid NOT NULL, call_id uuid NOT NULL, ordinal bigint NOT NULL, version bigint NOT NULL,
      body bytea NOT NULL,
      PRIMARY KEY (tenant_id, call_id, ordinal),
      FOREIGN KEY (tenant_id, call_id) REFERENCES calls (tenant_id, id)
    );

    CREATE TABLE call_detail_records (
      tenant_id uuid NOT NULL, call_id uuid NOT NULL, version bigint NOT NULL, body bytea NOT NULL,
      PRIMARY KEY (tenant_id, call_id),
      FOREIGN KEY (tenant_id, call_id) REFERENCES calls (tenant_id, id)
    );

    CREATE TABLE utterances (
      tenant_id uuid NOT NULL, call_id uuid NOT NULL, ordinal bigint NOT NULL, version bigint NOT NULL,
      body bytea NOT NULL,
      PRIMARY KEY (tenant_id, call_id, ordinal),
      FOREIGN KEY (tenant_id, call_id) REFERENCES calls (tenant_id, id)
    );

    -- Up to where a tenant's log is forgotten.
    CREATE TABLE log_floors (tenant_id uuid PRIMARY KEY, version bigint NOT NULL, body bytea NOT NULL);

    -- Up to where each follower has handled a tenant's log.
    CREATE TABLE follower_positions (
      tenant_id uuid NOT NULL, follower bytea NOT NULL, version bigint NOT NULL, body bytea NOT NULL,
      PRIMARY KEY (tenant_id, follower)
    );

    -- Takes an entry of the directory, or says who can't have it: the constraint's name tells what was taken.
    CREATE FUNCTION enter_directory(what text, entry bytea, who uuid) RETURNS void LANGUAGE plpgsql
      AS $$ BEGIN
        INSERT INTO directory (kind, key, tenant_id) VALUES (what, entry, who) ON CONFLICT DO NOTHING;
        IF NOT FOUND AND NOT EXISTS (
          SELECT FROM directory WHERE kind = what AND key = entry AND tenant_id = who)
        THEN RAISE EXCEPTION 'taken' USING ERRCODE = 'unique_violation', CONSTRAINT = what; END IF;
      END $$;

    CREATE FUNCTION keep_domain() RETURNS trigger LANGUAGE plpgsql
      AS $$ BEGIN
        IF TG_OP <> 'INSERT' THEN
          DELETE FROM directory
          WHERE kind = 'tenants_by_domain' AND key = OLD.domain AND tenant_id = OLD.tenant_id;
        END IF;
        IF TG_OP <> 'DELETE' THEN
          PERFORM enter_directory('tenants_by_domain', NEW.domain, NEW.tenant_id);
        END IF;
        RETURN NULL;
      END $$;
    CREATE TRIGGER keep_domain AFTER INSERT OR UPDATE OR DELETE ON tenants
      FOR EACH ROW EXECUTE FUNCTION keep_domain();

    CREATE FUNCTION keep_number() RETURNS trigger LANGUAGE plpgsql
      AS $$ BEGIN
        IF TG_OP = 'DELETE' THEN
          DELETE FROM directory
          WHERE kind = 'phone_lines_by_number' AND key = OLD.number AND tenant_id = OLD.tenant_id;
        ELSE
          PERFORM enter_directory('phone_lines_by_number', NEW.number, NEW.tenant_id);
        END IF;
        RETURN NULL;
      END $$;
    CREATE TRIGGER keep_number AFTER INSERT OR DELETE ON phone_lines
      FOR EACH ROW EXECUTE FUNCTION keep_number();

    CREATE FUNCTION keep_digest() RETURNS trigger LANGUAGE plpgsql
      AS $$ BEGIN
        IF TG_OP = 'DELETE' THEN
          DELETE FROM directory
          WHERE kind = 'stream_grants_by_digest' AND key = OLD.digest AND tenant_id = OLD.tenant_id;
        ELSE
          PERFORM enter_directory('stream_grants_by_digest', NEW.digest, NEW.tenant_id);
        END IF;
        RETURN NULL;
      END $$;
    CREATE TRIGGER keep_digest AFTER INSERT OR DELETE ON stream_grants
      FOR EACH ROW EXECUTE FUNCTION keep_digest();

    CREATE FUNCTION keep_family() RETURNS trigger LANGUAGE plpgsql
      AS $$ BEGIN
        IF TG_OP = 'DELETE' THEN
          DELETE FROM directory
          WHERE kind = 'sessions_by_family' AND key = OLD.family AND tenant_id = OLD.tenant_id;
        ELSE
          PERFORM enter_directory('sessions_by_family', NEW.family, NEW.tenant_id);
        END IF;
        RETURN NULL;
      END $$;
    -- A renewal leaves the family as it is.
    CREATE TRIGGER keep_family AFTER INSERT OR DELETE ON sessions
      FOR EACH ROW EXECUTE FUNCTION keep_family();

    CREATE FUNCTION keep_key() RETURNS trigger LANGUAGE plpgsql
      AS $$ BEGIN
        IF TG_OP = 'UPDATE' THEN
          -- Noting a key's use changes nothing here.
          IF OLD.digest = NEW.digest THEN RETURN NULL; END IF;
        END IF;
        IF TG_OP <> 'INSERT' THEN
          DELETE FROM directory
          WHERE kind = 'api_keys_by_digest' AND key = OLD.digest AND tenant_id = OLD.tenant_id;
        END IF;
        IF TG_OP <> 'DELETE' THEN
          PERFORM enter_directory('api_keys_by_digest', NEW.digest, NEW.tenant_id);
        END IF;
        RETURN NULL;
      END $$;
    CREATE TRIGGER keep_key AFTER INSERT OR UPDATE OR DELETE ON api_keys
      FOR EACH ROW EXECUTE FUNCTION keep_key();

    -- The tenant's own tables: no row of another's, for whatever statement, for the owner too.
    DO $$ DECLARE name text; BEGIN
      FOREACH name IN ARRAY ARRAY[
        'tenant_keys', 'destroyed_keys', 'commit_marks', 'tenants', 'users', 'sessions', 'api_keys',
        'sign_in_guards',
        'stream_grants', 'phone_lines', 'departments', 'spam_rules', 'allowed_numbers', 'knowledge_entries',
        'call_queues', 'calls', 'call_facts', 'call_intentions', 'call_detail_records', 'utterances',
        'log_floors', 'follower_positions']
      LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format(
          'CREATE POLICY of_the_tenant ON %I USING (tenant_id = current_tenant()) '
          || 'WITH CHECK (tenant_id = current_tenant())', name);
      END LOOP;
      -- Read by all, for they hold no content; written for oneself only.
      FOREACH name IN ARRAY ARRAY['directory', 'log_heads'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY read_by_all ON %I FOR SELECT USING (true)', name);
        EXECUTE format(
          'CREATE POLICY entered_by_oneself ON %I FOR INSERT WITH CHECK (tenant_id = current_tenant())', name);
        EXECUTE format(
          'CREATE POLICY left_by_oneself ON %I FOR DELETE USING (tenant_id = current_tenant())', name);
      END LOOP;
    END $$;
    """
}
