/// Finds out whether a database's schema is the one that this program needs, before anything is served from it.
struct SchemaCheck {
  let pool: PostgresPool
  let setting: String

  /// - Throws: `.misconfigured`, which says what to do.
  func run() async throws(PostgresFailure) {
    let table = "to_regclass('public.\(MigrationRun.table)')"
    let isThere = Statement("SELECT coalesce(has_table_privilege(\(table), 'SELECT'), false)")
    guard try await pool.look(.platform, [isThere])[0].bool(0, 0) == true else {
      throw failure("no migration has run for this role", "run voicecore migrate")
    }
    let applied = try await pool.look(
      .platform, [Statement("SELECT number::bigint, checksum FROM \(MigrationRun.table) ORDER BY number")])[0]
    try compare(applied)
    guard try await pool.look(.platform, [VersionEpoch.isOver])[0].bool(0, 0) != true else {
      throw .misconfigured(
        "\(setting): the database was restored on a server that has counted fewer transactions; run voicecore migrate")
    }
  }

  private func compare(_ applied: Rows) throws(PostgresFailure) {
    let steps = PostgresSchema.steps
    let newest = applied.count == 0 ? 0 : Int(applied.integer(applied.count - 1, 0) ?? 0)
    guard newest <= steps.count else {
      throw failure("it is at step \(newest) and this program knows \(steps.count)", "run the newer program")
    }
    for row in 0..<applied.count {
      guard let number = applied.integer(row, 0), let step = steps.first(where: { $0.number == Int(number) }),
        applied.text(row, 1) == step.checksum
      else { throw failure("a step was applied with another text", "run the program that migrated it") }
    }
    guard applied.count == steps.count else {
      throw failure("it is at step \(newest) and this program needs \(steps.count)", "run voicecore migrate")
    }
  }

  private func failure(_ what: String, _ remedy: String) -> PostgresFailure {
    .misconfigured("\(setting): its schema isn't the one that this program needs: \(what); \(remedy)")
  }
}
