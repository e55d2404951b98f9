import ArgumentParser
import CommandConventions
import Logging
import Metrics
import NIOCore
import NIOPosix
import OfflineSpeech
import Server
import UnixSignals

/// Runs the server.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Runs the server until it is told to stop (SIGTERM, Ctrl-C).",
    discussion: """
      Examples:
        voicecore serve
        VOICECORE_PORT=9000 VOICECORE_LOG_FORMAT=json voicecore serve --config /etc/voicecore.env
        voicecore serve --demo --once
      """)

  @Option(help: "A file of NAME=value lines with the same names as the environment, which wins.") var config: String?
  @Flag(help: "Creates the demo tenant once, rings it through a simulated carrier and prints what happened.") var demo =
    false
  @Flag(help: "With --demo: exits after the demo calls.") var once = false

  func validate() throws {
    if once, !demo { throw ValidationError("--once goes with --demo") }
  }

  func run() async throws {
    var settings = try await Settings.read(file: config)
    if demo { try DemoRun.prepare(&settings) }
    let log = LogSetup.bootstrap(settings)
    // Before anybody touches the group, which counts its loops once.
    if let count = settings.eventLoops { NIOSingletons.groupLoopCountSuggestion = count }
    let metrics = PrometheusMetrics()
    MetricsSystem.bootstrap(metrics)
    if demo {
      try await DemoRun(settings: settings, once: once, metrics: metrics, log: log).run()
    } else {
      if settings.carrier == nil { log.warning("no carrier is configured: every webhook will be refused") }
      let deployment = try await Deployment.assemble(
        settings, eventLoops: MultiThreadedEventLoopGroup.singleton, metrics: metrics, log: log,
        // Whom no call can come to needs no dictionary in memory.
        ears: settings.ai.contains(.offline) ? PocketsphinxRecognizer() : nil, signals: [.sigterm, .sigint])
      do {
        try await deployment.run()
      } catch {
        await deployment.close()
        throw CouldNotRun("the server ended: \(error)")
      }
      await deployment.close()
    }
  }
}
