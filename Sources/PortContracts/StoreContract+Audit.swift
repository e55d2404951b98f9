import VoiceCore

extension StoreContract {
  static let audit: [ContractCheck<any Store>] = [
    ContractCheck("audit entries are chained as they came, and read in pages, by place and by time") { store in
      // The third has an earlier time than those before it, the fifth and the fourth the same.
      let drafts = [0, 10, 5, 20, 20].enumerated().map { Sample.draft(UInt128($0 + 1), after: $1) }
      for draft in drafts { try await append([draft], in: store) }
      let chain = Sample.chain(drafts, of: Sample.tenantA)
      let read = try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await AuditReading(scope)
      }
      try expect("the head", read.head, is: chain[4].head)
      try expect("all", read.all, is: chain)
      try expect("from the third", read.behind, is: Array(chain[2...3]))
      try expect("behind the last", read.end, is: [])
      try expect("by time", read.newest.map(\.position), is: [5, 4, 2])
      try expect("by time, from the fourth", read.older.map(\.position), is: [2, 3, 1])
      try expect("before a moment", read.before.map(\.position), is: [2, 3, 1])
    },
    ContractCheck("audit entries of one unit of work follow one another, and are seen in it") { store in
      let drafts = (1...3).map { Sample.draft(UInt128($0)) }
      try await append([drafts[0]], in: store)
      let seen = try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.append(drafts[1])
        try await scope.append(drafts[2])
        return try await scope.auditEntries(after: 0, limit: 10)
      }
      let chain = Sample.chain(drafts, of: Sample.tenantA)
      try expect("in the body", seen, is: chain)
      try expect("afterwards", try await entries(in: store), is: chain)
    },
    ContractCheck("acts at once stand one after the other in one chain, however many they are") { store in
      let acts = TransactionLimits.maximumRuns * 4
      try await atOnce(acts) { number in try await append([Sample.draft(UInt128(number))], in: store) }
      let found = try await entries(in: store)
      try expect("the places", found.map(\.position), is: (1...UInt64(acts)).map { $0 })
      try expect("the acts", Set(found.map(\.entry.id)), is: Set((1...acts).map { Sample.id(UInt128($0)) }))
      let verdict = try await CheckAuditLog(store: store, digest: Sample.digest, pageSize: 7)(of: Sample.tenantA)
      try expect("the chain", verdict, is: .intact(found[acts - 1].head))
    },
    ContractCheck("an act that comes to nothing leaves no audit entry, and no gap") { store in
      let drafts = (1...2).map { Sample.draft(UInt128($0)) }
      try await append([drafts[0]], in: store)
      let failure = await store.failure(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.append(Sample.draft(9))
        throw .notFound
      }
      try expect("the failure", failure, is: .notFound)
      try await append([drafts[1]], in: store)
      try expect("the log", try await entries(in: store), is: Sample.chain(drafts, of: Sample.tenantA))
    },
    ContractCheck("each tenant has an audit log of its own, and so has the deployment") { store in
      for tenant in [Sample.tenantA, Sample.tenantB, .platform] {
        try await store.transaction(for: tenant) { scope throws(StoreFailure) in
          try await scope.append(Sample.draft(tenant.bits + 1))
        }
      }
      for tenant in [Sample.tenantA, Sample.tenantB, .platform] {
        let found = try await store.read(for: tenant) { scope throws(StoreFailure) in
          try await scope.auditEntries(after: 0, limit: 10)
        }
        try expect("the log", found, is: Sample.chain([Sample.draft(tenant.bits + 1)], of: tenant))
      }
      try expect("the tenants", try await store.platform.tenants(), is: [])
    },
    ContractCheck("refusals are told once an hour each, in all units of work together") { store in
      for round in 1...3 {
        let told = try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
          try await scope.appendRefusal(Sample.draft(UInt128(round)).refused)
        }
        try expect("told in round \(round)", told, is: round == 1)
      }
      let later = try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.appendRefusal(Sample.draft(4, after: 3600).refused)
      }
      try expect("an hour later", later, is: true)
      let found = try await entries(in: store)
      try expect("the log", found.map(\.entry.outcome), is: [.refused, .refused])
      try expect("its ids", found.map(\.entry.id), is: [Sample.id(1), Sample.id(4)])
    },
  ]

  private static func append(_ drafts: [AuditDraft], in store: any Store) async throws(StoreFailure) {
    try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
      for draft in drafts { try await scope.append(draft) }
    }
  }

  private static func entries(in store: any Store) async throws(StoreFailure) -> [ChainedAuditEntry] {
    try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in
      try await scope.auditEntries(after: 0, limit: .max)
    }
  }
}

/// What the reads of an audit log said.
private struct AuditReading: Sendable {
  let head: AuditHead?
  let all: [ChainedAuditEntry]
  let behind: [ChainedAuditEntry]
  let end: [ChainedAuditEntry]
  let newest: [ChainedAuditEntry]
  let older: [ChainedAuditEntry]
  let before: [ChainedAuditEntry]

  init(_ scope: any TenantSnapshot) async throws(StoreFailure) {
    head = try await scope.auditHead()
    all = try await scope.auditEntries(after: 0, limit: 10)
    behind = try await scope.auditEntries(after: 2, limit: 2)
    end = try await scope.auditEntries(after: 5, limit: 2)
    newest = try await scope.auditEntries(before: nil, limit: 3)
    older = try await scope.auditEntries(
      before: AuditPlace(at: Sample.moment + .seconds(20), position: 4), limit: 10)
    before = try await scope.auditEntries(before: .start(of: Sample.moment + .seconds(20)), limit: 10)
  }
}
