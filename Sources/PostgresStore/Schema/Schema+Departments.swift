extension PostgresSchema {
  /// Who belongs to which department, and which calls are in which. Calls of before are in none: their rows are sealed, so no
  /// statement can tell; they are seen by those who see the whole tenant.
  static let departments = """
    CREATE TABLE memberships (
      tenant_id uuid NOT NULL, user_id uuid NOT NULL, department_id uuid NOT NULL, version bigint NOT NULL,
      body bytea NOT NULL,
      PRIMARY KEY (tenant_id, user_id, department_id)
    );
    CREATE INDEX memberships_by_department ON memberships (tenant_id, department_id, user_id);
    ALTER TABLE memberships ENABLE ROW LEVEL SECURITY;
    ALTER TABLE memberships FORCE ROW LEVEL SECURITY;
    CREATE POLICY of_the_tenant ON memberships
      USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());

    -- The zero UUID stands for no department.
    ALTER TABLE calls ADD COLUMN department_id uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000';
    CREATE INDEX calls_by_department ON calls (tenant_id, department_id, started_at, id);
    """
}
