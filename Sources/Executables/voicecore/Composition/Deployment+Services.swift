import CallRuntime
import Logging
import OpenTelemetry
import Server
import ServiceLifecycle
import UnixSignals
import VoiceSockets

extension Deployment {
  /// The server drains while the reception still serves, so it comes last and goes first; what follows calls goes last, and
  /// callers of ours after the sessions that they are in.
  static func services(
    _ background: BackgroundWork, _ traces: OTLPExporter?, _ hub: EventHub, _ callers: VoiceCallers,
    _ reception: Reception,
    _ server: VoiceCoreServer,
    _ eraser: ErasureWorker,
    _ signals: [UnixSignal], _ log: Logger
  ) -> ServiceGroup {
    var quiet = log
    quiet.logLevel = max(log.logLevel, .warning)
    let services: [any Service] =
      (traces.map { [HostService(host: $0.run, close: $0.close)] } ?? []) + [
        background, HostService(host: hub.run, close: hub.close), HostService(host: callers.run, close: callers.close),
        HostService(host: reception.run, close: reception.close), ErasureService(worker: eraser), server,
      ]
    var configuration = ServiceGroupConfiguration(services: services, gracefulShutdownSignals: signals, logger: quiet)
    configuration.maximumGracefulShutdownDuration = .seconds(120)
    return ServiceGroup(configuration: configuration)
  }
}
