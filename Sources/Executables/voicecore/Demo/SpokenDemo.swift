import CommandConventions
import Logging
import NIOCore
import OfflineSpeech
import Server
import Simulators
import UnixSignals
import VoiceCore

/// Caller four: speaks with a scripted realtime AI on a second node, which shares the first one's store. The caller's
/// voice and the AI's are synthesised; between them everything is real: two sockets, two protocols, every frame.
struct SpokenDemo {
  static let title = "Caller four speaks with the (simulated) realtime AI, interrupts it, and asks for what it can't do"

  static let caller = "+15550100104"

  /// What the caller says, and what the model is to make of it.
  private static let exchanges: [(caller: String, answer: String, served: Bool)] = [
    ("What are your opening hours?", DemoTenant.openingHours, true),
    ("Sorry, just your address please.", "You find us at 12 Main Street, next to the library.", true),
    ("Can you repair my bicycle?", "I am sorry, bicycles are beyond me. What else can I do?", false),
    ("Then sing me a song.", "I am afraid that I can't sing.", false),
    ("Do you sell train tickets?", "No, I can't help with that either.", false),
  ]

  /// Everything that may be heard in this call.
  static var texts: [String] {
    exchanges.map(\.answer) + [
      Phrase.welcome(company: DemoTenant.name).text(in: .english),
      Phrase.handOver(toDepartment: nil).text(in: .english),
    ]
  }

  let ai: RealtimeAISimulator
  private let callerSays: [[UInt8]]

  /// Renders the voices and starts the simulated realtime AI.
  init(speech: any SpeechSynthesizer, on group: any EventLoopGroup) async throws {
    do {
      callerSays = try await Self.rendered(Self.exchanges.map(\.caller), by: speech)
      let voices = try await Self.rendered(Self.texts, by: speech)
      let book = Dictionary(zip(Self.texts, voices)) { first, _ in first }
      ai = try await RealtimeAISimulator.start(
        RealtimeAIConfiguration(
          apiKey: Self.key, behaviour: { _ in .script(Self.script) },
          voice: { book[$0] ?? ToneVoice.speak($0) }), on: group)
    } catch {
      throw CouldNotRun("the simulated realtime AI can't start: \(error)")
    }
  }

  /// Runs the second node for as long as the call takes.
  func place(
    beside first: Deployment, _ settings: Settings, account: CarrierConfiguration, metrics: PrometheusMetrics,
    log: Logger, on loops: any EventLoopGroup
  ) async throws -> CallReport {
    try await CarrierSimulator.running(account, on: loops) { carrier in
      var settings = settings
      settings.port = 0
      settings.publicURL = nil
      settings.ai = [.openAIRealtime]
      // This caller takes the end of whatever is heard for the end of the answer.
      settings.fillerAfter = .seconds(60)
      settings.realtimeAI = Settings.RealtimeAI(apiKey: Self.key, url: ai.url)
      settings.carrier?.apiURL = carrier.apiURL
      let (running, isRunning) = AsyncStream<Void>.makeStream()
      let node = try await Deployment.assemble(
        settings, eventLoops: loops, metrics: metrics, log: log, sharing: first
      ) { _ in isRunning.finish() }
      carrier.point(at: node.publicURL)
      let report = try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          defer { isRunning.finish() }
          try await node.run()
        }
        for await _ in running {}
        let report = await carrier.place(call)
        await node.stop()
        try await group.waitForAll()
        return report
      }
      await node.close()
      return report
    }
  }

  /// The caller's part: the second sentence interrupts the first answer, the others wait for theirs.
  private var call: CallScript {
    var steps: [CallScript.Step] = [.waitForSilence]
    for (index, audio) in callerSays.enumerated() {
      steps += [.speak(audio, words: Self.exchanges[index].caller)]
      steps += [index == 0 ? .wait(.seconds(2)) : .waitForSilence]
    }
    return CallScript(caller: Self.caller, dialled: DemoTenant.line, steps: steps)
  }

  /// What the AI's side saw, in a line each.
  var account: String {
    ai.reports.map { report in
      """
        realtime AI  \(report.utterances.count) utterances heard, \(report.responses.count) responses, \
      \(report.truncations.map { "cut after \($0.audioEndMs) ms of \($0.sentMs) ms" }.joined(separator: ", ")), \
      \(report.calls.count) tool calls, \(report.unansweredCalls.count) unanswered, \
      \(report.graveViolations.count) breaches of the protocol
      """
    }.joined(separator: "\n")
  }

  /// A demo that goes wrong must not look as if it went right.
  func check(_ report: CallReport, told story: String, recorded line: DemoAPI.CallLine?) throws {
    guard report.dialled.map(\.result) == [.completed] else {
      throw CouldNotRun("the spoken call didn't reach a person")
    }
    guard line?.failed_attempts == 3, line?.transfer?.reason == TransferReason.attemptsExhausted.rawValue else {
      throw CouldNotRun("the hand-over didn't come at exactly the third failure")
    }
    guard ai.reports.count == 1, let session = ai.reports.first, session.graveViolations.isEmpty,
      session.unansweredCalls.isEmpty
    else { throw CouldNotRun("the simulated realtime AI found a fault: \(ai.reports.flatMap(\.graveViolations))") }
    guard !session.truncations.isEmpty else { throw CouldNotRun("the interruption wasn't noticed") }
    // All but the first answer, which is interrupted, and the last, which the hand-over cuts short.
    let heard = Self.exchanges[1...3].map(\.answer) + [Phrase.handOver(toDepartment: nil).text(in: .english)]
    for words in heard where !story.contains("“\(words)”") {
      throw CouldNotRun("the caller didn't hear “\(words)”")
    }
  }

  private static let key = "demo-key-of-the-simulated-realtime-ai"

  private static var script: RealtimeAIScript {
    RealtimeAIScript(
      turns: exchanges.map { exchange in
        .init(
          heardAs: exchange.caller, says: exchange.answer, calls: [.outcome(served: exchange.served)],
          delay: .milliseconds(300))
      })
  }

  private static func rendered(_ texts: [String], by speech: any SpeechSynthesizer) async throws -> [[UInt8]] {
    var rendered: [[UInt8]] = []
    for text in texts { rendered.append(try await speech.speech(for: text, in: .english).muLaw) }
    return rendered
  }
}
