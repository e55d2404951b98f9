import ArgumentParser
import CommandConventions
import Foundation
import LoadTests

extension LoadCommand {
  /// Runs one scenario, or all benchmarks.
  struct Run: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Runs a load suite, a benchmark, or all benchmarks.",
      discussion: """
        calls places concurrent calls on a server: one of its own beside it (a child process on a core of its own,
        with a simulated realtime AI), or the one at --base-url. Latency counts from the time a frame was due; a run
        whose generator used more than 80 % of its core is void. So is one of an own server without a core of its own,
        which taskset (util-linux) gives it, and one that broke a limit while something else used over 0.2 cores.

        Examples:
          voicecore-load run calls --calls 200 --duration 30 --report csv=calls.csv,json=calls.json,html=calls.html
          voicecore-load run calls --mode talk --calls 100
          voicecore-load run calls --find --duration 60
          voicecore-load run calls --calls 500 --stand-in
          voicecore-load run tenant-1000 --report html=tenant.html
          voicecore-load run tenants-peak --tenants 200 --calls 300
          voicecore-load run ai-latency
          voicecore-load run soak --calls 100000 --report html=soak.html
          voicecore-load run rls-queries --report html=queries.html
          voicecore-load run analytics --calls 1000000 --store sqlite
          voicecore-load run webhooks --report csv=webhooks.csv
          voicecore-load run events --sockets 1000
          voicecore-load run media-parse --duration 5

        tenant-1000 is calls at a tenant's maximum, and one more, which must be refused. tenants-peak is calls of many tenants that all
        come at once. ai-latency is calls that talk, and what of each turn's delay is the server's own. soak places calls one after another, those that go wrong among them,
        and compares what the server holds at rest before and after.

        rls-queries starts a private Postgres (Debian's postgresql), fills it, and lets pgbench and the store take turns
        with the same statements: single reads and inserts of calls by 1 and 8 connections.

        ears speaks a test set with synthesised voices over a telephone line, quiet and noisy, and counts what the offline
        receptionist understands of it (espeak-ng, pocketsphinx).

        analytics keeps a tenant's year of so many calls (10,000, 100,000 and a million unless told by --calls) and asks for its
        figures. webhooks sends events to ten endpoints, then so beside two that refuse, and two that never answer. events has
        calls begin while sockets listen, at a server of its own. exports writes the rows of --calls calls (100,000) and tells
        their memory. Where they need a store, each kind by itself, or those of --store.

        Exit codes: 0 success, 1 a stated limit is broken, 2 wrong use, 3 could not run, or the run is void.
        """)

    @Argument(help: "A name from `voicecore-load list`, or all.") var scenario: String
    @Option(help: "Seconds that are measured (calls: 30; rls-queries: 2 of each side and round; a benchmark: 3).")
    var duration: Int?
    @Flag(help: "Prints JSON.") var json = false
    @OptionGroup var calls: CallsOptions
    @OptionGroup var queries: QueriesOptions
    @OptionGroup var figures: FiguresOptions

    /// As it was typed.
    private static var command: String {
      (["voicecore-load"] + CommandLine.arguments.dropFirst()).joined(separator: " ")
    }

    func validate() throws {
      guard (1...3600).contains(duration ?? 1) else { throw ValidationError("--duration: expected 1 to 3600 seconds") }
      if let suite = CallsSuite(rawValue: scenario), (calls.count(in: suite) ?? 1) > CallsPlan.mostCalls {
        throw ValidationError("--calls: expected 1 to \(CallsPlan.mostCalls), or auto")
      }
      if scenario == Scenarios.soak,
        calls.standIn || calls.find || Int(calls.calls ?? "1").map({ $0 > SoakPlan.mostCalls }) ?? true
      {
        throw ValidationError("soak: expected --calls 1 to \(SoakPlan.mostCalls), without --find and --stand-in")
      }
    }

    func run() async throws {
      if scenario == Scenarios.soak {
        let (options, json) = (calls, json)
        return try await Interruption.cancelling {
          let scenario = try await CallsScenario(.calls, options, seconds: 0, command: "")
          try await SoakRunning(scenario: scenario, isJSON: json).run()
        }
      }
      if let suite = CallsSuite(rawValue: scenario) {
        let (options, seconds, tenants, json) = (calls, duration ?? 30, queries.tenants, json)
        return try await Interruption.cancelling {
          let scenario = try await CallsScenario(
            suite, options, seconds: seconds, tenants: suite == .tenantsPeak ? tenants : nil, command: Self.command)
          try await CallsRunning(scenario: scenario, isJSON: json).run()
        }
      }
      if scenario == Scenarios.queries {
        let scenario = try QueriesScenario(queries, calls, seconds: duration ?? 2, command: Self.command, isJSON: json)
        return try await Interruption.cancelling { try await scenario.run() }
      }
      if scenario == Scenarios.ears {
        let json = json
        return try await Interruption.cancelling { try await EarsScenario(isJSON: json).run() }
      }
      if let suite = FiguresSuite(rawValue: scenario) {
        let scenario = FiguresScenario(
          suite: suite, options: figures, calls: calls, seconds: duration, command: Self.command, isJSON: json)
        return try await Interruption.cancelling { try await scenario.run() }
      }
      try await runBenchmarks()
    }

    private func runBenchmarks() async throws {
      let names = scenario == "all" ? Scenarios.benchmarks : [scenario]
      let place = try TemporaryDatabase()
      defer { place.remove() }
      var measured: [Benchmark.Measurement] = []
      for name in names {
        guard let benchmark = try await Scenarios.benchmark(name, in: place) else {
          throw ValidationError("\(name) is none of \(Scenarios.all.joined(separator: ", "))")
        }
        if !json { print("\(name) …") }
        measured.append(try await benchmark.measure(for: .seconds(duration ?? 3)))
      }
      print(json ? try Self.json(measured) : Self.table(measured))
    }

    private static func json(_ measured: [Benchmark.Measurement]) throws -> String {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
      return String(decoding: try encoder.encode(measured), as: UTF8.self)
    }

    private static func table(_ measured: [Benchmark.Measurement]) -> String {
      let heading = ["benchmark", "median", "p99", "fastest", "slowest", "per second", "operation"]
      let rows = measured.map {
        [
          $0.name, time($0.median), time($0.p99), time($0.fastest), time($0.slowest),
          String(Int($0.operationsPerSecond)),
          $0.operation,
        ]
      }
      return TextTable(heading, rows, rightAligned: [1, 2, 3, 4, 5]).text
    }

    private static func time(_ nanoseconds: Double) -> String {
      nanoseconds < 10_000 ? String(format: "%.0f ns", nanoseconds) : String(format: "%.1f µs", nanoseconds / 1000)
    }
  }
}
