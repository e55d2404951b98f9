extension PostgresSchema {
  /// What callers left with the receptionist.
  static let callerNotes = """
    CREATE TABLE caller_notes (
      tenant_id uuid NOT NULL, call_id uuid NOT NULL, version bigint NOT NULL, body bytea NOT NULL,
      PRIMARY KEY (tenant_id, call_id)
    );
    ALTER TABLE caller_notes ENABLE ROW LEVEL SECURITY;
    ALTER TABLE caller_notes FORCE ROW LEVEL SECURITY;
    CREATE POLICY of_the_tenant ON caller_notes USING (tenant_id = current_tenant())
      WITH CHECK (tenant_id = current_tenant());
    """
}
