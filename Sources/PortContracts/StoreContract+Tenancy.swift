import VoiceCore

extension StoreContract {
  static let tenancy: [ContractCheck<any Store>] = [
    ContractCheck("a tenant that nobody has heard of reads as empty") { store in
      try await store.transaction(for: Sample.tenantB) { scope throws(StoreFailure) in
        try await scope.save(Sample.department(1))
        try await scope.save(Sample.call(1), facts: [.started], intentions: [.hangUp], at: Sample.moment)
      }
      let read = try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in try await Contents(scope) }
      try expect("the snapshot", read, is: .nothing)
      let seen = try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await Contents(scope)
      }
      try expect("the unit of work", seen, is: .nothing)
    },
    ContractCheck("two tenants that use the same ids neither see nor overwrite each other") { store in
      try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in try await fill(scope) }
      try await store.transaction(for: Sample.tenantB) { scope throws(StoreFailure) in try await fillOther(scope) }
      let ours = try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in try await Contents(scope) }
      try expect("ours", ours, is: .filled)
      let theirs = try await store.read(for: Sample.tenantB) { scope throws(StoreFailure) in try await Contents(scope) }
      try expect("their departments", theirs.departments.map(\.name), is: ["theirs"])
      try expect("their rules", theirs.rules, is: [Sample.rule(1, weight: 1)])
      try expect("their knowledge", theirs.knowledge, is: [Sample.entry(1, answer: "theirs")])
      try expect("their queue", theirs.queue, is: Sample.queue(of: 1, 9))
      try expect("their user", theirs.userByEmail?.name, is: "Eve")
      try expect("their allow-list", theirs.allowed, is: [Sample.number(160)])
      try expect("their calls", theirs.calls, is: [Sample.call(1, after: 77)])
      try expect("their facts", theirs.facts.map(\.fact), is: [.rang])
      try expect("their intentions", theirs.intentions, is: [])
      try expect("their transcript", theirs.transcript.map(\.text), is: ["theirs"])
      try expect("their record", theirs.record, is: nil)
      try await store.transaction(for: Sample.tenantB) { scope throws(StoreFailure) in
        try await scope.removeSpamRule(Sample.id(2))
        try await scope.disallow(Sample.number(150))
        try await scope.revokeGrants(of: Sample.id(1))
        try await scope.settle(
          PendingIntention(call: Sample.id(1), ordinal: 1, intention: .hangUp, since: Sample.moment))
      }
      let still = try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in try await Contents(scope) }
      try expect("ours, still", still, is: .filled)
      try expect("our grant", try await store.platform.tenant(granting: TokenDigest(hex: "aa")), is: Sample.tenantA)
    },
    ContractCheck("saving another tenant in a scope is refused") { store in
      let failure = await store.failure(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.save(Sample.tenant(Sample.tenantB, at: "b.example"))
      }
      try expect("the failure", failure, is: .notFound)
      try expect("the tenants", try await store.platform.tenants(), is: [])
    },
    ContractCheck("tenants are listed in the order of their ids") { store in
      let numbers: [UInt128] = [5, 1 << 127, 3, 0xA0, 0xFFFF_FFFF_FFFF_FFFF_FFFF, 0x9000]
      for (index, number) in numbers.enumerated() {
        try await store.transaction(for: Sample.id(number)) { scope throws(StoreFailure) in
          try await scope.save(Sample.tenant(Sample.id(number), at: "t\(index).example"))
        }
      }
      try expect("the list", try await store.platform.tenants(), is: numbers.sorted().map { Sample.id($0) })
      var cursor: Tenant.ID?
      for (index, number) in numbers.sorted().enumerated() {
        let page = try await store.platform.tenants(after: cursor, limit: 2)
        try expect("a page", page, is: numbers.sorted()[index...].prefix(2).map { Sample.id($0) })
        cursor = Sample.id(number)
      }
      try expect("after the last", try await store.platform.tenants(after: cursor, limit: 2), is: [])
      try expect("none at all", try await store.platform.tenants(after: nil, limit: 0), is: [])
    },
    ContractCheck("the directory finds numbers and domains of whoever has them, and nobody else's") { store in
      for (index, tenant) in [Sample.tenantA, Sample.tenantB].enumerated() {
        try await store.transaction(for: tenant) { scope throws(StoreFailure) in
          try await scope.save(Sample.tenant(tenant, at: "t\(index).example"))
          try await scope.save(PhoneLine(number: Sample.number(100 + index)))
        }
      }
      for (index, tenant) in [Sample.tenantA, Sample.tenantB].enumerated() {
        try expect("domain", try await store.platform.tenant(at: Sample.domain("t\(index).example")), is: tenant)
        try expect("number", try await store.platform.tenant(answering: Sample.number(100 + index)), is: tenant)
      }
      try expect("no domain", try await store.platform.tenant(at: Sample.domain("t.example")), is: nil)
      try expect("no number", try await store.platform.tenant(answering: Sample.number(102)), is: nil)
      try expect("no token", try await store.platform.tenant(granting: TokenDigest(hex: "00")), is: nil)
    },
  ]

  /// The same ids as `fill` uses, with other values.
  private static func fillOther(_ scope: any TenantScope) async throws(StoreFailure) {
    try await scope.save(Sample.tenant(Sample.tenantB, at: "b.example"))
    try await scope.save(Sample.user(1, "ada@a.example", named: "Eve"))
    try await scope.save(Sample.department(1, named: "theirs"))
    try await scope.save(Sample.rule(1, weight: 1))
    try await scope.save(Sample.entry(1, answer: "theirs"))
    try await scope.save(Sample.queue(of: 1, 9))
    try await scope.allow(Sample.number(160), as: Sample.id(UInt128(160)))
    try await scope.save(Sample.call(1, after: 77), facts: [.rang], intentions: [], at: Sample.moment)
    try await scope.append([Utterance(.caller, "theirs", at: Sample.moment)], to: Sample.id(1))
  }
}
