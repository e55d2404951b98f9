/// Why the schema is not what the program needs, and what to do.
public enum MigrationFailure: Error, Equatable, Sendable {
  /// The database is ahead of this program: a later version was here.
  case newerSchema(database: Int, program: Int)
  /// A step was applied with another text than the program has.
  case editedStep(Int, name: String)
  /// A step is missing below one that was applied.
  case missingStep(Int, name: String)
  /// The role can't change the schema, or the URL doesn't work.
  case misconfigured(String)
  /// The server is away. Steps that were reported applied are.
  case unreachable(String)
  /// Another node migrates for longer than the limit.
  case locked
  /// A step's SQL failed, and nothing of it is left.
  case failed(Int, name: String, reason: String)
}

extension MigrationFailure: CustomStringConvertible {
  /// One line that says what to do.
  public var description: String {
    switch self {
    case .newerSchema(let database, let program):
      "the database is at step \(database) and this program knows \(program): run the newer program, or restore a backup"
    case .editedStep(let number, let name):
      "step \(number) (\(name)) was applied with another text: undo the edit and add a new step instead"
    case .missingStep(let number, let name):
      "step \(number) (\(name)) is missing below a later one: this database was migrated by another program"
    case .misconfigured(let reason), .unreachable(let reason): reason
    case .locked: "another node has been migrating for too long: look for a session that waits for a lock"
    case .failed(let number, let name, let reason): "step \(number) (\(name)) failed and was rolled back: \(reason)"
    }
  }
}
