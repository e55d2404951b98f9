import VoiceCore

extension StoreContract {
  static let grants: [ContractCheck<any Store>] = [
    ContractCheck("a grant is found by the directory from its commit to the commit of its use") { store in
      let grant = Sample.grant("aa")
      try await save([grant], in: store)
      try expect("granted", try await store.platform.tenant(granting: grant.digest), is: Sample.tenantA)
      let (given, beside) = try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        (try await scope.redeem(grant.digest), try await store.platform.tenant(granting: grant.digest))
      }
      try expect("what was given", given, is: grant)
      try expect("before the commit", beside, is: Sample.tenantA)
      try expect("used up", try await store.platform.tenant(granting: grant.digest), is: nil)
      try expect("a second time", try await redeem(grant.digest, for: Sample.tenantA, in: store), is: nil)
    },
    ContractCheck("a grant is given once, however many ask at once") { store in
      try await save([Sample.grant("aa")], in: store)
      let given = Leak<StreamGrant>()
      try await atOnce(12) { _ in
        if let grant = try await redeem(TokenDigest(hex: "aa"), for: Sample.tenantA, in: store) { given.put(grant) }
      }
      try expect("given", given.values, is: [Sample.grant("aa")])
    },
    ContractCheck("a grant is given once in one body, and back when the body throws") { store in
      let grant = Sample.grant("aa")
      try await save([grant], in: store)
      let seen = Leak<StreamGrant?>()
      let failure = await store.failure(for: Sample.tenantA) { scope throws(StoreFailure) in
        for _ in 1...2 { seen.put(try await scope.redeem(grant.digest)) }
        throw .notFound
      }
      try expect("the failure", failure, is: .notFound)
      try expect("in the body", seen.values, is: [grant, nil])
      try expect("afterwards", try await redeem(grant.digest, for: Sample.tenantA, in: store), is: grant)
    },
    ContractCheck("a grant that was saved in the same body can be used there") { store in
      let grant = Sample.grant("aa")
      let given = try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.save(grant)
        return try await scope.redeem(grant.digest)
      }
      try expect("given", given, is: grant)
      try expect("afterwards", try await store.platform.tenant(granting: grant.digest), is: nil)
    },
    ContractCheck("another tenant's grant is not given, and stays") { store in
      try await save([Sample.grant("aa")], in: store)
      try expect("theirs", try await redeem(TokenDigest(hex: "aa"), for: Sample.tenantB, in: store), is: nil)
      try await store.transaction(for: Sample.tenantB) { scope throws(StoreFailure) in
        try await scope.revokeGrants(of: Sample.id(1))
      }
      try expect(
        "ours", try await redeem(TokenDigest(hex: "aa"), for: Sample.tenantA, in: store), is: Sample.grant("aa"))
    },
    ContractCheck("revoking takes the call's grants, stored and buffered, and no other's") { store in
      try await save([Sample.grant("a1"), Sample.grant("a2"), Sample.grant("b1", for: 2)], in: store)
      try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.save(Sample.grant("a3"))
        try await scope.revokeGrants(of: Sample.id(1))
        try await scope.save(Sample.grant("a4"))
      }
      var found: [String] = []
      for hex in ["a1", "a2", "a3", "a4", "b1"]
      where try await store.platform.tenant(granting: TokenDigest(hex: hex)) != nil {
        found.append(hex)
      }
      try expect("what is left", found, is: ["a4", "b1"])
    },
  ]

  private static func save(_ grants: [StreamGrant], in store: any Store) async throws(StoreFailure) {
    try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
      for grant in grants { try await scope.save(grant) }
    }
  }

  private static func redeem(
    _ digest: TokenDigest, for tenant: Tenant.ID, in store: any Store
  ) async throws(StoreFailure) -> StreamGrant? {
    try await store.transaction(for: tenant) { scope throws(StoreFailure) in try await scope.redeem(digest) }
  }
}
