import ServiceLifecycle

/// Somebody who hosts calls, as a service. It ends when the server has drained and the last of its calls is over, and not before.
struct HostService: Service {
  /// Hosts until `close`, and until nobody is left.
  let host: @Sendable () async -> Void
  /// Takes nobody in any more.
  let close: @Sendable () -> Void

  func run() async throws {
    await withGracefulShutdownHandler {
      await host()
    } onGracefulShutdown: {
      close()
    }
    // Ending before the group says so would count as a failure.
    try? await gracefulShutdown()
  }
}
