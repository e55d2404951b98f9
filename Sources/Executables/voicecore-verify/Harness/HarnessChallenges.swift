import ArgumentParser
import CommandConventions
import HarnessTrials

/// How well the harness finds and shrinks the problems of the public Shrinking Challenge.
struct HarnessChallenges: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "challenges", abstract: "How well the harness shrinks the problems of the public Shrinking Challenge.",
    discussion: """
      Example:
        voicecore-verify harness challenges --seeds 20
      """)

  @OptionGroup var options: Harness.Options

  func run() async throws {
    let display = ProgressDisplay(laws: Challenge.all.count)
    let trials = await display.showing {
      var trials: [ChallengeTrial] = []
      for challenge in Challenge.all {
        display.begin("challenge \(challenge.name)", demanded: options.seeds)
        let start = ContinuousClock.now
        var trial = ChallengeTrial(challenge)
        for seed in 0..<UInt64(options.seeds) {
          await trial.run(seed: seed) { ContinuousClock.now - start }
          display.update { $0.cases += 1 }
        }
        trials.append(trial)
        display.end(ChallengeTable.endLine(trial))
      }
      return trials
    }
    let table = ChallengeTable(trials)
    print(options.json ? table.json : table.text(colour: .ofStandardOutput))
    if !table.isMet { throw ExitCode(1) }
  }
}
