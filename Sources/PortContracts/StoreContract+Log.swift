import VoiceCore

extension StoreContract {
  static let log: [ContractCheck<any Store>] =
    logReading + logFollowing + [
      ContractCheck("an event's name finds its place, for its tenant only") { store in
        try await log(1, [.started, .rang], in: store)
        let facts = try await facts(2, of: Sample.tenantA, in: store)
        let names = facts.map(\.id)
        try expect("the names", names.map(\.ordinal), is: [1, 2])
        let places = try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in
          [
            try await scope.position(of: names[0]), try await scope.position(of: names[1]),
            try await scope.position(of: EventID(call: Sample.id(1), ordinal: 3)),
          ]
        }
        try expect("the places", places, is: [facts[0].position, facts[1].position, nil])
        let other = try await store.read(for: Sample.tenantB) { scope throws(StoreFailure) in
          try await scope.position(of: names[0])
        }
        try expect("for another tenant", other, is: nil)
      },
      ContractCheck("a follower's place is kept by its name, for each tenant") { store in
        let (first, second) = (LogPosition(commit: 1, number: 2), LogPosition(commit: .max, number: .max))
        let (name, other) = (FollowerName("webhooks"), FollowerName("web"))
        for place in [first, second] {
          try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
            try await scope.save(FollowerPosition(follower: name, position: place))
          }
          for (tenant, follower, wanted) in [
            (Sample.tenantA, name, place), (Sample.tenantA, other, nil), (Sample.tenantB, name, nil),
          ] {
            let kept = try await store.read(for: tenant) { scope throws(StoreFailure) in
              try await scope.position(of: follower)
            }
            try expect("the place", kept, is: wanted)
          }
        }
      },
      ContractCheck("who has fallen behind what is forgotten is told so, and nobody else") { store in
        for round in 0..<3 {
          try await log(1, [.streamJoined(2 * round + 1), .streamJoined(2 * round + 2)], in: store)
        }
        let all = try await facts(6, of: Sample.tenantA, in: store)
        try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
          try await scope.forget(Array(all[..<2]))
        }
        try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
          try await scope.forget([all[2]])
        }
        let floor = all[2].position
        for (place, wanted) in [
          (nil, LogPage.facts(Array(all[3...]))), (all[0].position, .forgotten(through: floor)),
          (all[1].position, .forgotten(through: floor)), (floor, .facts(Array(all[3...]))),
          (all[3].position, .facts(Array(all[4...]))), (all[5].position, .facts([])),
        ] {
          let page = try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in
            try await scope.log(after: place, limit: 10)
          }
          try expect("the page", page, is: wanted)
          let inside = try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
            try await scope.log(after: place, limit: 10)
          }
          try expect("the page in a unit of work", inside, is: wanted)
        }
        let gone = try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in
          (try await scope.position(of: all[0].id), try await scope.facts(of: Sample.id(1)).map(\.ordinal))
        }
        try expect("the place of what is forgotten", gone.0, is: nil)
        try expect("the call's facts", gone.1, is: [4, 5, 6])
      },
      ContractCheck("no place and no number comes again, though all is forgotten, and its newest head stays") { store in
        try await log(1, [.started, .rang], in: store)
        try await log(1, [.queued(Sample.id(2))], in: store)
        let all = try await facts(3, of: Sample.tenantA, in: store)
        try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in try await scope.forget(all) }
        let heads = try await heads(of: [Sample.tenantA: all[2].position], in: store)
        try expect("the heads", heads, is: [LogHead(tenant: Sample.tenantA, position: all[2].position)])
        try await log(1, [.streamJoined(1)], in: store)
        let next = try await facts(1, of: Sample.tenantA, in: store)
        try expect("the number", next.map(\.recorded.ordinal), is: [4])
        try expect(all[2].position < next[0].position, "a place came again")
        let page = try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in
          try await scope.log(after: all[2].position, limit: 9)
        }
        try expect("for who had read it all", page, is: .facts(next))
      },
    ]

  private static let logReading: [ContractCheck<any Store>] = [
    ContractCheck("the log holds every fact in the order of commits, in pages of any length") { store in
      var wanted: [EventID] = []
      for round in 0..<5 {
        let number = UInt128(round % 2 + 1)
        let ordinal = round / 2 * 2
        try await log(number, [.streamJoined(ordinal + 1), .streamJoined(ordinal + 2)], in: store)
        wanted += [1, 2].map { EventID(call: Sample.id(number), ordinal: ordinal + $0) }
      }
      let all = try await facts(10, of: Sample.tenantA, in: store)
      try expect("the facts", all.map(\.id), is: wanted)
      try expect("what they say", all.map(\.recorded.fact), is: wanted.map { .streamJoined($0.ordinal) })
      try expect(zip(all, all.dropFirst()).allSatisfy { $0.position < $1.position }, "places are out of order")
      for limit in [1, 2, 3, 7, 10, 11] {
        let pages = try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in
          var pages: [[LoggedFact]] = []
          repeat {
            pages.append(try await scope.log(after: pages.last?.last?.position, limit: limit).facts)
          } while pages.last?.isEmpty == false
          return pages
        }
        try expect("all pages", pages.flatMap { $0 }, is: all)
        try expect("the longest page", pages.map(\.count).max(), is: min(limit, 10))
      }
      for limit in [0, -1] {
        let none = try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in
          try await scope.log(after: nil, limit: limit)
        }
        try expect("a page of no length", none, is: .facts([]))
      }
    },
    ContractCheck("the log holds nothing of others, nothing that isn't committed, and no head of what logged nothing") {
      store in
      try await log(1, [.started], of: Sample.tenantB, in: store)
      let inside = try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.save(Sample.call(1), facts: [.started], intentions: [], at: Sample.moment)
        return try await scope.log(after: nil, limit: 9)
      }
      try expect("inside the unit of work", inside, is: .facts([]))
      _ = await store.failure(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.save(Sample.call(1), facts: [.rang], intentions: [], at: Sample.moment)
        throw .notFound
      }
      try await store.transaction(for: Sample.id(0xC)) { scope throws(StoreFailure) in
        try await scope.save(Sample.call(1), facts: [], intentions: [.hangUp], at: Sample.moment)
      }
      let mine = try await facts(1, of: Sample.tenantA, in: store)
      try expect("mine", mine.map(\.recorded.fact), is: [.started])
      let others = try await facts(1, of: Sample.tenantB, in: store)
      try expect("the other's", others.count, is: 1)
      let newest = [Sample.tenantA: mine[0].position, Sample.tenantB: others[0].position]
      let heads = try await heads(of: newest, in: store)
      try expect("whose log has grown", heads.map(\.tenant), is: [Sample.tenantB, Sample.tenantA])
    },
    ContractCheck("heads lead to each tenant's newest place, in order, in pages of any length") { store in
      for round in 1...3 {
        for number in [UInt128(0xC), 0xA, 0xB] {
          try await log(1, [.streamJoined(round), .rang], of: Sample.id(number), in: store)
        }
      }
      var newest: [Tenant.ID: LogPosition] = [:]
      for number in [UInt128(0xA), 0xB, 0xC] {
        newest[Sample.id(number)] = try await facts(6, of: Sample.id(number), in: store).last?.position
      }
      let all = try await heads(of: newest, in: store)
      try expect(zip(all, all.dropFirst()).allSatisfy { $0.position < $1.position }, "heads are out of order")
      try expect("the last", all.last?.tenant, is: Sample.tenantB)
      for limit in [1, 2, 5] {
        var paged: [LogHead] = []
        while true {
          let page = try await store.platform.logHeads(after: paged.last?.position, limit: limit)
          guard !page.isEmpty else { break }
          try expect(page.count <= limit, "a page is too long")
          paged += page
        }
        try expect("the pages", paged, is: all)
      }
      try expect("no length", try await store.platform.logHeads(after: nil, limit: 0), is: [])
    },
  ]
}

