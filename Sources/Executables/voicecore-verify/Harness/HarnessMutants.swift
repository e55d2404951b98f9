import ArgumentParser
import CommandConventions

/// How many cases planted faults need to be found.
struct HarnessMutants: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mutants", abstract: "How many cases each planted fault needs to be found.")

  @OptionGroup var options: Harness.Options

  func run() async throws {
    throw CouldNotRun("harness mutants: not available yet; use harness challenges")
  }
}
