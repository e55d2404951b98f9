import ArgumentParser
import CommandConventions
import HarnessTrials

/// How many cases planted faults need to be found.
struct HarnessMutants: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mutants", abstract: "How many cases each planted fault needs to be found.",
    discussion: """
      Plants faults into a small model of VoiceCore, one at a time. Each must be found within
      \(MutantTable.cases) cases by \(MutantTable.foundPercent) % of the seeds, and nothing where there is no fault.

      Example:
        voicecore-verify harness mutants --seeds 20
      """)

  @OptionGroup var options: Harness.Options

  func run() async throws {
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
