import ArgumentParser
import CommandConventions
import Foundation

#if SUBJECT_SERVER
import Conversations
import MemoryStore
#endif

/// Plays scripted callers against the offline receptionist, in text and virtual time: needs no key, no network and no sound.
struct ConversationRun {
  /// Names of scripts; all when empty.
  let names: [String]
  /// Where the scripts are; `nil` for those of the checkout.
  let folder: String?
  /// Where to write the JSON report.
  let file: String?
  let printsJSON: Bool

  /// A run as the options say.
  /// - Throws: `ValidationError` for options that belong to laws.
  init(_ laws: Laws) throws {
    let others: [(String, Bool)] = [
      ("--property", laws.property != nil), ("--subject", laws.subject != nil), ("--cases", laws.cases != nil),
      ("--seed", laws.seed != nil), ("--profile", laws.profile != nil), ("--replay", laws.replay != nil),
      ("--mutant", laws.mutant), ("--isolate", laws.isolate),
    ]
    if let other = others.first(where: \.1) {
      throw ValidationError("\(other.0) belongs to --suite laws; conversations are chosen by --script")
    }
    names = laws.script?.split(separator: ",", omittingEmptySubsequences: false).map(String.init) ?? []
    folder = laws.scripts
    printsJSON = laws.json
    file = try laws.report.map { text in
      guard text.hasPrefix("json="), text.count > 5, !text.contains(",") else {
        throw ValidationError("--report: conversations are reported as json=FILE")
      }
      return String(text.dropFirst(5))
    }
  }

  #if SUBJECT_SERVER
  func callAsFunction() async throws {
    let scripts: [ConversationScript]
    do {
      let all = try ConversationScripts(in: folder ?? ConversationScripts.standardFolder)
      scripts = try names.isEmpty ? all.all : all.named(names)
    } catch let missing as ConversationScripts.Missing {
      throw CouldNotRun("--suite conversations: \(missing)")
    } catch let wrong as ConversationScripts.Unusable {
      throw ValidationError("--suite conversations: \(wrong)")
    }
    let player = ConversationPlayer { MemoryStore() }
    var outcomes: [ConversationOutcome] = []
    for script in scripts { outcomes.append(try await player.play(script)) }
    let report = ConversationReport(outcomes)
    let json = report.json(await Checkout.version())
    print(printsJSON ? json : report.text)
    if let file {
      do {
        try Data(json.utf8).write(to: URL(fileURLWithPath: file), options: .atomic)
      } catch {
        throw CouldNotRun("--report json: can't write \(file): \(error.localizedDescription)")
      }
    }
    if !report.passes { throw ExitCode(1) }
  }
  #else
  func callAsFunction() async throws {
    throw CouldNotRun("--suite conversations: this build knows laws alone; build without VOICECORE_SUBJECTS")
  }
  #endif
}
