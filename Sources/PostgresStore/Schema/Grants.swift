/// What the application's role may do: read and write rows, nothing that changes what tables or policies are. Given anew
/// at each migration, since steps bring new tables.
enum Grants {
  /// Says that the migrating role can't take away what the application's role must not have.
  static let mayMakeTables = "VC006"

  /// The statements for this role.
  static func statements(for role: String) -> [String] {
    let name = "\"" + role.replacing("\"", with: "\"\"") + "\""
    return [
      // A table of one session's own would stand in for ours in what that connection does next.
      """
      DO $$ BEGIN
        IF pg_has_role((SELECT datdba FROM pg_database WHERE datname = current_database()), 'USAGE') THEN
          EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
        END IF;
        IF has_database_privilege(\(role.quotedForSQL), current_database(), 'TEMPORARY') THEN
          RAISE EXCEPTION USING ERRCODE = '\(mayMakeTables)', MESSAGE = 'the application''s role may make temporary tables; '
            || format('let the owner of the database run REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
        END IF;
      END $$
      """,
      VersionEpoch.renewal,
      "GRANT USAGE ON SCHEMA public TO \(name)",
      "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO \(name)",
      "REVOKE UPDATE ON directory, log_heads, audit_entries FROM \(name)",
      // To be sealed anew, and nothing else: see the trigger.
      "GRANT UPDATE (body) ON audit_entries TO \(name)",
      // That a tenant was closed isn't taken back.
      "REVOKE UPDATE, DELETE ON tenant_closures FROM \(name)",
      "REVOKE INSERT, UPDATE, DELETE ON \(MigrationRun.table) FROM \(name)",
      "GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO \(name)",
      "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO \(name)",
    ]
  }
}
