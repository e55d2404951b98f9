import ArgumentParser
import CommandConventions
import Foundation
import LoadTests

extension LoadCommand {
  /// Runs one scenario, or all benchmarks.
  struct Run: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Runs a benchmark, or all of them.")

    @Argument(help: "A name from `voicecore-load list`, or all.") var scenario: String
    @Option(help: "Seconds a benchmark is sampled.") var duration = 3
    @Flag(help: "Prints JSON.") var json = false

    func validate() throws {
      guard (1...3600).contains(duration) else { throw ValidationError("--duration: expected 1 to 3600 seconds") }
    }

    func run() async throws {
      if Scenarios.notAvailable.contains(scenario) { throw CouldNotRun("\(scenario) is not available yet") }
      let names = scenario == "all" ? Scenarios.benchmarks : [scenario]
      let place = try TemporaryDatabase()
      defer { place.remove() }
      var measured: [Benchmark.Measurement] = []
      for name in names {
        guard let benchmark = try await Scenarios.benchmark(name, in: place) else {
          throw ValidationError(
            "\(name) is none of \((Scenarios.benchmarks + Scenarios.notAvailable).joined(separator: ", "))")
        }
        if !json { print("\(name) …") }
        measured.append(try await benchmark.measure(for: .seconds(duration)))
      }
      print(json ? try Self.json(measured) : Self.table(measured))
    }

    private static func json(_ measured: [Benchmark.Measurement]) throws -> String {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
      return String(decoding: try encoder.encode(measured), as: UTF8.self)
    }

    private static func table(_ measured: [Benchmark.Measurement]) -> String {
      let heading = ["benchmark", "median", "fastest", "slowest", "per second", "operation"]
      let rows = measured.map {
        [
          $0.name, time($0.median), time($0.fastest), time($0.slowest), String(Int($0.operationsPerSecond)),
          $0.operation,
        ]
      }
      return TextTable(heading, rows, rightAligned: [1, 2, 3, 4]).text
    }

    private static func time(_ nanoseconds: Double) -> String {
      nanoseconds < 10_000 ? String(format: "%.0f ns", nanoseconds) : String(format: "%.1f µs", nanoseconds / 1000)
    }
  }
}
