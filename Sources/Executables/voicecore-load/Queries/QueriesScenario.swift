import ArgumentParser
import CommandConventions
import Foundation
import LoadTests
import PostgresStore
import VoiceCore

/// `run rls-queries`: the Postgres store beside pgbench, on a private server that writes through to the disk.
struct QueriesScenario: Sendable {
  /// The share of pgbench's rate that is promised.
  private static let bar = 0.7
  /// How many calls each tenant has, unless told otherwise.
  private static let usualCalls = 10_000
  private static let mostCalls = 1_000_000

  private let options: QueriesOptions
  private let report: ReportFiles
  private let trial: StoreTrial
  private let seconds: Int
  private let command: String
  private let isJSON: Bool
  private let machine = Machine.here

  /// - Parameter seconds: of one side in one round.
  init(_ options: QueriesOptions, _ calls: CallsOptions, seconds: Int, command: String, isJSON: Bool) throws {
    (self.options, self.seconds, self.command, self.isJSON) = (options, seconds, command, isJSON)
    report = calls.report
    guard let count = calls.calls.map({ Int($0) }) ?? Self.usualCalls, (1...Self.mostCalls).contains(count) else {
      throw ValidationError("--calls: expected 1 to \(Self.mostCalls) calls of each tenant")
    }
    trial = StoreTrial(tenants: options.tenants ?? 10, calls: count)
  }

  /// Measures, prints, writes files.
  func run() async throws {
    guard Pgbench.path != nil else {
      throw CouldNotRun("pgbench isn't installed; on Debian: apt-get install postgresql postgresql-contrib")
    }
    // Before the server starts: a commit that it confirms is on the disk.
    setenv("VOICECORE_POSTGRES_FSYNC", "on", 1)
    let place = try TemporaryDatabase()
    defer { place.remove() }
    StandardError.write("filling \(trial.tenants) tenants with \(trial.calls) calls each …")
    let bench = try await QueriesBench(trial, in: place.directory, seconds: seconds, rounds: options.rounds)
    let comparisons = try await compare(bench)
    guard !comparisons.isEmpty else {
      throw ValidationError("--only: no comparison has that in its name; one is called \"read, 1 connection\"")
    }
    let beyond = try await options.only == nil ? goBeyond(bench, in: place.directory) : (wall: [], growth: [])
    let found = QueriesReport(
      date: Date().formatted(.iso8601), command: command, machine: machine, reference: await Pgbench.version(),
      comparisons: comparisons, wall: beyond.wall, growth: beyond.growth, trips: bench.trips)
    try report.write(found)
    print(isJSON ? try found.json : Self.text(found), terminator: isJSON ? "" : "\n")
    guard found.breaches.isEmpty else {
      StandardError.write("limits broken: \(found.breaches.joined(separator: "; "))")
      throw ExitCode(1)
    }
  }

  /// What row-level security costs, and how the store grows.
  private func goBeyond(
    _ bench: QueriesBench, in directory: URL
  ) async throws -> (wall: [RateComparison], growth: [QueriesReport.Growth]) {
    let open = try await QueriesBench(
      trial, in: directory, seconds: seconds, rounds: options.rounds, hasWall: false)
    return (try await costOfTheWall(bench, open), try await grow(in: directory))
  }

  private func compare(_ bench: QueriesBench) async throws -> [RateComparison] {
    // Without the disk, which takes most of an insert's time and hides what the client costs, nothing is promised.
    let trials: [(StoreLoad.Operation, waits: Bool)] = [(.read, true), (.insert, true), (.insert, false)]
    var comparisons: [RateComparison] = []
    for (operation, waits) in trials {
      for connections in [1, 8] {
        let name = QueriesBench.name(operation, connections, waits: waits)
        if let only = options.only, !name.contains(only) { continue }
        comparisons.append(
          try await bench.compare(operation, connections: connections, waits: waits, bar: waits ? Self.bar : nil))
      }
    }
    return comparisons
  }

  private func costOfTheWall(_ bench: QueriesBench, _ open: QueriesBench) async throws -> [RateComparison] {
    [
      try await bench.compare(.read, connections: 8, by: .pgbench, with: open),
      try await bench.compare(.insert, connections: 8, by: .pgbench, with: open),
      try await bench.compare(.read, connections: 8, by: .store, with: open),
      try await bench.compare(.insert, connections: 8, by: .store, with: open),
    ]
  }

  private func grow(in directory: URL) async throws -> [QueriesReport.Growth] {
    let sizes =
      options.big
      ? [(1, 1_000), (1, 10_000), (1, 100_000), (1, 1_000_000), (10, 1_000), (100, 1_000), (1_000, 1_000)]
      : [(1, 1_000), (1, 10_000), (1, 100_000), (10, 100), (100, 100), (1_000, 100)]
    var growth: [QueriesReport.Growth] = []
    for (tenants, calls) in sizes {
      StandardError.write("growth: \(tenants) tenants with \(calls) calls each …")
      let bench = try await QueriesBench(
        StoreTrial(tenants: tenants, calls: calls), in: directory, seconds: 1, rounds: 1)
      growth.append(try await bench.growth())
    }
    return growth
  }

  private static func text(_ report: QueriesReport) -> String {
    report.sections.map { section in
      let table = TextTable(
        section.heading, section.lines,
        rightAligned: Set(section.textColumns..<max(section.textColumns, section.heading.count)))
      return "\(section.title)\n\(table.text)"
    }.joined(separator: "\n\n")
  }
}
