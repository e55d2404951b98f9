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

      Exit codes: 0 success, 2 wrong use, 3 could not run (also: not available yet).
      """,
    subcommands: [List.self, Run.self])

  static func main() async { await runByContract() }
}
