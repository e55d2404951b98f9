extension PostgresSchema {
  /// What rotating a tenant's data key needs: commits find out that theirs isn't the newest any more, and rows that only grow
  /// may be sealed anew, which changes nothing of what they say. That a body says the same no server can see: the chain of the
  /// audit log tells, whose entries a body of another content doesn't fit.
  static let rotation = """
    -- Ends a commit whose rows are sealed under another key than the tenant's newest. Asked after they were written, so that
    -- whatever was allowed and is under way has a number by then which `pg_snapshot_xmin` waits for.
    CREATE FUNCTION require_generation(sealed bigint) RETURNS void LANGUAGE plpgsql
      SET search_path = pg_catalog, public, pg_temp
      AS $$ DECLARE newest bigint; BEGIN
        -- Whose keys are destroyed has none, so that one look says both.
        SELECT max(number) INTO newest FROM tenant_keys WHERE tenant_id = current_tenant();
        IF newest = sealed THEN RETURN; END IF;
        PERFORM require_keys();
        RAISE EXCEPTION 'rotated' USING ERRCODE = 'VC004';
      END $$;

    -- Whether one body may be the other, sealed under a newer key: format, key number in four bytes, then as much as before.
    CREATE FUNCTION is_sealed_anew(old bytea, new bytea) RETURNS boolean LANGUAGE sql IMMUTABLE
      AS $$ SELECT length(old) >= 33 AND length(new) = length(old) AND substr(new, 1, 1) = substr(old, 1, 1)
        AND substr(new, 2, 4) > substr(old, 2, 4) $$;

    CREATE OR REPLACE FUNCTION keep_audit() RETURNS trigger LANGUAGE plpgsql
      SET search_path = pg_catalog, public, pg_temp
      AS $$ BEGIN
        IF TG_OP = 'DELETE' THEN
          IF EXISTS (SELECT FROM destroyed_keys WHERE tenant_id = OLD.tenant_id) THEN RETURN OLD; END IF;
        ELSIF (NEW.tenant_id, NEW.position, NEW.at, NEW.version) = (OLD.tenant_id, OLD.position, OLD.at, OLD.version)
          AND is_sealed_anew(OLD.body, NEW.body)
        THEN RETURN NEW; END IF;
        RAISE EXCEPTION 'the audit log only grows' USING ERRCODE = 'VC002';
      END $$;

    CREATE OR REPLACE FUNCTION advance_audit_head() RETURNS trigger LANGUAGE plpgsql
      SET search_path = pg_catalog, public, pg_temp
      AS $$ BEGIN
        IF NEW.tenant_id = OLD.tenant_id AND (NEW.position > OLD.position
          OR (NEW.position, NEW.version) = (OLD.position, OLD.version) AND is_sealed_anew(OLD.body, NEW.body))
        THEN RETURN NEW; END IF;
        RAISE EXCEPTION 'the audit log only grows' USING ERRCODE = 'VC002';
      END $$;
    """
}
