public import VoiceCore

extension Benchmark {
  /// What a waiting caller costs amid so many: a value in memory, eight different needs.
  public static func queue(of count: Int) -> Benchmark {
    var queue = CallQueue(department: LongLine.department)
    // Room for one more is left.
    for number in 1...min(count, QueueLimits.lengths.upperBound - 1)
    where !queue.enter(LongLine.caller(number), by: LongLine.limits) { break }
    let full = queue
    return Benchmark(
      "queue-\(count)",
      operation:
        "a caller enters amid \(count), asks for their place, the next is reserved and given back, the caller leaves",
      operationsPerSample: 1000
    ) { operations in
      var queue = full
      for number in 0..<operations {
        let caller = LongLine.caller(count + 1 + number)
        guard queue.enter(caller, by: LongLine.limits), queue.position(of: caller.call) != nil,
          let next = queue.reserve(for: Agent.ID(1), with: LongLine.everything, until: caller.arrival),
          queue.giveBack(next.call) != nil, queue.leave(caller.call) != nil
        else { throw Unexpected() }
      }
    }
  }

  /// The same amid so many rows of a store, in one unit of work, each further step as a node takes it.
  public static func line(of count: Int, on storeName: String, _ store: any Store) async throws -> Benchmark {
    let tenant: Tenant.ID = Identifier(0xBEEF)
    let portion = 1000
    for start in stride(from: 1, through: count, by: portion) {
      try await store.transaction(for: tenant) { scope throws(StoreFailure) in
        for number in start..<min(start + portion, count + 1) {
          _ = try await scope.enter(LongLine.caller(number), in: LongLine.department, by: LongLine.limits)
        }
      }
    }
    return Benchmark(
      "line-\(storeName.lowercased())-\(count)",
      operation:
        "a caller enters amid \(count) rows (\(storeName) store), asks for their place, leaves: two units of work",
      operationsPerSample: 50
    ) { operations in
      for number in 0..<operations {
        let caller = LongLine.caller(count + 1 + number)
        let place = try await store.transaction(for: tenant) { scope throws(StoreFailure) in
          guard try await scope.enter(caller, in: LongLine.department, by: LongLine.limits) == nil else {
            return nil as Int?
          }
          return try await scope.position(of: caller.call, in: LongLine.department, limit: 100)
        }
        guard place != nil else { throw Unexpected() }
        try await store.transaction(for: tenant) { scope throws(StoreFailure) in
          _ = try await scope.leave(caller.call, in: LongLine.department)
        }
      }
    }
  }
}

/// Callers of a department that is longer than any.
private enum LongLine {
  static let department = Department.ID(1)
  static let limits: QueueLimits = (try? QueueLimits(length: QueueLimits.lengths.upperBound)) ?? .standard
  /// Eight lines: no need, or one of seven skills.
  private static let skills = (1..<8).map { Skill("skill-\($0)") }
  static let everything = Set(skills)

  /// Caller number so-and-so: a second after the one before, every tenth of the highest tier.
  static func caller(_ number: Int) -> WaitingCaller {
    WaitingCaller(
      call: Call.ID(UInt128(number)), arrival: Timestamp(microseconds: Int64(number) * 1_000_000),
      tier: number % 10 == 0 ? .diamond : .standard, skills: number % 8 == 0 ? [] : [skills[number % 8 - 1]])
  }
}
