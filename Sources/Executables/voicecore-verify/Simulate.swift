import ArgumentParser
import CommandConventions

/// A whole call centre in virtual time.
struct Simulate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Runs a whole call centre in virtual time with faults: not available yet.",
    discussion: """
      Example:
        voicecore-verify simulate --seed 7 --days 30
      """)

  @Option(help: "The seed.") var seed: String?
  @Option(help: "Simulated days.") var days: Int?
  @Flag(help: "Prints JSON.") var json = false

  func run() async throws {
    throw CouldNotRun(
      "simulate: not available yet; use --subject memory --profile nightly, whose laws run in virtual time")
  }
}
