extension PostgresStore {
  /// What `migrate` would run, in order. Changes nothing.
  public static func pendingMigrations(owner: PostgresURL) async throws(MigrationFailure) -> [String] {
    try await migrator(owner).pending().map(\.name)
  }

  /// Brings the schema up to date as its owner, lets the application's role at it, and tells what that took, in order.
  /// - Parameter application: the URL of the application's role, whose name is all that is read of it.
  @discardableResult public static func migrate(
    owner: PostgresURL, application: PostgresURL
  ) async throws(MigrationFailure) -> [String] {
    try await migrator(owner, application).migrate().map(\.name)
  }

  private static func migrator(_ owner: PostgresURL, _ application: PostgresURL? = nil) -> PostgresMigrator {
    PostgresMigrator(
      owner: owner, steps: PostgresSchema.steps, afterwards: application.map { Grants.statements(for: $0.user) } ?? [])
  }
}
