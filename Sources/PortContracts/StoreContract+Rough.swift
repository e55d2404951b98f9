import VoiceCore

extension StoreContract {
  static let rough: [ContractCheck<any Store>] = [
    ContractCheck("a cancelled task leaves all of its work or nothing, and the store goes on") { store in
      for number in 1...20 {
        let task = Task {
          try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
            let call = Sample.call(UInt128(number))
            try await scope.save(call, facts: [.started, .rang], intentions: [.hangUp], at: Sample.moment)
            await Task.yield()
            try await scope.append(transcript, to: call.id)
          }
        }
        if number % 2 == 0 { await Task.yield() }
        task.cancel()
        _ = await task.result
        let (call, facts, intentions, words) = try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in
          let id: Call.ID = Sample.id(UInt128(number))
          return (
            try await scope.call(id), try await scope.facts(of: id), try await scope.pendingIntentions(of: id),
            try await scope.transcript(of: id)
          )
        }
        let isWhole = call != nil && facts.count == 2 && intentions.count == 1 && words == transcript
        let isAbsent = call == nil && facts.isEmpty && intentions.isEmpty && words.isEmpty
        try expect(isWhole || isAbsent, "half a unit of work was left by a cancelled task")
      }
    },
    ContractCheck("many tenants at work at once don't hinder each other") { store in
      try await atOnce(24) { number in
        let tenant: Tenant.ID = Sample.id(UInt128(number))
        // Sealed, a tenant's first commit makes its keys, and its body runs again with them.
        try await store.transaction(for: tenant) { scope throws(StoreFailure) in
          try await scope.save(Sample.department(1))
        }
        for round in 1...5 {
          let runs = Tally()
          try await store.transaction(for: tenant) { scope throws(StoreFailure) in
            runs.next()
            _ = try await scope.call(Sample.id(1) as Call.ID)
            try await scope.save(Sample.call(1), facts: [.streamJoined(round)], intentions: [], at: Sample.moment)
          }
          try expect("the runs", runs.total, is: 1)
        }
        let facts = try await store.read(for: tenant) { scope throws(StoreFailure) in
          try await scope.facts(of: Sample.id(1))
        }
        try expect("the facts", facts.map(\.fact), is: (1...5).map { .streamJoined($0) })
      }
    },
    ContractCheck("reads of one body may run side by side") { store in
      try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in try await fill(scope) }
      let (first, second) = try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in
        async let one = Result.of { () throws(StoreFailure) in try await Contents(scope) }
        async let two = Result.of { () throws(StoreFailure) in try await Contents(scope) }
        return (try await one.get(), try await two.get())
      }
      try expect("first", first, is: .filled)
      try expect("second", second, is: .filled)
    },
  ]
}

extension Result where Success: Sendable, Failure == StoreFailure {
  /// What came of it, as a value: `async let` would forget the type of the failure.
  fileprivate static func of(_ work: @Sendable () async throws(StoreFailure) -> Success) async -> Self {
    do throws(StoreFailure) { return .success(try await work()) } catch { return .failure(error) }
  }
}
