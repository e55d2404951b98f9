import VoiceCore

extension StoreContract {
  static let access: [ContractCheck<any Store>] = [
    ContractCheck("users are listed by id, from after one, and by role") { store in
      let roles: [Role] = [.agent, .tenantAdmin, .agent, .supervisor, .agent]
      try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        for (index, role) in roles.enumerated().reversed() {
          try await scope.save(Sample.user(UInt128(index + 1), "u\(index)@a.example", as: role))
        }
      }
      try await store.transaction(for: Sample.tenantB) { scope throws(StoreFailure) in
        try await scope.save(Sample.user(9, "u@b.example"))
      }
      try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in try await listUsers(scope) }.check()
      let inside = try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        // Here and gone again, another way round, and back: what is buffered counts.
        try await scope.save(Sample.user(3, "u2@a.example", as: .supervisor))
        try await scope.remove(Sample.user(5, "u4@a.example"))
        let changed = try await scope.users(in: .agent, limit: 10).map(\.id)
        try await scope.save(Sample.user(3, "u2@a.example"))
        try await scope.save(Sample.user(5, "u4@a.example"))
        return (changed, try await listUsers(scope))
      }
      try expect("agents after a change", inside.0, is: [Sample.id(1)])
      try inside.1.check()
    },
    ContractCheck("a removed user is gone, and the address is free in the same unit of work") { store in
      try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.save(Sample.user(1, "ada@a.example"))
      }
      try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.remove(Sample.user(1, "ada@a.example"))
        try await scope.remove(Sample.user(7, "nobody@a.example"))
        try await scope.save(Sample.user(2, "ada@a.example"))
      }
      let (byID, byAddress, all) = try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in
        (
          try await scope.user(Sample.id(1)), try await scope.user(Sample.email("ada@a.example")),
          try await scope.users(after: nil, limit: 9)
        )
      }
      try expect("by id", byID, is: nil)
      try expect("by address", byAddress?.id, is: Sample.id(2))
      try expect("all", all.map(\.id), is: [Sample.id(2)])
    },
    ContractCheck("a user's sessions are in the order of their renewal, and a renewal moves one") { store in
      try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.save(Sample.session(1, family: "b1", renewedAfter: 5))
        try await scope.save(Sample.session(2, family: "b0", renewedAfter: 5))
        try await scope.save(Sample.session(3, family: "b3"))
        try await scope.save(Sample.session(4, of: 2, family: "b4"))
      }
      func order() async throws(StoreFailure) -> [Session.ID] {
        try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in
          try await scope.sessions(of: Sample.id(1)).map(\.id)
        }
      }
      try expect("by renewal, then id", try await order(), is: [3, 1, 2].map { Sample.id($0) })
      let inside = try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.save(Sample.session(3, family: "b3", renewedAfter: 9))
        try await scope.remove(Sample.session(1, family: "b1"))
        return try await scope.sessions(of: Sample.id(1)).map(\.id)
      }
      try expect("in the body", inside, is: [2, 3].map { Sample.id($0) })
      try expect("afterwards", try await order(), is: inside)
      try expect("removed", try await store.platform.tenant(ofSession: TokenDigest(hex: "b1")), is: nil)
      let other = try await store.platform.tenant(ofSession: TokenDigest(hex: "b3"))
      try expect("renewed, still found", other, is: Sample.tenantA)
    },
    ContractCheck("a session's family has one tenant, which may save it again") { store in
      func save(_ tenant: Tenant.ID) async -> StoreFailure? {
        await store.failure(for: tenant) { scope throws(StoreFailure) in
          try await scope.save(Sample.session(1, family: "ba"))
        }
      }
      for _ in 1...2 { try expect("ours", await save(Sample.tenantA), is: nil) }
      try expect("theirs", await save(Sample.tenantB), is: .taken(.refreshToken))
      try expect("holder", try await store.platform.tenant(ofSession: TokenDigest(hex: "ba")), is: Sample.tenantA)
      try expect("no session", try await store.platform.tenant(ofSession: TokenDigest(hex: "bb")), is: nil)
      try await store.transaction(for: Sample.tenantB) { scope throws(StoreFailure) in
        try await scope.remove(Sample.session(1, family: "ba"))
      }
      try expect("ours, still", try await store.platform.tenant(ofSession: TokenDigest(hex: "ba")), is: Sample.tenantA)
    },
    ContractCheck("a key's digest has one key in one tenant, until it is revoked") { store in
      func save(_ number: UInt128, _ tenant: Tenant.ID) async -> StoreFailure? {
        await store.failure(for: tenant) { scope throws(StoreFailure) in
          try await scope.save(Sample.apiKey(number, "ca"))
        }
      }
      for _ in 1...2 { try expect("ours", await save(1, Sample.tenantA), is: nil) }
      try expect("another of ours", await save(2, Sample.tenantA), is: .taken(.apiKey))
      try expect("theirs", await save(1, Sample.tenantB), is: .taken(.apiKey))
      let digest = TokenDigest(hex: "ca")
      try expect("holder", try await store.platform.tenant(ofAPIKey: digest), is: Sample.tenantA)
      try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.remove(Sample.apiKey(1, "ca"))
        try await scope.remove(Sample.apiKey(7, "cc"))
      }
      try expect("revoked", try await store.platform.tenant(ofAPIKey: digest), is: nil)
      try expect("theirs now", await save(1, Sample.tenantB), is: nil)
      try expect("their holder", try await store.platform.tenant(ofAPIKey: digest), is: Sample.tenantB)
    },
    ContractCheck("guards are kept apart by slot and tenant, for no tenant too") { store in
      let other = SignInSlot(.device, of: TokenDigest(hex: "00ff"))
      for (tenant, failures) in [(Sample.tenantA, 1), (Tenant.nobody, 2)] {
        try await store.transaction(for: tenant) { scope throws(StoreFailure) in
          try await scope.save(Sample.signInGuard(failures), at: Sample.slot)
          try await scope.save(Sample.signInGuard(failures + 10), at: other)
        }
      }
      for (tenant, failures) in [(Sample.tenantA, 1), (Tenant.nobody, 2), (Sample.tenantB, 0)] {
        let seen = try await store.transaction(for: tenant) { scope throws(StoreFailure) in
          [try await scope.signInGuard(at: Sample.slot), try await scope.signInGuard(at: other)]
        }
        try expect("failures", seen.map(\.failures), is: failures == 0 ? [0, 0] : [failures, failures + 10])
      }
      try await store.transaction(for: Tenant.nobody) { scope throws(StoreFailure) in
        try await scope.save(SignInGuard(), at: Sample.slot)
      }
      let opened = try await store.transaction(for: Tenant.nobody) { scope throws(StoreFailure) in
        try await scope.signInGuard(at: Sample.slot)
      }
      try expect("opened", opened, is: SignInGuard())
      try expect("the tenants", try await store.platform.tenants(), is: [])
    },
    ContractCheck("kept answers are by age, one at a place, of tenants and of the deployment itself") { store in
      for tenant in [Sample.tenantA, Tenant.ID.platform] {
        try await store.transaction(for: tenant) { scope throws(StoreFailure) in
          for (place, age) in [("d1", 3), ("d2", 1), ("d3", 2)] {
            try await scope.save(Sample.kept(place, after: age, answered: nil))
          }
          try await scope.remove(Sample.kept("d9"))
        }
      }
      let inside = try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.save(Sample.kept("d2", after: 9))
        try await scope.remove(Sample.kept("d3"))
        return try await scope.keptAnswers(limit: 9)
      }
      try expect("in the body", inside, is: [Sample.kept("d1", after: 3, answered: nil), Sample.kept("d2", after: 9)])
      for (tenant, places) in [
        (Sample.tenantA, ["d1", "d2"]), (Tenant.ID.platform, ["d2", "d3"]), (Sample.tenantB, []),
      ] {
        let oldest = try await store.read(for: tenant) { scope throws(StoreFailure) in
          try await scope.keptAnswers(limit: 2).map(\.place.hex)
        }
        try expect("the oldest", oldest, is: places)
      }
      try expect("the tenants", try await store.platform.tenants(), is: [])
    },
    ContractCheck("of two administrators who demote or remove each other at once, one stays") { store in
      for round in 0..<8 {
        let tenant: Tenant.ID = Sample.id(UInt128(round + 1))
        try await store.transaction(for: tenant) { scope throws(StoreFailure) in
          try await scope.save(Sample.tenant(tenant, at: "t\(round).example"))
          for number in [UInt128(1), 2] {
            try await scope.save(Sample.user(number, "u\(number)@a.example", as: .tenantAdmin))
          }
        }
        let race = AdministratorRace(store: store, tenant: tenant, removes: round.isMultiple(of: 2))
        try await atOnce(2) { number in await race.run(number) }
        let left = try await store.read(for: tenant) { scope throws(StoreFailure) in
          try await scope.users(in: .tenantAdmin, limit: 9).count
        }
        try expect("administrators left", left, is: 1)
      }
    },
  ]

  private static func listUsers(_ scope: any TenantSnapshot) async throws(StoreFailure) -> UserLists {
    UserLists(
      first: try await scope.users(after: nil, limit: 2).map(\.id),
      next: try await scope.users(after: Sample.id(2), limit: 2).map(\.id),
      last: try await scope.users(after: Sample.id(4), limit: 2).map(\.id),
      agents: try await scope.users(in: .agent, limit: 2).map(\.id),
      none: try await scope.users(in: .platformAdmin, limit: 2).map(\.id))
  }
}

