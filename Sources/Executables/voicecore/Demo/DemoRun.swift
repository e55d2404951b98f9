import CommandConventions
import Logging
import NIOPosix
import OfflineSpeech
import Server
import Simulators
import UnixSignals
import VoiceCore

/// The demo: a whole server, a simulated carrier beside it, and callers who ring through real sockets.
struct DemoRun {
  /// Good on loopback only, which is where the demo runs.
  static let password = "demo-password"

  let settings: Settings
  let once: Bool
  let metrics: PrometheusMetrics
  let log: Logger

  /// The demo's settings: an account of the simulated carrier, nothing that is reached from outside.
  static func prepare(_ settings: inout Settings) throws {
    guard settings.mode == .development else {
      throw SettingProblems(problems: [SettingProblem("VOICECORE_MODE", "production refuses the demo tenant")])
    }
    guard ["127.0.0.1", "localhost", "::1"].contains(settings.host) else {
      throw SettingProblems(problems: [
        SettingProblem("VOICECORE_HOST", "the demo has known log-ins; serve it on loopback only")
      ])
    }
    var generator = SystemRandomNumberGenerator()
    let token = (0..<4).map { _ in String(generator.next(), radix: 16) }.joined()
    settings.carrier = Settings.Carrier(
      accountSID: "AC" + String(repeating: "0", count: 31) + "1", authTokens: [token], apiURL: "http://127.0.0.1:9")
    if settings.logLevel < .warning { settings.logLevel = .warning }
  }

  func run() async throws {
    guard let account = settings.carrier else { return }
    let group = MultiThreadedEventLoopGroup.singleton
    let configuration = CarrierConfiguration(
      accountSid: account.accountSID, authToken: account.authTokens[0],
      callees: [DemoTenant.customerService: .answers(after: .seconds(1), talks: .seconds(2))])
    let carrier: CarrierSimulator
    do throws(CarrierFailure) {
      carrier = try await CarrierSimulator.start(configuration, on: group)
    } catch {
      throw CouldNotRun("the simulated carrier can't start: \(error)")
    }
    var settings = settings
    settings.carrier?.apiURL = carrier.apiURL
    let (running, isRunning) = AsyncStream<Void>.makeStream()
    let speech = SpeechCache(EspeakSynthesizer())
    let ears = PocketsphinxRecognizer()
    let asking = ears == nil ? nil : try await DemoQuestion(speech: speech)
    let deployment = try await Deployment.assemble(
      settings, eventLoops: group, metrics: metrics, log: log, speech: speech, ears: ears, signals: [.sigterm, .sigint]
    ) { _ in
      isRunning.yield()
      isRunning.finish()
    }
    carrier.point(at: deployment.publicURL)
    let calls = DemoCalls(
      deployment: deployment, carrier: carrier, asking: asking,
      spoken: { [settings, metrics, log] in
        let demo = try await SpokenDemo(speech: speech, on: group)
        let report: Result<CallReport, any Error>
        do {
          report = .success(
            try await demo.place(
              beside: deployment, settings, account: configuration, metrics: metrics, log: log, on: group))
        } catch {
          report = .failure(error)
        }
        await demo.ai.shutdown()
        return (demo, try report.get())
      })
    let outcome = await serve(deployment, until: running, calls)
    await carrier.shutdown()
    await deployment.close()
    try outcome.get()
  }

  /// Runs the server beside the demo calls; whichever fails ends both.
  private func serve(
    _ deployment: Deployment, until running: AsyncStream<Void>, _ calls: DemoCalls
  ) async -> Result<Void, any Error> {
    await withTaskGroup(of: Result<Void, any Error>.self) { group in
      group.addTask {
        do {
          try await deployment.run()
          return .success(())
        } catch {
          return .failure(CouldNotRun("the server ended: \(error)"))
        }
      }
      group.addTask { [once] in
        for await _ in running { break }
        guard !Task.isCancelled else { return .success(()) }
        do {
          try await calls.run()
          if once { await deployment.stop() }
          return .success(())
        } catch {
          await deployment.stop()
          return .failure(error)
        }
      }
      var outcome = Result<Void, any Error>.success(())
      for await result in group {
        if case .failure = result {
          outcome = result
          group.cancelAll()
        }
      }
      return outcome
    }
  }
}
