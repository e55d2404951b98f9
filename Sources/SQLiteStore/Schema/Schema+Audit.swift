extension Schema {
  /// The tenants' audit logs. Triggers keep our own mistakes from changing what was written: rows go only after the
  /// tenant's keys are destroyed for good. Whoever can write to the file can drop them; then the chain tells.
  static let audit = """
    CREATE TABLE audit_entries (
      tenant_id BLOB NOT NULL, position INTEGER NOT NULL, at INTEGER NOT NULL, version INTEGER NOT NULL,
      body BLOB NOT NULL,
      PRIMARY KEY (tenant_id, position)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX audit_entries_by_age ON audit_entries (tenant_id, at, position);

    -- Where each chain stands.
    CREATE TABLE audit_heads (
      tenant_id BLOB NOT NULL PRIMARY KEY, position INTEGER NOT NULL, version INTEGER NOT NULL, body BLOB NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TRIGGER audit_entries_stay BEFORE UPDATE ON audit_entries
    BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END;
    CREATE TRIGGER audit_entries_are_kept BEFORE DELETE ON audit_entries
    WHEN NOT EXISTS (SELECT 1 FROM destroyed_keys WHERE tenant_id = OLD.tenant_id)
    BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END;
    CREATE TRIGGER audit_heads_are_kept BEFORE DELETE ON audit_heads
    WHEN NOT EXISTS (SELECT 1 FROM destroyed_keys WHERE tenant_id = OLD.tenant_id)
    BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END;
    -- A chain never goes back.
    CREATE TRIGGER audit_heads_advance BEFORE UPDATE ON audit_heads
    WHEN NEW.tenant_id <> OLD.tenant_id OR NEW.position <= OLD.position
    BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END;
    CREATE TRIGGER destroyed_keys_stay BEFORE DELETE ON destroyed_keys
    BEGIN SELECT RAISE(ABORT, 'destroyed keys stay destroyed'); END;
    """
}
