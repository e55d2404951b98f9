extension Schema {
  /// Rows that only grow may be sealed anew, under a newer key, which changes nothing of what they say: format, key number in
  /// four bytes, then as much as before. That a body says the same no trigger can see; the chain tells.
  static let rotation = """
    DROP TRIGGER audit_entries_stay;
    CREATE TRIGGER audit_entries_stay BEFORE UPDATE ON audit_entries
    WHEN NEW.tenant_id <> OLD.tenant_id OR NEW.position <> OLD.position OR NEW.at <> OLD.at
      OR NEW.version <> OLD.version OR length(OLD.body) < 33 OR length(NEW.body) <> length(OLD.body)
      OR substr(NEW.body, 1, 1) <> substr(OLD.body, 1, 1) OR substr(NEW.body, 2, 4) <= substr(OLD.body, 2, 4)
    BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END;
    DROP TRIGGER audit_heads_advance;
    CREATE TRIGGER audit_heads_advance BEFORE UPDATE ON audit_heads
    WHEN NEW.tenant_id <> OLD.tenant_id OR NEW.position < OLD.position
      OR NEW.position = OLD.position AND (
        NEW.version <> OLD.version OR length(OLD.body) < 33 OR length(NEW.body) <> length(OLD.body)
        OR substr(NEW.body, 1, 1) <> substr(OLD.body, 1, 1) OR substr(NEW.body, 2, 4) <= substr(OLD.body, 2, 4))
    BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END;
    """
}