/// What lists of users said.
private struct UserLists: Sendable {
  let first: [User.ID]
  let next: [User.ID]
  let last: [User.ID]
  let agents: [User.ID]
  let none: [User.ID]

  func check() throws(ContractBroken) {
    try expect("first page", first, is: [1, 2].map { Sample.id($0) })
    try expect("next page", next, is: [3, 4].map { Sample.id($0) })
    try expect("last page", last, is: [Sample.id(5)])
    try expect("agents", agents, is: [1, 3].map { Sample.id($0) })
    try expect("nobody", none, is: [])
  }
}

/// What two administrators do to each other.
private struct AdministratorRace: Sendable {
  private let store: any Store
  private let tenant: Tenant.ID
  private let removes: Bool

  init(store: any Store, tenant: Tenant.ID, removes: Bool) {
    self.store = store
    self.tenant = tenant
    self.removes = removes
  }

  func run(_ number: Int) async { number == 1 ? await go(1, 2) : await go(2, 1) }

  private func go(_ own: UInt128, _ other: UInt128) async {
    let bearer = Bearer.user(Sample.id(own), .tenantAdmin, of: tenant)
    if removes, own == 1 {
      try? await RemoveUser(store: store, auditing: Sample.auditing)(Sample.id(other), by: bearer, in: tenant)
    } else {
      try? await ChangeRole(store: store, auditing: Sample.auditing)(
        of: Sample.id(other), to: .agent, by: bearer, in: tenant)
    }
  }
}
