/// What time it is, and waiting for a later one. Real in the server, by hand in tests, virtual in the simulated world.
public protocol TimeSource: Sendable {
  /// Now.
  func now() -> Timestamp
  /// Returns when that much time has passed; throws `CancellationError` at once when the task is cancelled.
  func sleep(for span: Duration) async throws
}
