import VoiceCore

extension StoreContract {
  /// One check for each key by which a body can read: first when nothing is there yet, then when something is.
  static let guardedReads: [ContractCheck<any Store>] = [
    guarded("the tenant", read: { scope throws(StoreFailure) in _ = try await scope.tenant() }) {
      scope, run throws(StoreFailure) in
      try await scope.save(Sample.tenant(Sample.tenantA, named: "\(run)", at: "a.example"))
    },
    guarded("the tenant", read: { scope throws(StoreFailure) in _ = try await scope.tenant() }, asItIs: true) {
      scope, _ throws(StoreFailure) in
      try await scope.save(try await scope.tenant() ?? Sample.tenant(Sample.tenantA, at: "a.example"))
    },
    guarded(
      "a session", read: { scope throws(StoreFailure) in _ = try await scope.session(TokenDigest(hex: "ba")) }
    ) { scope, run throws(StoreFailure) in
      try await scope.save(Sample.session(1, family: "ba", renewedAfter: run))
    },
    guarded(
      "a key by digest", read: { scope throws(StoreFailure) in _ = try await scope.apiKey(TokenDigest(hex: "ca")) }
    ) { scope, run throws(StoreFailure) in try await scope.save(Sample.apiKey(1, "ca", named: "\(run)")) },
    guarded(
      "a key by id", read: { scope throws(StoreFailure) in _ = try await scope.apiKey(Sample.id(1) as APIKey.ID) }
    ) {
      scope, run throws(StoreFailure) in
      try await scope.save(Sample.apiKey(1, "ca", named: "\(run)"))
    },
    guarded("a guard", read: { scope throws(StoreFailure) in _ = try await scope.signInGuard(at: Sample.slot) }) {
      scope, run throws(StoreFailure) in
      // Kept, then as good as never met, which may be no row at all.
      try await scope.save(run == 1 ? Sample.signInGuard(1) : SignInGuard(), at: Sample.slot)
    },
    guarded(
      "a user by address",
      read: { scope throws(StoreFailure) in _ = try await scope.user(Sample.email("ada@a.example")) }
    ) { scope, run throws(StoreFailure) in try await scope.save(Sample.user(1, "ada@a.example", named: "\(run)")) },
    guarded("a user by id", read: { scope throws(StoreFailure) in _ = try await scope.user(Sample.id(1)) }) {
      scope, run throws(StoreFailure) in
      try await scope.save(Sample.user(1, "ada@a.example", named: "\(run)"))
    },
    guarded("a department", read: { scope throws(StoreFailure) in _ = try await scope.department(Sample.id(1)) }) {
      scope, run throws(StoreFailure) in
      try await scope.save(Sample.department(1, named: "\(run)"))
    },
    guarded("a queue", read: { scope throws(StoreFailure) in _ = try await scope.queue(of: Sample.id(1)) }) {
      scope, run throws(StoreFailure) in
      try await scope.save(Sample.queue(of: 1, UInt128(run)))
    },
    guarded("a call", read: { scope throws(StoreFailure) in _ = try await scope.call(Sample.id(1) as Call.ID) }) {
      scope, _ throws(StoreFailure) in
      try await scope.save(Sample.call(1), facts: [], intentions: [], at: Sample.moment)
    },
    guarded(
      "a call by the carrier's name",
      read: { scope throws(StoreFailure) in _ = try await scope.call(Sample.carrierID("CA1")) }
    ) { scope, _ throws(StoreFailure) in
      try await scope.save(Sample.call(1), facts: [], intentions: [], at: Sample.moment)
    },
    guarded("a grant", read: { scope throws(StoreFailure) in _ = try await scope.redeem(TokenDigest(hex: "aa")) }) {
      scope, run throws(StoreFailure) in
      if run == 1 {
        try await scope.save(Sample.grant("aa"))
      } else {
        _ = try await scope.redeem(TokenDigest(hex: "aa"))
      }
    },
    ContractCheck("a detail record that a body didn't find and somebody else keeps makes the body run again") { store in
      let runs = Tally()
      try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.save(Sample.call(1), facts: [], intentions: [], at: Sample.moment)
      }
      try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        guard try await scope.detailRecord(of: Sample.id(1)) == nil else { return }
        if runs.next() == 1 {
          try await store.transaction(for: Sample.tenantA) { other throws(StoreFailure) in
            try await other.save(Sample.record(of: Sample.call(1)))
          }
        }
        try await scope.save(Sample.record(of: Sample.call(1)))
      }
      try expect("the runs that found none", runs.total, is: 1)
    },
  ]

  private static func guarded(
    _ what: String, read: @escaping Work, asItIs: Bool = false,
    change: @escaping @Sendable (any TenantScope, Int) async throws(StoreFailure) -> Void
  ) -> ContractCheck<any Store> {
    ContractCheck(
      "a body that read \(what) runs again when somebody else \(asItIs ? "saves it as it is" : "changes it")"
    ) { store in
      let runs = Tally()
      try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await read(scope)
        let run = runs.next()
        if run <= 2 {
          try await store.transaction(for: Sample.tenantA) { other throws(StoreFailure) in try await change(other, run)
          }
        }
        try await scope.save(Sample.entry(1, answer: "run \(run)"))
      }
      try expect("the runs", runs.total, is: 3)
      let answers = try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.knowledge().map(\.answer)
      }
      try expect("what was committed", answers, is: ["run 3"])
    }
  }
}
