import ArgumentParser
import CommandConventions

/// The load suites and the benchmarks of single functions.
@main
struct LoadCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "voicecore-load",
    abstract: "Measures VoiceCore.",
    discussion: """
      Examples:
        voicecore-load list
        voicecore-load run media-parse --duration 5
        voicecore-load run all --json
        voicecore-load run calls --calls 200 --duration 30

      Exit codes: 0 success, 1 a stated limit is broken, 2 wrong use, 3 could not run (also: runs that are void).
      """,
    subcommands: [List.self, Run.self, StandIn.self])

  static func main() async { await runByContract() }
}
