import CallRuntime
import ServiceLifecycle

/// The reception as a service. It ends when the server has drained, and not before.
struct ReceptionService: Service {
  let reception: Reception

  func run() async throws {
    await withGracefulShutdownHandler {
      await reception.run()
    } onGracefulShutdown: {
      reception.close()
    }
    // Ending before the group says so would count as a failure.
    try? await gracefulShutdown()
  }
}
