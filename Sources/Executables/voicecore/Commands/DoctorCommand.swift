import ArgumentParser
import OfflineSpeech
import VoiceCore

/// Checks what a server needs, a line each.
struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Checks settings, database and speech; one line each.",
    discussion: """
      Examples:
        voicecore doctor
        voicecore doctor --config /etc/voicecore.env

      --call and --audit of the outside contract are not available yet.
      """)

  @Option(help: "A file of NAME=value lines with the same names as the environment, which wins.") var config: String?

  func run() async throws {
    var isWell = true
    func report(_ what: String, _ problem: String?) {
      isWell = isWell && problem == nil
      print("\(problem == nil ? "ok   " : "WRONG")  \(what)\(problem.map { ": " + $0 } ?? "")")
    }
    var settings = Settings()
    do {
      settings = try await Settings.read(file: config)
      report("settings", nil)
    } catch let problems as SettingProblems {
      for problem in problems.problems { report(problem.name, problem.remedy) }
    }
    do {
      let (store, close) = try await StoreOpening.open(settings.database)
      try await store.ping()
      await close()
      report("database", nil)
    } catch {
      report("database", (error as? SettingProblems)?.problems.first?.remedy ?? "\(error)")
    }
    do throws(SpeechFailure) {
      _ = try await EspeakSynthesizer().speech(for: "One two three.", in: .english)
      report("speech (espeak-ng)", nil)
    } catch {
      report("speech (espeak-ng)", error == .notInstalled ? "not installed; apt-get install espeak-ng" : "\(error)")
    }
    report("carrier", settings.carrier == nil ? "set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN to take real calls" : nil)
    if !isWell { throw ExitCode(1) }
  }
}
