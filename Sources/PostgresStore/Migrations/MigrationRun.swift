/// One migration over one connection: what was applied, what is to be, and doing it.
struct MigrationRun {
  /// "VoiceCor" in ASCII: the advisory lock that migrating nodes share. The number has no other meaning.
  static let lock: Int64 = 0x566F_6963_6543_6F72
  static let table = "voicecore_migrations"

  private let connection: MigrationConnection
  private let url: PostgresURL
  private let steps: [MigrationStep]
  private let limits: MigrationLimits

  init(_ url: PostgresURL, _ steps: [MigrationStep], _ limits: MigrationLimits) throws(MigrationFailure) {
    connection = try MigrationConnection(url, limits)
    self.url = url
    self.steps = steps
    self.limits = limits
  }

  func pending() throws(MigrationFailure) -> [MigrationStep] {
    let applied = try applied()
    if let newest = applied.keys.max(), newest > steps.count {
      throw .newerSchema(database: newest, program: steps.count)
    }
    for step in steps.prefix(applied.keys.max() ?? 0) {
      guard let checksum = applied[step.number] else { throw .missingStep(step.number, name: step.name) }
      guard checksum == step.checksum else { throw .editedStep(step.number, name: step.name) }
    }
    return Array(steps.dropFirst(applied.count))
  }

  func migrate(_ afterwards: [String]) throws(MigrationFailure) -> [MigrationStep] {
    try checkRole()
    try takeLock()
    let pending = try pending()
    if !pending.isEmpty { try makeTable() }
    for step in pending { try apply(step) }
    do throws(MigrationConnection.Refusal) {
      // Together: what one statement gives and a later one takes back is never there for those who run meanwhile.
      try connection.run("BEGIN")
      for statement in afterwards { try connection.run(statement) }
      try connection.run("COMMIT")
    } catch {
      throw failure(error)
    }
    return pending  // the lock goes with the connection
  }

  private func applied() throws(MigrationFailure) -> [Int: String] {
    do throws(MigrationConnection.Refusal) {
      let exists = try connection.run("SELECT to_regclass('public.\(Self.table)') IS NOT NULL").first?.first == "t"
      guard exists else { return [:] }
      let rows = try connection.run("SELECT number, checksum FROM public.\(Self.table) ORDER BY number")
      return rows.reduce(into: [:]) { applied, row in
        if let number = row[0].flatMap({ Int($0) }) { applied[number] = row[1] }
      }
    } catch {
      throw failure(error)
    }
  }

  private func checkRole() throws(MigrationFailure) {
    do throws(MigrationConnection.Refusal) {
      let mayCreate = try connection.run("SELECT has_schema_privilege('public', 'CREATE')").first?.first == "t"
      guard !mayCreate else { return }
    } catch {
      throw failure(error)
    }
    throw wrongRole
  }

  private func takeLock() throws(MigrationFailure) {
    do throws(MigrationConnection.Refusal) {
      try connection.run("SET lock_timeout = \(limits.lockWait.milliseconds)")
      try connection.run("SELECT pg_advisory_lock(\(Self.lock))")
      try connection.run("SET lock_timeout = \(limits.tableLockWait.milliseconds)")
    } catch {
      throw error.sqlState == "55P03" || error.sqlState == "57014" ? .locked : failure(error)
    }
  }

  private func makeTable() throws(MigrationFailure) {
    do throws(MigrationConnection.Refusal) {
      try connection.run(
        """
        CREATE TABLE IF NOT EXISTS public.\(Self.table) (
          number integer PRIMARY KEY, name text NOT NULL, checksum text NOT NULL,
          applied_at timestamptz NOT NULL DEFAULT now())
        """)
    } catch {
      throw failure(error)
    }
  }

  private func apply(_ step: MigrationStep) throws(MigrationFailure) {
    do throws(MigrationConnection.Refusal) {
      try connection.run("BEGIN")
      try connection.run(step.sql)
      try connection.run(
        """
        INSERT INTO public.\(Self.table) (number, name, checksum)
        VALUES (\(step.number), \(step.name.quotedForSQL), \(step.checksum.quotedForSQL))
        """)
      try connection.run("COMMIT")
    } catch {
      // The connection ends here, and the transaction with it.
      guard error.sqlState != nil else { throw .unreachable(error.reason) }
      if error.sqlState == "42501" { throw wrongRole }
      throw .failed(step.number, name: step.name, reason: error.reason)
    }
  }

  private func failure(_ refusal: MigrationConnection.Refusal) -> MigrationFailure {
    switch refusal.sqlState {
    case nil: .unreachable(refusal.reason)
    case "42501": wrongRole
    case Grants.mayMakeTables: .misconfigured(url.reason(refusal.reason))
    default: .unreachable(url.reason(refusal.reason))
    }
  }

  private var wrongRole: MigrationFailure {
    .misconfigured(
      "\(url.setting): its role may not change the schema; name the owner of the database there, whom VOICECORE_DATABASE_URL "
        + "must not name")
  }
}
