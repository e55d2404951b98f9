import VoiceCore

extension StoreContract {
  static let conflicts: [ContractCheck<any Store>] =
    guardedReads + [
      ContractCheck("a body that is overtaken every time ends in conflict and leaves nothing") { store in
        let runs = Tally()
        let failure = await store.failure(for: Sample.tenantA) { scope throws(StoreFailure) in
          let run = runs.next()
          _ = try await scope.department(Sample.id(1))
          try await save(Sample.department(1, named: "overtaken \(run)"), in: store)
          try await scope.save(Sample.department(2))
        }
        try expect("the failure", failure, is: .conflict)
        try expect("the runs", runs.total, is: TransactionLimits.maximumRuns)
        let names = try await departments(in: store)
        try expect("what is left", names, is: ["overtaken \(TransactionLimits.maximumRuns)"])
      },
      ContractCheck("a body that is overtaken all but the last time is committed") { store in
        let runs = Tally()
        try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
          _ = try await scope.department(Sample.id(1))
          let run = runs.next()
          if run < TransactionLimits.maximumRuns { try await save(Sample.department(1, named: "\(run)"), in: store) }
          try await scope.save(Sample.department(2, named: "kept"))
        }
        try expect("the names", try await departments(in: store), is: ["\(TransactionLimits.maximumRuns - 1)", "kept"])
      },
      ContractCheck("changes to what the body didn't read make no conflict") { store in
        // Sealed, a tenant's first commit makes its keys, and its body runs again with them.
        try await save(Sample.department(3), in: store)
        let runs = Tally()
        try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
          runs.next()
          _ = try await scope.department(Sample.id(1))
          try await save(Sample.department(2), in: store)
          try await store.transaction(for: Sample.tenantB) { other throws(StoreFailure) in
            try await other.save(Sample.department(1))
          }
          try await scope.save(Sample.department(1))
        }
        try expect("the runs", runs.total, is: 1)
      },
      ContractCheck("a refusal founded on two instants isn't believed") { store in
        let runs = Tally()
        for number in [UInt128(1), 2] { try await save(Sample.department(number, named: "old"), in: store) }
        let failure = await store.failure(for: Sample.tenantA) { scope throws(StoreFailure) in
          let first = try await scope.department(Sample.id(1))?.name
          if runs.next() == 1 {
            try await store.transaction(for: Sample.tenantA) { other throws(StoreFailure) in
              for number in [UInt128(1), 2] { try await other.save(Sample.department(number, named: "new")) }
            }
          }
          guard try await scope.department(Sample.id(2))?.name == first else { throw .notFound }
        }
        try expect("the failure", failure, is: nil)
      },
      ContractCheck("callers who enter one queue at once all stand in it, however many they are") { store in
        let callers = TransactionLimits.maximumRuns * 10
        try await atOnce(callers) { number in
          try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
            var queue = try await scope.queue(of: Sample.id(1))
            _ = queue.enter(WaitingCaller(call: Sample.id(UInt128(number)), arrival: Sample.moment))
            try await scope.save(queue)
          }
        }
        let queue = try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in
          try await scope.queue(of: Sample.id(1))
        }
        try expect("the queue", queue.waiting.map(\.call), is: (1...callers).map { Sample.id(UInt128($0)) })
      },
      ContractCheck("one who is overtaken again and again by those who come anew has a turn in the end") { store in
        let isDone = Tally()
        try await withThrowingTaskGroup(of: Void.self) { group in
          for _ in 1...8 {
            group.addTask {
              while isDone.total == 0 {
                try await save(Sample.department(1, named: "anew"), in: store)
                await Task.yield()
              }
            }
          }
          group.addTask {
            defer { isDone.next() }
            try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
              _ = try await scope.department(Sample.id(1))
              // Long enough for the others to commit meanwhile.
              for _ in 1...32 { await Task.yield() }
              _ = try await scope.departments()
              try await scope.save(Sample.department(1, named: "kept"))
              try await scope.save(Sample.department(2, named: "kept"))
            }
          }
          try await group.waitForAll()
        }
        try expect("what it saved", try await departments(in: store).contains("kept"), is: true)
      },
      ContractCheck("attempts judged at once on one call all count, and its facts have no gap") { store in
        try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
          try await scope.save(Sample.call(1), facts: [.started], intentions: [], at: Sample.moment)
        }
        try await atOnce(12) { number in
          try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
            guard var call = try await scope.call(Sample.id(1) as Call.ID) else { throw .notFound }
            let fact = Call.Fact.conversation(.judged(Attempt.ID(number), .served))
            call.evolve(fact)
            try await scope.save(call, facts: [fact], intentions: [.hangUp], at: Sample.moment)
          }
        }
        let contents = try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in
          try await Contents(scope)
        }
        let judged = contents.call?.conversation.attempts.map(\.id.number) ?? []
        try expect("the attempts", judged.sorted(), is: Array(1...12))
        try expect("the facts", contents.facts.map(\.ordinal), is: Array(1...13))
        try expect("the intentions", contents.intentions.map(\.ordinal), is: Array(1...12))
        var folded = Sample.call(1)
        folded.evolve(contents.facts.map(\.fact))
        try expect("the fold of the facts", folded, is: contents.call)
      },
    ]

  /// Does something several times at once, numbered from 1.
  static func atOnce(_ count: Int, _ work: @escaping @Sendable (Int) async throws -> Void) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 1...count { group.addTask { try await work(number) } }
      try await group.waitForAll()
    }
  }

  private static func save(_ department: Department, in store: any Store) async throws(StoreFailure) {
    try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in try await scope.save(department) }
  }

  private static func departments(in store: any Store) async throws(StoreFailure) -> [String] {
    try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in
      try await scope.departments().map(\.name)
    }
  }
}
