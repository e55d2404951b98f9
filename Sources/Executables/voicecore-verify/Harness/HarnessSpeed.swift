import ArgumentParser
import CommandConventions

/// How fast the harness runs workloads that never fail.
struct HarnessSpeed: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "speed", abstract: "How fast the harness runs, one core, against its bars.")

  @OptionGroup var options: Harness.Options

  func run() async throws {
    throw CouldNotRun("harness speed: not available yet; use harness challenges")
  }
}
