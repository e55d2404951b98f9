extension PostgresSchema {
  /// Who closed a tenant, since when its keys are gone, which calls the carrier is still to end. What is known of a tenant
  /// that went is only ever added to; nothing is written for it any more; and one sweeps it at a time.
  static let erasure = """
    ALTER TABLE erasures ADD COLUMN actor bytea, ADD COLUMN keys_destroyed_at bigint,
      -- What the carrier calls them, for as long as they are to be hung up.
      ADD COLUMN legs bytea;

    CREATE FUNCTION keep_erasure() RETURNS trigger LANGUAGE plpgsql
      AS $$ BEGIN
        IF TG_OP = 'UPDATE' AND NEW.tenant_id = OLD.tenant_id
          AND NEW.actor IS NOT DISTINCT FROM coalesce(OLD.actor, NEW.actor)
          AND NEW.audit_head IS NOT DISTINCT FROM coalesce(OLD.audit_head, NEW.audit_head)
          AND NEW.keys_destroyed_at IS NOT DISTINCT FROM coalesce(OLD.keys_destroyed_at, NEW.keys_destroyed_at)
          AND NEW.statement IS NOT DISTINCT FROM coalesce(OLD.statement, NEW.statement)
        THEN RETURN NEW; END IF;
        RAISE EXCEPTION 'what is known of an erasure stays' USING ERRCODE = 'VC002';
      END $$;
    CREATE TRIGGER keep_erasure BEFORE UPDATE OR DELETE ON erasures
      FOR EACH ROW EXECUTE FUNCTION keep_erasure();

    CREATE FUNCTION keep_erased_rows() RETURNS trigger LANGUAGE plpgsql
      AS $$ BEGIN
        IF TG_OP = 'UPDATE' AND NEW.tenant_id = OLD.tenant_id AND NEW.name = OLD.name AND NEW.rows >= OLD.rows
        THEN RETURN NEW; END IF;
        RAISE EXCEPTION 'what is known of an erasure stays' USING ERRCODE = 'VC002';
      END $$;
    CREATE TRIGGER keep_erased_rows BEFORE UPDATE OR DELETE ON erased_rows
      FOR EACH ROW EXECUTE FUNCTION keep_erased_rows();

    -- Ends a commit of a tenant whose keys are destroyed, whoever has them at hand still.
    CREATE FUNCTION require_keys() RETURNS void LANGUAGE plpgsql
      AS $$ BEGIN
        IF EXISTS (SELECT FROM destroyed_keys WHERE tenant_id = current_tenant()) THEN
          RAISE EXCEPTION 'destroyed' USING ERRCODE = 'VC003';
        END IF;
      END $$;

    -- The same, and ends a commit whose keys were taken out; from here to its end they can't be.
    CREATE FUNCTION require_key() RETURNS void LANGUAGE plpgsql
      AS $$ BEGIN
        PERFORM require_keys();
        PERFORM FROM tenant_keys WHERE tenant_id = current_tenant() AND number = 0 FOR SHARE;
        IF NOT FOUND THEN RAISE EXCEPTION 'withdrawn' USING ERRCODE = 'VC004'; END IF;
      END $$;

    -- Ends a batch of sweeping while somebody else has one of the tenant under way.
    CREATE FUNCTION take_sweep() RETURNS void LANGUAGE plpgsql
      AS $$ BEGIN
        IF NOT pg_try_advisory_xact_lock(hashtextextended(current_tenant()::text, 1)) THEN
          RAISE EXCEPTION 'swept by another' USING ERRCODE = 'VC005';
        END IF;
      END $$;

    -- Names in these functions mean our tables, whatever a session has of its own: its temporary tables come last.
    DO $$ DECLARE one regprocedure; BEGIN
      FOR one IN SELECT oid::regprocedure FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace AND prolang = (SELECT oid FROM pg_language WHERE lanname = 'plpgsql')
          AND proname <> 'require_version'
      LOOP
        EXECUTE format('ALTER FUNCTION %s SET search_path = pg_catalog, public, pg_temp', one);
      END LOOP;
    END $$;
    """
}
