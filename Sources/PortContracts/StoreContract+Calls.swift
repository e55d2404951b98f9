import VoiceCore

extension StoreContract {
  static let calls: [ContractCheck<any Store>] = [
    ContractCheck("facts are numbered from 1 without gaps, call by call, save by save") { store in
      for round in 0..<3 {
        try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
          for number in [UInt128(1), 2] {
            let facts = (1...2).map { Call.Fact.streamJoined(round * 2 + $0) }
            try await scope.save(Sample.call(number), facts: facts, intentions: [], at: Sample.moment + .seconds(round))
          }
        }
      }
      for number in [UInt128(1), 2] {
        let facts = try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in
          try await scope.facts(of: Sample.id(number))
        }
        let wanted = (1...6).map { ordinal in
          RecordedFact(
            call: Sample.id(number), ordinal: ordinal, at: Sample.moment + .seconds((ordinal - 1) / 2),
            fact: .streamJoined(ordinal))
        }
        try expect("facts", facts, is: wanted)
      }
    },
    ContractCheck("an intention is pending until it is settled, and its ordinal never comes again") { store in
      try await save(intentions: [.hangUp, .transfer(Transfer(reason: .vip))], in: store)
      let pending = try await intentions(in: store)
      try expect("ordinals", pending.map(\.ordinal), is: [1, 2])
      try expect("intentions", pending.map(\.intention), is: [.hangUp, .transfer(Transfer(reason: .vip))])
      for _ in 1...2 {
        try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
          for intention in pending { try await scope.settle(intention) }
        }
      }
      try expect("settled", try await intentions(in: store), is: [])
      try await save(intentions: [.hangUp], in: store)
      try expect("the next", try await intentions(in: store).map(\.ordinal), is: [3])
    },
    ContractCheck("an intention is settled in the body that saved it, or in one that hasn't read the call") { store in
      let inside = try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.save(Sample.call(1), facts: [], intentions: [.hangUp, .hangUp], at: Sample.moment)
        let pending = try await scope.pendingIntentions(of: Sample.id(1))
        try await scope.settle(pending[0])
        return try await scope.pendingIntentions(of: Sample.id(1))
      }
      try expect("inside", inside.map(\.ordinal), is: [2])
      try expect("outside", try await intentions(in: store), is: inside)
    },
    ContractCheck("what all calls want is listed by call and ordinal, from just after one, with what was tried") {
      store in
      for number in [UInt128(2), 1] {
        try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
          try await scope.save(Sample.call(number), facts: [], intentions: [.hangUp, .hangUp], at: Sample.moment)
        }
      }
      let tried = Sample.pending(of: 1).attempted(until: Sample.moment + .seconds(5))
      try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in try await scope.save(tried) }
      let pages = try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in
        let first = try await scope.pendingIntentions(after: nil, limit: 3)
        return [first, try await scope.pendingIntentions(after: first.last, limit: 3)]
      }
      try expect("the calls", pages.map { $0.map(\.call) }, is: [[1, 1, 2].map { Sample.id($0) }, [Sample.id(2)]])
      try expect("the ordinals", pages.map { $0.map(\.ordinal) }, is: [[1, 2, 1], [2]])
      try expect("the first", pages[0][0], is: tried)
      try expect("of others", try await intentions(in: store)[1].attempts, is: 0)
    },
    ContractCheck("calls that run are listed by id with who has them, until they are over") { store in
      for number: UInt128 in [3, 1, 2] {
        try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
          try await scope.save(Sample.call(number), facts: [], intentions: [], at: Sample.moment)
          try await scope.save(Sample.live(number))
        }
      }
      let held = Sample.live(2, at: .node(Sample.id(9)))
      try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.save(held)
        try await scope.removeLiveCall(Sample.id(3))
      }
      let seen = try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in
        [
          try await scope.liveCalls(after: nil, limit: 1), try await scope.liveCalls(after: Sample.id(1), limit: 9),
        ]
      }
      try expect("live", seen, is: [[Sample.live(1)], [held]])
      let others = try await store.read(for: Sample.tenantB) { scope throws(StoreFailure) in
        try await scope.liveCalls(after: nil, limit: 9)
      }
      try expect("another tenant's", others, is: [])
    },
    ContractCheck("settling another call's or another tenant's ordinal changes nothing here") { store in
      try await save(intentions: [.hangUp], in: store)
      let pending = try await intentions(in: store)
      try await store.transaction(for: Sample.tenantB) { scope throws(StoreFailure) in
        try await scope.settle(pending[0])
      }
      try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.settle(
          PendingIntention(call: Sample.id(2), ordinal: 1, intention: .hangUp, since: Sample.moment))
      }
      try expect("still pending", try await intentions(in: store), is: pending)
    },
    ContractCheck("pages of calls are complete and in order, also where times are equal") { store in
      try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        // Ten moments, three calls each, saved in no order.
        for step in 0..<30 {
          let number = step * 7 % 30
          let call = Sample.call(UInt128(number + 1), after: number / 3)
          try await scope.save(call, facts: [], intentions: [], at: Sample.moment)
        }
      }
      for limit in [1, 2, 3, 4, 7, 30, 31] {
        let pages = try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in
          var pages: [[Call]] = []
          repeat {
            let cursor = pages.last?.last.map(CallCursor.init(after:))
            pages.append(try await scope.calls(after: cursor, limit: limit))
          } while pages.last?.isEmpty == false
          return pages
        }
        try expect("calls", pages.flatMap { $0 }.map(\.id), is: (1...30).reversed().map { Sample.id(UInt128($0)) })
        try expect("the longest page", pages.map(\.count).max(), is: min(limit, 30))
      }
    },
    ContractCheck("a page begins after its cursor, though the call it names isn't there; one of no length is empty") {
      store in
      try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        for number in [UInt128(1), 3] {
          try await scope.save(Sample.call(number), facts: [], intentions: [], at: Sample.moment)
        }
      }
      let (after, none) = try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in
        let cursor = CallCursor(startedAt: Sample.moment, call: Sample.id(2))
        return (try await scope.calls(after: cursor, limit: 5), try await scope.calls(after: nil, limit: 0))
      }
      try expect("after", after.map(\.id), is: [Sample.id(1)])
      try expect("none", none, is: [])
    },
    ContractCheck("the transcript keeps the order in which it was added to") { store in
      try await save(intentions: [], in: store)
      let lines = (1...9).map { Utterance(.caller, "line \($0)", at: Sample.moment - .seconds($0)) }
      for start in [0, 3, 6] {
        try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
          try await scope.append([lines[start]], to: Sample.id(1))
          try await scope.append([], to: Sample.id(1))
          try await scope.append([lines[start + 1], lines[start + 2]], to: Sample.id(1))
        }
      }
      let kept = try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.transcript(of: Sample.id(1))
      }
      try expect("transcript", kept, is: lines)
    },
    ContractCheck("the last of the transcript can be read and put right, and it doesn't grow by that") { store in
      try await save(intentions: [], in: store)
      let lines = (1...4).map { Utterance(.caller, "line \($0)", at: Sample.moment) }
      let righted = [Utterance(.caller, "righted", at: Sample.moment), lines[3]]
      try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.append(lines, to: Sample.id(1))
        try await scope.revise(last: righted, of: Sample.id(1))
      }
      let (last, all, none) = try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in
        (
          try await scope.transcript(of: Sample.id(1), last: 2), try await scope.transcript(of: Sample.id(1), last: 9),
          try await scope.transcript(of: Sample.id(2), last: 2)
        )
      }
      try expect("the last two", last, is: righted)
      try expect("all", all, is: Array(lines.prefix(2)) + righted)
      try expect("of another call", none, is: [])
    },
    ContractCheck("a record or words for a call that the tenant doesn't have are refused") { store in
      try await save(intentions: [], in: store)
      for (tenant, number) in [(Sample.tenantA, UInt128(2)), (Sample.tenantB, 1)] {
        let record = await store.failure(for: tenant) { scope throws(StoreFailure) in
          try await scope.save(Sample.record(of: Sample.call(number)))
        }
        try expect("record", record, is: .notFound)
        let words = await store.failure(for: tenant) { scope throws(StoreFailure) in
          try await scope.append([Utterance(.caller, "hello", at: Sample.moment)], to: Sample.id(number))
        }
        try expect("words", words, is: .notFound)
      }
    },
    ContractCheck("a record and words may be saved before the call, in the same body") { store in
      let failure = await store.failure(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.append(transcript, to: Sample.id(1))
        try await scope.save(Sample.record(of: Sample.call(1)))
        try await scope.save(Sample.call(1), facts: [], intentions: [], at: Sample.moment)
      }
      try expect("the failure", failure, is: nil)
      let read = try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in try await Contents(scope) }
      try expect("the words", read.transcript, is: transcript)
      try expect("the record", read.record, is: Sample.record(of: Sample.call(1)))
    },
  ]

  private static func save(intentions: [Call.Intention], in store: any Store) async throws(StoreFailure) {
    try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
      try await scope.save(Sample.call(1), facts: [], intentions: intentions, at: Sample.moment)
    }
  }

  private static func intentions(in store: any Store) async throws(StoreFailure) -> [PendingIntention] {
    try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in
      try await scope.pendingIntentions(of: Sample.id(1))
    }
  }
}
