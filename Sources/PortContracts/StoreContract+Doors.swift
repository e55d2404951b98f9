import VoiceCore

extension StoreContract {
  static let doors: [ContractCheck<any Store>] = [
    ContractCheck("what a unit of work saved is read through both doors") { store in
      try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in try await fill(scope) }
      let read = try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in try await Contents(scope) }
      try expect("the snapshot", read, is: .filled)
      let reread = try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await Contents(scope)
      }
      try expect("the unit of work", reread, is: .filled)
    },
    ContractCheck("a unit of work reads its own saves") { store in
      let seen = try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await fill(scope)
        return try await Contents(scope)
      }
      try expect("inside the body", seen, is: .filled)
    },
    ContractCheck("nothing is seen before the commit") { store in
      let (contents, holder) = try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await fill(scope)
        let contents = try await store.read(for: Sample.tenantA) { other throws(StoreFailure) in
          try await Contents(other)
        }
        return (contents, try await store.platform.tenant(at: Sample.domain("a.example")))
      }
      try expect("a snapshot beside the body", contents, is: .nothing)
      try expect("the directory beside the body", holder, is: nil)
    },
    ContractCheck("a body that throws leaves nothing, and its failure is the caller's") { store in
      for thrown in [StoreFailure.notFound, .taken(.email), .unavailable] {
        let failure = await store.failure(for: Sample.tenantA) { scope throws(StoreFailure) in
          try await fill(scope)
          throw thrown
        }
        try expect("the failure", failure, is: thrown)
      }
      let read = try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in try await Contents(scope) }
      try expect("afterwards", read, is: .nothing)
      try expect("the number", try await store.platform.tenant(answering: Sample.number(100)), is: nil)
      try expect("the token", try await store.platform.tenant(granting: TokenDigest(hex: "aa")), is: nil)
      try expect("the tenants", try await store.platform.tenants(), is: [])
    },
    ContractCheck("a scope used after its end throws, whatever is asked of it") { store in
      let snapshots = Leak<any TenantSnapshot>()
      let scopes = Leak<any TenantScope>()
      try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in snapshots.put(scope) }
      try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.save(Sample.department(1))
        scopes.put(scope)
      }
      _ = await store.failure(for: Sample.tenantA) { scope throws(StoreFailure) in
        scopes.put(scope)
        throw .notFound
      }
      for snapshot in snapshots.values + scopes.values {
        for (index, read) in everyRead.enumerated() {
          let seen = await failure { () throws(StoreFailure) in try await read.run(snapshot) }
          try expect("read \(index)", seen, is: .scopeEnded)
        }
      }
      for scope in scopes.values {
        for (index, write) in everyWrite.enumerated() {
          let seen = await failure { () throws(StoreFailure) in try await write.run(scope) }
          try expect("write \(index)", seen, is: .scopeEnded)
        }
      }
    },
    ContractCheck("a store that is up answers a ping") { store in try await store.ping() },
  ]

  /// Why this failed; `nil` when it didn't.
  static func failure(_ work: () async throws(StoreFailure) -> Void) async -> StoreFailure? {
    do throws(StoreFailure) {
      try await work()
      return nil
    } catch {
      return error
    }
  }
}
