import ArgumentParser
import Foundation
import OfflineSpeech
import PostgresStore
import SQLiteStore
import VoiceCore

/// Checks what a server needs, a line each.
struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Checks settings, database, objects, speech and voice AI; one line each.",
    discussion: """
      Examples:
        voicecore doctor
        voicecore doctor --config /etc/voicecore.env
        voicecore doctor --audit            checks that no audit log was changed; nothing else
        voicecore doctor --audit --json     the same, a JSON object a line, with the heads to keep elsewhere

      --call of the outside contract is not available yet.
      """)

  @Option(help: "A file of NAME=value lines with the same names as the environment, which wins.") var config: String?
  @Flag(help: "Checks every tenant's audit log instead; exit 1 when one was changed, 3 when it can't be read.")
  var audit = false
  @Flag(help: "Prints what --audit finds as JSON.") var json = false

  func validate() throws {
    if json, !audit { throw ValidationError("--json goes with --audit.") }
  }

  func run() async throws {
    if audit { return try await runAudit() }
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
    report("database", await Self.databaseProblem(settings.database))
    if case .bucket(let bucket) = settings.objects {
      report("objects (bucket)", await ObjectCheck.problem(with: bucket))
    }
    do throws(SpeechFailure) {
      _ = try await EspeakSynthesizer().speech(for: "One two three.", in: .english)
      report("speech (espeak-ng)", nil)
    } catch {
      report("speech (espeak-ng)", error == .notInstalled ? "not installed; apt-get install espeak-ng" : "\(error)")
    }
    let hears = PocketsphinxRecognizer() != nil
    if hears {
      report("offline ears (pocketsphinx)", nil)
    } else {
      print(
        "note   offline ears: none, callers of the offline receptionist choose by key; apt-get install pocketsphinx pocketsphinx-en-us"
      )
    }
    // What is missing for others the settings have said.
    if settings.ai.contains(.openAIRealtime), settings.realtimeAI != nil {
      report("voice AI (openai-realtime)", await VoiceAICheck.problem(with: settings))
    } else if settings.ai == [.offline] {
      print(
        "note   voice AI: offline, callers choose by key\(hears ? " and a few words" : ""); VOICECORE_AI=openai-realtime lets them speak"
      )
    }
    if settings.carrier == nil {
      print("note   carrier: set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN to take real calls")
    } else {
      report("carrier", nil)
    }
    if !isWell { throw ExitCode(1) }
  }

  private func runAudit() async throws {
    let isWell = try await AuditCheckup.run(try await Settings.read(file: config)) { finding in
      print(json ? finding.json : finding.line)
    }
    if !isWell { throw ExitCode(1) }
  }

  /// Looks and changes nothing: a database that isn't there yet is made by `serve` or `migrate`, not by a check.
  private static func databaseProblem(_ database: Settings.Database) async -> String? {
    let path: String
    switch database {
    case .memory: return nil
    case .sqlite(let file): path = file
    case .postgres(let url): return await postgresProblem(url)
    }
    guard FileManager.default.fileExists(atPath: path) else {
      let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
      return FileManager.default.isWritableFile(atPath: folder)
        ? nil : "\(folder) can't be written; it must hold the database"
    }
    do throws(StoreFailure) {
      let store = try await SQLiteStore(path: path)
      let pending = try await store.pendingMigrations()
      await store.close()
      return pending.isEmpty ? nil : "\(pending.count) migrations wait; run voicecore migrate"
    } catch {
      return "\(path) can't be read (\(error))"
    }
  }

  private static func postgresProblem(_ url: PostgresURL) async -> String? {
    let store: PostgresStore
    do throws(PostgresFailure) { store = try PostgresStore(PostgresSettings(url)) } catch { return error.description }
    var problem: String?
    do throws(PostgresFailure) { try await store.check() } catch { problem = error.description }
    await store.close()
    return problem
  }
}
