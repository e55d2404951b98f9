extension PostgresSchema {
  /// The tenants' audit logs. The role that appends is the one that sweeps, so what keeps it from taking entries out of a
  /// living log is not its grants (it lacks UPDATE; see `Grants`) but triggers, which it can neither drop nor switch off:
  /// rows go only after the tenant's keys are destroyed for good, when they can't be read any more.
  static let audit = """
    CREATE TABLE audit_entries (
      tenant_id uuid NOT NULL, position bigint NOT NULL, at bigint NOT NULL, version bigint NOT NULL,
      body bytea NOT NULL,
      PRIMARY KEY (tenant_id, position)
    );
    CREATE INDEX audit_entries_by_age ON audit_entries (tenant_id, at, position);

    -- Where each chain stands.
    CREATE TABLE audit_heads (
      tenant_id uuid PRIMARY KEY, position bigint NOT NULL, version bigint NOT NULL, body bytea NOT NULL
    );

    CREATE FUNCTION keep_audit() RETURNS trigger LANGUAGE plpgsql
      AS $$ BEGIN
        IF TG_OP = 'DELETE' AND EXISTS (SELECT FROM destroyed_keys WHERE tenant_id = OLD.tenant_id) THEN
          RETURN OLD;
        END IF;
        RAISE EXCEPTION 'the audit log only grows' USING ERRCODE = 'VC002';
      END $$;
    CREATE TRIGGER keep_audit_entries BEFORE UPDATE OR DELETE ON audit_entries
      FOR EACH ROW EXECUTE FUNCTION keep_audit();
    CREATE TRIGGER keep_audit_heads BEFORE DELETE ON audit_heads
      FOR EACH ROW EXECUTE FUNCTION keep_audit();

    -- A chain never goes back.
    CREATE FUNCTION advance_audit_head() RETURNS trigger LANGUAGE plpgsql
      AS $$ BEGIN
        IF NEW.tenant_id = OLD.tenant_id AND NEW.position > OLD.position THEN RETURN NEW; END IF;
        RAISE EXCEPTION 'the audit log only grows' USING ERRCODE = 'VC002';
      END $$;
    CREATE TRIGGER advance_audit_head BEFORE UPDATE ON audit_heads
      FOR EACH ROW EXECUTE FUNCTION advance_audit_head();

    -- What is destroyed stays destroyed, else a log could be emptied behind a tenant that comes back.
    CREATE FUNCTION keep_destroyed() RETURNS trigger LANGUAGE plpgsql
      AS $$ BEGIN RAISE EXCEPTION 'destroyed keys stay destroyed' USING ERRCODE = 'VC002'; END $$;
    CREATE TRIGGER keep_destroyed BEFORE UPDATE OR DELETE ON destroyed_keys
      FOR EACH ROW EXECUTE FUNCTION keep_destroyed();

    DO $$ DECLARE name text; BEGIN
      FOREACH name IN ARRAY ARRAY['audit_entries', 'audit_heads'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format(
          'CREATE POLICY of_the_tenant ON %I USING (tenant_id = current_tenant()) '
          || 'WITH CHECK (tenant_id = current_tenant())', name);
      END LOOP;
    END $$;
    """
}
