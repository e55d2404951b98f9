import CommandConventions
import Foundation
import LoadTests
import PostgresStore
import Synchronization
import VoiceCore

/// One full database and the two that work on it: pgbench and our store.
final class QueriesBench: Sendable {
  /// Who works.
  enum Side { case pgbench, store }

  /// How long each side works uncounted before: connections open, statements are prepared.
  private static let warmUp = Duration.milliseconds(300)

  /// Beside the comparisons that are held to a bar, others are shorter: rounds, and seconds of a side in one.
  private static let mostSideRounds = 3
  private static let sideSeconds = 1

  private let database: QueriesDatabase
  private let directory: URL
  private let seconds: Int
  private let rounds: Int
  private let spoken: [StoreLoad.Operation: Spoken]
  private let runs = Atomic<Int>(100)
  private let cores = Machine.here.cores

  /// Makes the database, fills it and listens to what the store says.
  init(_ trial: StoreTrial, in directory: URL, seconds: Int, rounds: Int, hasWall: Bool = true) async throws {
    database = try await QueriesDatabase(trial, hasWall: hasWall)
    (self.directory, self.seconds, self.rounds) = (directory, seconds, rounds)
    let recorder = Spoken.Recorder()
    let store = try database.store(connections: 1) { recorder.hear($0) }
    var spoken: [StoreLoad.Operation: Spoken] = [:]
    for operation in StoreLoad.Operation.allCases {
      spoken[operation] = try await Spoken.record(operation, on: store, heardBy: recorder)
    }
    await store.close()
    self.spoken = spoken
  }

  /// What each operation says.
  var trips: [QueriesReport.Trips] {
    StoreLoad.Operation.allCases.compactMap { operation in
      spoken[operation].map { QueriesReport.Trips(operation.rawValue, $0.trips.map { $0.map(\.sql) }) }
    }
  }

  /// Our store beside pgbench.
  func compare(
    _ operation: StoreLoad.Operation, connections: Int, waits: Bool = true, bar: Double?
  ) async throws -> RateComparison {
    let name = Self.name(operation, connections, waits: waits)
    StandardError.write("\(name) …")
    let pgbench = try pgbench(waits: waits)
    let store = try database.store(connections: connections, waits: waits)
    let load = StoreLoad(database.trial, on: store, firstRun: runs.add(100, ordering: .relaxed).oldValue + 1)
    _ = try await load.run(operation, workers: connections, for: Self.warmUp)
    var measured: [RateComparison.Round] = []
    for _ in 0..<rounds {
      let reference = try await pgbench.run(operation, connections: connections, seconds: seconds, run: nextRun())
      let ours = try await load.run(operation, workers: connections, for: .seconds(seconds))
      measured.append(.init(reference: reference, ours: ours))
    }
    await store.close()
    return RateComparison(name, measured, bar: bar)
  }

  /// This database beside another, both by the same side.
  func compare(
    _ operation: StoreLoad.Operation, connections: Int, by side: Side, with reference: QueriesBench
  ) async throws -> RateComparison {
    let name = "\(Self.name(operation, connections)), \(side)"
    StandardError.write("\(name), with and without row-level security …")
    var measured: [RateComparison.Round] = []
    for _ in 0..<min(rounds, Self.mostSideRounds) {
      let other = try await reference.rate(operation, connections: connections, by: side)
      measured.append(
        .init(reference: other, ours: try await rate(operation, connections: connections, by: side)))
    }
    return RateComparison(name, measured)
  }

  /// How fast this size is.
  func growth() async throws -> QueriesReport.Growth {
    let connections = 8
    return QueriesReport.Growth(
      tenants: database.trial.tenants, calls: database.trial.calls, connections: connections,
      read: try await rate(.read, connections: connections, by: .store),
      insert: try await rate(.insert, connections: connections, by: .store),
      reference: try await rate(.read, connections: connections, by: .pgbench))
  }

  private func rate(_ operation: StoreLoad.Operation, connections: Int, by side: Side) async throws -> Rate {
    switch side {
    case .pgbench:
      return try await pgbench(waits: true).run(
        operation, connections: connections, seconds: Self.sideSeconds, run: nextRun())
    case .store:
      let store = try database.store(connections: connections)
      // Numbers of new calls that no other run of this database has.
      let load = StoreLoad(database.trial, on: store, firstRun: nextRun())
      _ = try await load.run(.read, workers: connections, for: Self.warmUp)
      let rate = try await load.run(operation, workers: connections, for: .seconds(Self.sideSeconds))
      await store.close()
      return rate
    }
  }

  private func pgbench(waits: Bool) throws -> Pgbench {
    try Pgbench(
      at: database.url(waits: waits), in: directory, database.trial, saying: spoken, cores: cores)
  }

  private func nextRun() -> Int { runs.add(10, ordering: .relaxed).newValue }

  /// What a comparison is called.
  static func name(_ operation: StoreLoad.Operation, _ connections: Int, waits: Bool = true) -> String {
    "\(operation.rawValue), \(connections) connection\(connections == 1 ? "" : "s")"
      + (waits ? "" : ", not waiting for the disk")
  }
}
