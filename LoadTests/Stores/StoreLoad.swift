import Synchronization
public import VoiceCore

/// Drives a store with a number of workers, each one operation after the other.
public final class StoreLoad: Sendable {
  /// Which operation.
  public enum Operation: String, Codable, Sendable, CaseIterable { case read, insert }

  /// How far the numbers of two workers' new calls lie apart: more than a run adds.
  public static let stride = 1_000_000_000

  private let store: any Store
  private let trial: StoreTrial
  /// The numbers of new calls go on where the last run ended.
  private let runs: Atomic<Int>

  /// A load on this store, whose rows are those of the trial.
  /// - Parameter firstRun: new calls are numbered by the runs, from this one on: no two loads may share them.
  public init(_ trial: StoreTrial, on store: any Store, firstRun: Int = 0) {
    self.trial = trial
    self.store = store
    runs = Atomic(firstRun)
  }

  /// Works for so long.
  public func run(_ operation: Operation, workers: Int, for span: Duration) async throws -> Rate {
    let run = runs.add(1, ordering: .relaxed).newValue
    let clock = ContinuousClock()
    let (start, before) = (clock.now, Usage.own)
    let end = start + span
    let operations = try await withThrowingTaskGroup(of: Int.self) { group in
      for worker in 0..<workers {
        group.addTask { [store, trial] in
          var chance = SplitMix(seed: UInt64(run), stream: worker)
          var number = (100 * run + worker) * Self.stride
          var count = 0
          while clock.now < end {
            switch operation {
            case .read: try await trial.read(from: store, &chance)
            case .insert: try await trial.insert(number, into: store, &chance)
            }
            number += 1
            count += 1
          }
          return count
        }
      }
      return try await group.reduce(0, +)
    }
    let after = Usage.own
    return Rate(
      operations: operations, seconds: (clock.now - start) / .seconds(1),
      cpuSeconds: after.cpuSeconds - before.cpuSeconds, switches: after.switches - before.switches)
  }
}
