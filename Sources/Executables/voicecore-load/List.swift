import ArgumentParser

extension LoadCommand {
  /// Names what can be run.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Lists what can be run.")

    func run() {
      print("Load suites:")
      for suite in CallsSuite.allCases { print("  \(suite.rawValue)") }
      print("  \(Scenarios.soak)")
      print("  \(Scenarios.queries)")
      print("  \(Scenarios.ears)")
      for suite in FiguresSuite.allCases { print("  \(suite.rawValue)") }
      print("Benchmarks of single functions and paths:")
      for name in Scenarios.benchmarks { print("  \(name)") }
    }
  }
}