extension StoreContract {
  /// How often is asked for what a store may show a little later.
  static let maximumAsking = 20_000

  /// Adds facts to a call in a commit of their own.
  static func log(
    _ number: UInt128, _ facts: [Call.Fact], of tenant: Tenant.ID = Sample.tenantA, in store: any Store
  ) async throws(StoreFailure) {
    try await store.transaction(for: tenant) { scope throws(StoreFailure) in
      _ = try await scope.call(Sample.id(number) as Call.ID)
      try await scope.save(Sample.call(number), facts: facts, intentions: [], at: Sample.moment)
    }
  }

  /// A tenant's whole log, as soon as it shows that many facts.
  static func facts(_ count: Int, of tenant: Tenant.ID, in store: any Store) async throws -> [LoggedFact] {
    for _ in 1...maximumAsking {
      let page = try await store.read(for: tenant) { scope throws(StoreFailure) in
        try await scope.log(after: nil, limit: .max)
      }
      if page.facts.count >= count { return page.facts }
      await Task.yield()
    }
    throw ContractBroken(message: "the log never showed \(count) facts", file: #fileID, line: #line)
  }

  /// All heads, as soon as these are among them.
  static func heads(of newest: [Tenant.ID: LogPosition], in store: any Store) async throws -> [LogHead] {
    for _ in 1...maximumAsking {
      let heads = try await store.platform.logHeads(after: nil, limit: .max)
      if newest.allSatisfy({ heads.contains(LogHead(tenant: $0.key, position: $0.value)) }) { return heads }
      await Task.yield()
    }
    throw ContractBroken(message: "the heads never showed what the logs show", file: #fileID, line: #line)
  }
}
