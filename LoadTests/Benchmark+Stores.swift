import Synchronization
public import VoiceCore

extension Benchmark {
  /// New calls, each with a fact, so many at once: what a store's group commit is worth.
  public static func inserts(on storeName: String, _ store: any Store, atOnce workers: Int) -> Benchmark {
    let trial = StoreTrial(tenants: 10, calls: 1)
    let numbers = Counter()
    return Benchmark(
      "insert-\(storeName.lowercased())-\(workers)",
      operation: "add a call with a fact (\(storeName) store), \(workers) at once", operationsPerSample: workers * 16
    ) { count in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for worker in 0..<workers {
          group.addTask {
            var chance = SplitMix(seed: 1, stream: worker)
            for _ in 0..<count / workers {
              try await trial.insert(numbers.next(), into: store, &chance)
            }
          }
        }
        try await group.waitForAll()
      }
    }
  }

  /// One unit of work in a store that holds so many calls of one tenant: reads any of them and saves it.
  public static func unitOfWork(on storeName: String, _ store: any Store, amid calls: Int) async throws -> Benchmark {
    let tenant: Tenant.ID = StoreTrial.id(1)
    let portion = 100
    for start in stride(from: 1, through: calls, by: portion) {
      try await store.transaction(for: tenant) { scope throws(StoreFailure) in
        for number in start..<min(start + portion, calls + 1) {
          let call = StoreTrial.call(number)
          try await scope.save(call, facts: [], intentions: [], at: call.startedAt)
        }
      }
    }
    let runs = Counter()
    return Benchmark(
      "unit-of-work-\(storeName.lowercased())-\(calls)",
      operation: "read a call and save it (\(storeName) store) amid \(calls) calls of its tenant",
      operationsPerSample: 100
    ) { count in
      var chance = SplitMix(seed: UInt64(runs.next()), stream: 1)
      for _ in 0..<count {
        let id: Call.ID = StoreTrial.id(1 + chance.next(below: calls))
        try await store.transaction(for: tenant) { scope throws(StoreFailure) in
          guard let found = try await scope.call(id) else { throw .notFound }
          try await scope.save(found, facts: [], intentions: [], at: found.startedAt)
        }
      }
    }
  }
}

/// Numbers from 1, none twice.
private final class Counter: Sendable {
  private let last = Atomic<Int>(0)

  func next() -> Int { last.add(1, ordering: .relaxed).newValue }
}
