import VoiceCore

extension StoreContract {
  static let agents: [ContractCheck<any Store>] = [
    ContractCheck("a user is one agent of a tenant at most; agents without users are as many as there are") { store in
      try expect("Ada", await store.failure(for: Sample.tenantA, keeping(Sample.agent(1, user: 5))), is: nil)
      let second = await store.failure(for: Sample.tenantA, keeping(Sample.agent(2, user: 5)))
      try expect("a second", second, is: .taken(.agentUser))
      // Agent 5 without a user isn't user 5.
      for number in [5, 6] as [UInt128] {
        try expect("by telephone", await store.failure(for: Sample.tenantA, keeping(Sample.agent(number))), is: nil)
      }
      let swapped = await store.failure(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.save(Sample.agent(1))
        try await scope.save(Sample.agent(5, user: 5))
      }
      try expect("handed on", swapped, is: nil)
      let holder = try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.agent(of: Sample.id(5))
      }
      try expect("who", holder?.id, is: Sample.id(5))
    },
    ContractCheck("what happened to an agent is numbered without gaps and read by time, page by page") { store in
      try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        for number in [1, 2] as [UInt128] { try await scope.save(Sample.agent(number)) }
      }
      for start in [0, 10] {
        try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
          for number in [1, 2] as [UInt128] {
            var state = try await scope.agentState(Sample.id(number)) ?? Sample.state(of: number)
            let facts = [Sample.chosen(start + 1), Sample.chosen(start + 1, .busy), Sample.chosen(start + 2)]
            state.evolve(facts)
            try await scope.save(state, facts: facts)
          }
        }
      }
      let (all, late, rest) = try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in
        let all = try await scope.agentFacts(of: Sample.id(1), since: Sample.moment, after: nil, limit: 4)
        let late = try await scope.agentFacts(
          of: Sample.id(1), since: Sample.moment + .seconds(11), after: nil, limit: 10)
        let rest = try await scope.agentFacts(of: Sample.id(1), since: Sample.moment, after: all.last, limit: 10)
        return (all, late, rest)
      }
      try expect("first page", all.map(\.ordinal), is: [1, 2, 3, 4])
      try expect("what came before each", all.map(\.before.chosen), is: [.notAvailable, .available, .busy, .available])
      try expect("from a moment on", late.map(\.ordinal), is: [4, 5, 6])
      try expect("the rest", rest.map(\.ordinal), is: [5, 6])
    },
    ContractCheck("an agent goes with what they are doing; what happened to them stays") { store in
      try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.save(Sample.agent(1, extension: "20", user: 1))
        try await scope.save(Sample.state(of: 1), facts: [Sample.chosen(5)])
      }
      for _ in 1...2 {
        try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
          try await scope.removeAgent(Sample.id(1))
        }
      }
      try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in
        guard try await scope.agents().isEmpty, try await scope.agentStates().isEmpty,
          try await scope.agent(of: Sample.id(1)) == nil, try await scope.extensions().isEmpty,
          try await scope.agentFacts(of: Sample.id(1), since: Sample.moment, after: nil, limit: 9).count == 1
        else { throw .corrupt }
      }
      let late = await store.failure(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.save(Sample.state(of: 1), facts: [])
      }
      try expect("a state of nobody", late, is: .notFound)
    },
    ContractCheck("of two calls that reserve a turn at once each gets another agent") { store in
      let candidates = (1...4).map { Candidate(agent: Sample.id($0), idleSince: Sample.moment) }
      try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.save(Sample.department(1))
      }
      let reserved = try await withThrowingTaskGroup(of: Agent.ID?.self) { group in
        for _ in 1...4 {
          group.addTask {
            try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
              var ledger = try await scope.ledger(of: Sample.id(1))
              let chosen = ledger.assign(among: candidates, by: .roundRobin)?.agent
              try await scope.save(ledger, of: Sample.id(1))
              return chosen
            }
          }
        }
        var reserved: [Agent.ID] = []
        for try await agent in group { if let agent { reserved.append(agent) } }
        return reserved.sorted()
      }
      try expect("reserved", reserved, is: candidates.map(\.agent))
    },
    ContractCheck("callers in line are listed in the order in which they are served, page by page") { store in
      try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        for (number, delay) in [(1, 30), (2, 10), (3, 20), (4, 20)] as [(UInt128, Int)] {
          let caller = WaitingCaller(call: Sample.id(number), arrival: Sample.moment + .seconds(delay))
          _ = try await scope.enter(caller, in: Sample.id(1))
        }
        _ = try await scope.reserveNext(
          in: Sample.id(1), with: [], for: WaitingRow.Reserved(agent: Sample.id(1), until: Sample.moment))
      }
      let pages = try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in
        let first = try await scope.waitingCallers(in: Sample.id(1), after: nil, limit: 2)
        return [first, try await scope.waitingCallers(in: Sample.id(1), after: first.last?.rank, limit: 2)]
      }
      try expect("pages", pages.map { $0.map(\.call.bits) }, is: [[3, 4], [1]])
    },
  ]
}
