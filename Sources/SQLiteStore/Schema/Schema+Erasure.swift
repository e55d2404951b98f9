extension Schema {
  /// Who closed a tenant, since when its keys are gone, which calls the carrier is still to end; and what is known of a
  /// tenant that went is only ever added to.
  static let erasure = """
    ALTER TABLE erasures ADD COLUMN actor BLOB;
    ALTER TABLE erasures ADD COLUMN keys_destroyed_at INTEGER;
    -- What the carrier calls them, for as long as they are to be hung up.
    ALTER TABLE erasures ADD COLUMN legs BLOB;

    CREATE TRIGGER erasures_stay BEFORE DELETE ON erasures
    BEGIN SELECT RAISE(ABORT, 'what is known of an erasure stays'); END;
    CREATE TRIGGER erasures_are_filled_in BEFORE UPDATE ON erasures
    WHEN NEW.tenant_id IS NOT OLD.tenant_id OR NEW.actor IS NOT coalesce(OLD.actor, NEW.actor)
      OR NEW.audit_head IS NOT coalesce(OLD.audit_head, NEW.audit_head)
      OR NEW.keys_destroyed_at IS NOT coalesce(OLD.keys_destroyed_at, NEW.keys_destroyed_at)
      OR NEW.statement IS NOT coalesce(OLD.statement, NEW.statement)
    BEGIN SELECT RAISE(ABORT, 'what is known of an erasure stays'); END;
    CREATE TRIGGER erased_rows_stay BEFORE DELETE ON erased_rows
    BEGIN SELECT RAISE(ABORT, 'what is known of an erasure stays'); END;
    CREATE TRIGGER erased_rows_grow BEFORE UPDATE ON erased_rows
    WHEN NEW.tenant_id IS NOT OLD.tenant_id OR NEW.name IS NOT OLD.name OR NEW.rows < OLD.rows
    BEGIN SELECT RAISE(ABORT, 'what is known of an erasure stays'); END;
    CREATE TRIGGER closures_stay BEFORE DELETE ON tenant_closures
    BEGIN SELECT RAISE(ABORT, 'a closed tenant stays closed'); END;
    CREATE TRIGGER closures_do_not_change BEFORE UPDATE ON tenant_closures
    BEGIN SELECT RAISE(ABORT, 'a closed tenant stays closed'); END;
    CREATE TRIGGER destroyed_keys_do_not_change BEFORE UPDATE ON destroyed_keys
    BEGIN SELECT RAISE(ABORT, 'destroyed keys stay destroyed'); END;
    """
}
