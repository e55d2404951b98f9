import CLibPQ

extension Batch {
  mutating func advance() {
    next += 1
    isAnswered = false
  }

  /// Takes one result; false for one that has no business here.
  mutating func take(_ result: OpaquePointer, _ prepared: inout PreparedStatements) -> Bool {
    guard next < steps.count else {
      PQclear(result)
      return false
    }
    let step = steps[next]
    let status = PQresultStatus(result)
    switch (step, status) {
    case (.sync, PGRES_PIPELINE_SYNC), (.housekeepingSync, PGRES_PIPELINE_SYNC):
      PQclear(result)
      advance()
      return true
    case (.sync, _), (.housekeepingSync, _):
      PQclear(result)
      return false
    case (.statement, PGRES_TUPLES_OK), (.statement, PGRES_COMMAND_OK), (.statement, PGRES_EMPTY_QUERY):
      rows.append(Rows(result))
    case (.commit, PGRES_COMMAND_OK):
      // COMMIT of a transaction that failed answers ROLLBACK; a pipeline never gets there.
      isCommitted = Rows(result).tag == "COMMIT"
      if !isCommitted {
        failure = .rejected(.init(sqlState: "25P02"))
      }
    case (_, PGRES_TUPLES_OK), (_, PGRES_COMMAND_OK):
      if case .prepare(let sql, let name) = step { prepared.confirm(sql, name: name) }
      PQclear(result)
    case (_, PGRES_PIPELINE_ABORTED):
      PQclear(result)
    case (_, PGRES_FATAL_ERROR):
      note(result, in: step)
      PQclear(result)
    default:  // COPY and its like
      PQclear(result)
      return false
    }
    isAnswered = true
    return true
  }

  private mutating func note(_ result: OpaquePointer, in step: Step) {
    if case .housekeeping = step { return }
    guard failure == nil else { return }
    failure = PostgresFailure.serverError(in: result)
    isStale = PostgresFailure.isStaleStatement(result)
    if case .commit = step { failedInCommit = true }
  }
}
