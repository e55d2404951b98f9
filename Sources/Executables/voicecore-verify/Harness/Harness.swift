import ArgumentParser
import CommandConventions

/// How good the harness itself is.
struct Harness: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Shows how good the property-testing harness itself is.",
    discussion: """
      Examples:
        voicecore-verify harness challenges --seeds 100
        voicecore-verify harness mutants --seeds 20
        voicecore-verify harness mutants --generated 200
        voicecore-verify harness speed --seconds 5 --json

      Exit codes: 0 the bars are met, 1 they aren't, 2 wrong use, 3 could not run.
      """,
    subcommands: [
      HarnessChallenges.self, HarnessMutants.self, HarnessSpeed.self, HarnessAllocations.self, HarnessHang.self,
    ])

  struct Options: ParsableArguments {
    static let everydaySeeds = 100

    @Option(help: "Seeds for each.") var seeds = Options.everydaySeeds
    @Flag(help: "Prints JSON instead of the table.") var json = false

    func validate() throws {
      if seeds <= 0 { throw ValidationError("--seeds: expected a number above 0") }
    }
  }
}
