import CallRuntime
import ServiceLifecycle

/// The worker that erases deleted tenants as a service. What a shutdown interrupts goes on with the next start.
struct ErasureService: Service {
  let worker: ErasureWorker

  func run() async throws {
    await cancelWhenGracefulShutdown { await worker.run() }
  }
}
