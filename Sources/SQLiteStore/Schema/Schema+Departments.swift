extension Schema {
  /// Who belongs to which department, and which calls are in which. Calls of before are in none: their rows are sealed, so no
  /// statement can tell; they are seen by those who see the whole tenant.
  static let departments = """
    CREATE TABLE memberships (
      tenant_id BLOB NOT NULL, user_id BLOB NOT NULL, department_id BLOB NOT NULL, version INTEGER NOT NULL,
      body BLOB NOT NULL,
      PRIMARY KEY (tenant_id, user_id, department_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX memberships_by_department ON memberships (tenant_id, department_id, user_id);

    -- 16 zero bytes stand for no department.
    ALTER TABLE calls ADD COLUMN department_id BLOB NOT NULL DEFAULT x'00000000000000000000000000000000';
    CREATE INDEX calls_by_department ON calls (tenant_id, department_id, started_at, id);
    """
}
