/// The bounds of a migration.
public struct MigrationLimits: Sendable {
  /// The longest wait for a connection.
  public var connectTimeout: Duration = .seconds(10)
  /// The longest wait for another node that migrates.
  public var lockWait: Duration = .seconds(120)
  /// The longest that one statement of a step may run.
  public var stepTimeout: Duration = .seconds(600)
  /// The longest that a step waits for a lock on a table which is in use.
  public var tableLockWait: Duration = .seconds(10)

  /// The usual bounds.
  public init() {}
}
