/// Asks, first thing on every connection, whether row-level security holds for the role that we speak as.
enum RoleCheck {
  static let statement = Statement(
    """
    SELECT r.rolsuper, r.rolbypassrls, r.rolcreaterole, current_user <> session_user,
      EXISTS (SELECT FROM pg_roles o WHERE o.oid <> r.oid AND (o.rolsuper OR o.rolbypassrls)
        AND pg_has_role(r.oid, o.oid, 'MEMBER')),
      EXISTS (SELECT FROM pg_class c WHERE c.relkind IN ('r', 'p', 'v', 'm') AND c.relpersistence <> 't'
        AND pg_has_role(r.oid, c.relowner, 'MEMBER')),
      has_database_privilege(r.oid, current_database(), 'TEMPORARY')
    FROM pg_roles r WHERE r.rolname = session_user
    """)

  private static let faults = [
    "is a superuser", "has BYPASSRLS", "has CREATEROLE", "acts as another role",
    "may become a role that bypasses policies",
    "owns tables, or may become their owner", mayMakeTables,
  ]
  /// A temporary table stands in for ours wherever a session looks for one by its bare name.
  private static let mayMakeTables = "may make temporary tables"

  /// What is wrong with the role, as an error that says what to do.
  static func failure(in rows: [Rows], setting: String) -> PostgresFailure? {
    guard let answer = rows.first, answer.count == 1 else {
      return .misconfigured("\(setting): the server doesn't know the role that it let in")
    }
    // The first fault explains those that follow from it.
    guard let fault = faults.indices.first(where: { answer.bool(0, $0) != false }) else { return nil }
    guard faults[fault] != mayMakeTables else {
      return .misconfigured(
        "\(setting): its role \(mayMakeTables), which could stand in for ours; run voicecore migrate, or let the owner of "
          + "the database REVOKE TEMPORARY ON DATABASE … FROM PUBLIC")
    }
    return .misconfigured(
      "\(setting): its role \(faults[fault]), so that row-level security would not hold; name the application's role there "
        + "(NOSUPERUSER NOBYPASSRLS NOCREATEROLE, owner of nothing) and leave the owner to VOICECORE_ADMIN_DATABASE_URL"
    )
  }
}
