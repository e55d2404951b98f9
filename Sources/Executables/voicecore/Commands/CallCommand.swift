import ArgumentParser
import CommandConventions
import Foundation
import NIOPosix
import OfflineSpeech
import Simulators
import VoiceCore

/// Rings a running server as the carrier would.
struct CallCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "call", abstract: "Places one simulated call against a running server and prints what was heard.",
    discussion: """
      The account SID and auth token (TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN) must be the server's. Only loopback is rung.

      Examples:
        voicecore call --press 1
        voicecore call --from +15550100666 --to +15550100200
        voicecore call --say "What are your opening hours?" --press 0
      """)

  @Option(help: "The server's public URL.") var url = "http://127.0.0.1:8080"
  @Option(help: "The caller's number; leave out to withhold it.") var from: String?
  @Option(help: "The DID that is dialled.") var to = DemoTenant.line
  @Option(help: "Keys to press, each after the receptionist has finished.") var press = ""
  @Option(help: "Words to speak first (by espeak-ng).") var say: String?
  @Option(help: "A file of raw 8 kHz μ-law to speak first.") var audio: String?

  func run() async throws {
    let settings = try await Settings.read(file: nil)
    guard let carrier = settings.carrier else {
      throw SettingProblems(problems: [
        SettingProblem("TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN", "set both to the server's")
      ])
    }
    guard let host = URL(string: url)?.host, ["127.0.0.1", "localhost", "::1"].contains(host) else {
      throw ValidationError("--url: simulated calls are placed on loopback only")
    }
    var steps: [CallScript.Step] = [.waitForSilence]
    if let speech = try await speech() { steps += [.speak(speech, words: say ?? ""), .waitForSilence] }
    for key in press { steps += [.press(String(key)), .waitForSilence] }
    steps.append(.hangUp)
    let script = CallScript(caller: from, dialled: to, steps: steps)
    let report = try await CarrierSimulator.running(
      CarrierConfiguration(
        accountSid: carrier.accountSID, authToken: carrier.authTokens[0], webhookBaseURL: url),
      on: MultiThreadedEventLoopGroup.singleton
    ) { await $0.place(script) }
    print(CallStory(report, book: await PromptBook(texts: [])).text)
    if case .failed(let violation) = report.ending { throw CouldNotRun("the call failed: \(violation)") }
  }

  private func speech() async throws -> [UInt8]? {
    if let audio {
      guard let bytes = FileManager.default.contents(atPath: audio) else {
        throw ValidationError("--audio: \(audio) can't be read")
      }
      guard !bytes.starts(with: Data("RIFF".utf8)) else {
        throw ValidationError("--audio: WAV is not available yet; give raw 8 kHz μ-law")
      }
      return Array(bytes)
    }
    guard let say else { return nil }
    do throws(SpeechFailure) {
      return try await EspeakSynthesizer().speech(for: say, in: .english).muLaw
    } catch {
      throw CouldNotRun("--say: espeak-ng can't speak (\(error))")
    }
  }
}
