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

  /// One unit of work in a store that holds so many calls of each of so many tenants: reads any of them and saves it.
  public static func unitOfWork(
    on storeName: String, _ store: any Store, amid calls: Int, tenants: Int = 1
  ) async throws -> Benchmark {
    try await fill(store, with: calls, of: tenants)
    let runs = Counter()
    let trial = StoreTrial(tenants: tenants, calls: calls)
    return Benchmark(
      "unit-of-work-\(storeName.lowercased())-\(tenants == 1 ? "\(calls)" : "tenants")",
      operation: "read a call and save it (\(storeName) store) amid \(calls) calls of each of \(tenants) tenants",
      operationsPerSample: 100
    ) { count in
      var chance = SplitMix(seed: UInt64(runs.next()), stream: 1)
      for _ in 0..<count {
        let tenant: Tenant.ID = StoreTrial.id(1 + chance.next(below: trial.tenants))
        let id: Call.ID = StoreTrial.id(1 + chance.next(below: trial.calls))
        try await store.transaction(for: tenant) { scope throws(StoreFailure) in
          guard let found = try await scope.call(id) else { throw .notFound }
          try await scope.save(found, facts: [], intentions: [], at: found.startedAt)
        }
      }
    }
  }

  private static func fill(_ store: any Store, with calls: Int, of tenants: Int) async throws {
    let portion = 1_000
    for tenant in 1...tenants {
      let id: Tenant.ID = StoreTrial.id(tenant)
      for start in stride(from: 1, through: calls, by: portion) {
        try await store.transaction(for: id) { scope throws(StoreFailure) in
          for number in start..<min(start + portion, calls + 1) {
            let call = StoreTrial.call(number)
            try await scope.save(call, facts: [], intentions: [], at: call.startedAt)
          }
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
