import ArgumentParser
import CommandConventions
import Foundation
import HarnessTrials

/// How many cases planted faults need to be found, and how many generated faults of the real core are.
struct HarnessMutants: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mutants", abstract: "How many cases each planted fault needs to be found.",
    discussion: """
      Plants faults into a small model of VoiceCore, one at a time. Each must be found within
      \(MutantTable.cases) cases by \(MutantTable.foundPercent) % of the seeds, and nothing where there is no fault.

      With --generated, changes as many lines of the real core instead, all in one build of a copy of the sources, each
      behind a switch, and runs the laws on core, memory and sim against one after the other, then, where no law notices,
      the examples of the core. The score is the share that somebody notices; what nobody comes by is told apart. Needs
      a checkout and the Swift toolchain.

      Examples:
        voicecore-verify harness mutants --seeds 20
        voicecore-verify harness mutants --generated 200 --at-least 90
        voicecore-verify harness mutants --generated 40 --only Queue --seed 7

      Exit codes: 0 the bars are met, 1 they aren't, 2 wrong use, 3 could not run.
      """)

  @OptionGroup var options: Harness.Options
  @Option(help: "Changes so many lines of the real core, and runs laws and examples against each.") var generated: Int?
  @Option(help: "With --generated: chooses the lines and the laws' cases, decimal or 0x and hexadecimal; 1 by default.")
  var seed: String?
  @Option(help: "With --generated: cases of each law; 100 by default.") var cases: Int?
  @Option(help: "With --generated: processes at once; the number of cores by default.") var jobs: Int?
  @Option(help: "With --generated: folders of Sources/VoiceCore, separated by commas.") var only: String?
  @Option(help: "With --generated: the least score in percent; none by default.") var atLeast: Double?

  func validate() throws {
    guard let generated else {
      if seed != nil || cases != nil || jobs != nil || only != nil || atLeast != nil {
        throw ValidationError("--seed, --cases, --jobs, --only and --at-least belong to --generated")
      }
      return
    }
    guard (1...Self.mostGenerated).contains(generated) else {
      throw ValidationError("--generated: expected 1 to \(Self.mostGenerated)")
    }
    if let cases, cases <= 0 { throw ValidationError("--cases: expected a number above 0") }
    if let jobs, jobs <= 0 { throw ValidationError("--jobs: expected a number above 0") }
    if let atLeast, !(0...100).contains(atLeast) { throw ValidationError("--at-least: expected 0 to 100") }
    if let seed, SeedText.seed(seed) == nil {
      throw ValidationError("--seed: expected a number, decimal or 0x and hexadecimal")
    }
    if let stranger = folders.first(where: { !GeneratedBuild.folders.contains($0) }) {
      throw ValidationError("--only: '\(stranger)' is none of \(GeneratedBuild.folders.joined(separator: ", "))")
    }
  }

  /// More lines than there are to change.
  private static let mostGenerated = 10_000

  private var folders: [String] {
    only.map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) } ?? GeneratedBuild.folders
  }

  func run() async throws {
    guard let generated else { return try await ofModel() }
    let plan = GeneratedRun.Plan(
      count: generated, folders: folders, seed: seed.flatMap(SeedText.seed) ?? 1,
      cases: cases ?? Profile.everydayCases, jobs: jobs ?? ProcessInfo.processInfo.activeProcessorCount)
    let (outcomes, dropped) = try await Interruption.cancelling { try await GeneratedRun(plan: plan).outcomes() }
    let table = GeneratedTable(outcomes, dropped: dropped, seed: plan.seed, atLeast: atLeast)
    print(options.json ? table.json : table.text)
    if !table.isMet { throw ExitCode(1) }
  }

  private func ofModel() async throws {
    let display = ProgressDisplay(laws: Fault.allCases.count + TrialSubject.allCases.count)
    let table = await display.showing {
      var rows: [MutantTable.Row] = []
      for fault in Fault.allCases {
        display.begin("fault \(fault.rawValue)", demanded: options.seeds)
        let row = await MutantTable.row(fault, seeds: options.seeds) { display.update { $0.cases += 1 } }
        rows.append(row)
        display.end("\(fault.rawValue): found by \(row.found) of \(row.seeds)\(row.passed ? "" : ", TOO FEW")")
      }
      var alarms: [String] = []
      for subject in TrialSubject.allCases {
        display.begin("no fault in \(subject.rawValue)", demanded: options.seeds)
        let found = await MutantTable.falseAlarms(subject, seeds: options.seeds) { display.update { $0.cases += 1 } }
        alarms += found
        display.end("no fault in \(subject.rawValue): \(found.count) false alarm\(found.count == 1 ? "" : "s")")
      }
      return MutantTable(rows: rows, falseAlarms: alarms)
    }
    print(options.json ? MutantDocument(table).json : table.text)
    if !table.passed { throw ExitCode(1) }
  }
}
