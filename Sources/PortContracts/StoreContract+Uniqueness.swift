import VoiceCore

extension StoreContract {
  static let uniqueness: [ContractCheck<any Store>] = [
    ContractCheck("a number has one tenant, which may save it again") { store in
      let line = PhoneLine(number: Sample.number(100))
      for _ in 1...2 { try expect("ours", await store.failure(for: Sample.tenantA, saving(line)), is: nil) }
      try expect("theirs", await store.failure(for: Sample.tenantB, saving(line)), is: .taken(.phoneNumber))
      try expect("holder", try await store.platform.tenant(answering: line.number), is: Sample.tenantA)
    },
    ContractCheck("a domain has one tenant; one that is given up is free") { store in
      let ours = Sample.tenant(Sample.tenantA, at: "a.example")
      let theirs = Sample.tenant(Sample.tenantB, at: "a.example")
      for _ in 1...2 { try expect("ours", await store.failure(for: ours.id, saving(ours)), is: nil) }
      try expect("theirs", await store.failure(for: theirs.id, saving(theirs)), is: .taken(.domain))
      let moved = Sample.tenant(Sample.tenantA, at: "b.example")
      try expect("moving", await store.failure(for: ours.id, saving(moved)), is: nil)
      try expect("nobody's", try await store.platform.tenant(at: ours.domain), is: nil)
      try expect("ours now", try await store.platform.tenant(at: moved.domain), is: Sample.tenantA)
      try expect("theirs now", await store.failure(for: theirs.id, saving(theirs)), is: nil)
    },
    ContractCheck("a stream token is granted once, in whatever tenant, until it is used up") { store in
      let grant = Sample.grant("aa")
      try expect("first", await store.failure(for: Sample.tenantA, saving(grant)), is: nil)
      try expect("again", await store.failure(for: Sample.tenantA, saving(grant)), is: .taken(.streamToken))
      try expect("theirs", await store.failure(for: Sample.tenantB, saving(grant)), is: .taken(.streamToken))
      let twice = await store.failure(for: Sample.tenantA) { scope throws(StoreFailure) in
        for _ in 1...2 { try await scope.save(Sample.grant("bb")) }
      }
      try expect("twice at once", twice, is: .taken(.streamToken))
      let replaced = await store.failure(for: Sample.tenantA) { scope throws(StoreFailure) in
        _ = try await scope.redeem(grant.digest)
        try await scope.save(grant)
      }
      try expect("after its use", replaced, is: nil)
    },
    ContractCheck("an address has one user in a tenant, and another in another tenant") { store in
      try expect("Ada", await store.failure(for: Sample.tenantA, saving(Sample.user(1, "x@a.example"))), is: nil)
      try expect(
        "Bob", await store.failure(for: Sample.tenantA, saving(Sample.user(2, "x@a.example"))), is: .taken(.email))
      try expect("abroad", await store.failure(for: Sample.tenantB, saving(Sample.user(2, "x@a.example"))), is: nil)
      let two = await store.failure(for: Sample.tenantA) { scope throws(StoreFailure) in
        for number in [UInt128(3), 4] { try await scope.save(Sample.user(number, "y@a.example")) }
      }
      try expect("two at once", two, is: .taken(.email))
    },
    ContractCheck("an address that is given up is free; two users may swap theirs") { store in
      try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.save(Sample.user(1, "x@a.example"))
        try await scope.save(Sample.user(2, "y@a.example"))
      }
      let swap = await store.failure(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.save(Sample.user(1, "y@a.example"))
        try await scope.save(Sample.user(2, "x@a.example"))
      }
      try expect("swapping", swap, is: nil)
      try expect("moving", await store.failure(for: Sample.tenantA, saving(Sample.user(1, "z@a.example"))), is: nil)
      let holders = try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in
        [
          try await scope.user(Sample.email("x@a.example"))?.id, try await scope.user(Sample.email("y@a.example"))?.id,
          try await scope.user(Sample.email("z@a.example"))?.id,
        ]
      }
      try expect("the holders", holders, is: [Sample.id(2), nil, Sample.id(1)])
      try expect("y is free", await store.failure(for: Sample.tenantA, saving(Sample.user(3, "y@a.example"))), is: nil)
    },
    ContractCheck("a carrier's name has one call in a tenant, and another in another tenant") { store in
      let call = Sample.call(1, carrierID: "CAx")
      for _ in 1...2 { try expect("the call", await store.failure(for: Sample.tenantA, saving(call)), is: nil) }
      let second = Sample.call(2, carrierID: "CAx")
      try expect("a second", await store.failure(for: Sample.tenantA, saving(second)), is: .taken(.carrierCall))
      try expect("abroad", await store.failure(for: Sample.tenantB, saving(second)), is: nil)
      let two = await store.failure(for: Sample.tenantA) { scope throws(StoreFailure) in
        for number in [UInt128(3), 4] {
          try await scope.save(
            Sample.call(number, carrierID: "CAy"), facts: [], intentions: [], at: Sample.moment)
        }
      }
      try expect("two at once", two, is: .taken(.carrierCall))
    },
    ContractCheck("a call has one detail record") { store in
      for tenant in [Sample.tenantA, Sample.tenantB] {
        try expect("the call", await store.failure(for: tenant, saving(Sample.call(1))), is: nil)
        let record = Sample.record(of: Sample.call(1))
        let twice = await store.failure(for: tenant) { scope throws(StoreFailure) in
          for _ in 1...2 { try await scope.save(record) }
        }
        try expect("two at once", twice, is: .taken(.detailRecord))
        for failure in [nil, StoreFailure.taken(.detailRecord)] {
          let seen = await store.failure(for: tenant) { scope throws(StoreFailure) in try await scope.save(record) }
          try expect("one after another", seen, is: failure)
        }
      }
    },
    ContractCheck("a unit of work that wants what is taken leaves nothing") { store in
      let line = PhoneLine(number: Sample.number(100))
      try expect("ours", await store.failure(for: Sample.tenantA, saving(line)), is: nil)
      let failure = await store.failure(for: Sample.tenantB) { scope throws(StoreFailure) in
        try await scope.save(Sample.tenant(Sample.tenantB, at: "b.example"))
        try await scope.save(PhoneLine(number: Sample.number(101)))
        try await scope.save(line)
        try await scope.save(Sample.department(1))
      }
      try expect("the failure", failure, is: .taken(.phoneNumber))
      let read = try await store.read(for: Sample.tenantB) { scope throws(StoreFailure) in try await Contents(scope) }
      try expect("afterwards", read, is: .nothing)
      try expect("the domain", try await store.platform.tenant(at: Sample.domain("b.example")), is: nil)
      try expect("the other number", try await store.platform.tenant(answering: Sample.number(101)), is: nil)
    },
    ContractCheck("of several tenants that want one number at once, one gets it") { store in
      let winners = Tally()
      try await atOnce(8) { number in
        let tenant: Tenant.ID = Sample.id(UInt128(number))
        let failure = await store.failure(for: tenant, saving(PhoneLine(number: Sample.number(100))))
        if failure == nil { winners.next() } else { try expect("a loser", failure, is: .taken(.phoneNumber)) }
      }
      try expect("the winners", winners.total, is: 1)
    },
  ]

  private static func saving(_ line: PhoneLine) -> Work {
    { scope throws(StoreFailure) in try await scope.save(line) }
  }
  private static func saving(_ tenant: Tenant) -> Work {
    { scope throws(StoreFailure) in try await scope.save(tenant) }
  }
  private static func saving(_ grant: StreamGrant) -> Work {
    { scope throws(StoreFailure) in try await scope.save(grant) }
  }
  private static func saving(_ user: User) -> Work {
    { scope throws(StoreFailure) in try await scope.save(user) }
  }
  private static func saving(_ call: Call) -> Work {
    { scope throws(StoreFailure) in try await scope.save(call, facts: [], intentions: [], at: Sample.moment) }
  }
}
