public import VoiceCore

/// How every store lets go of tenants, sentence by sentence. Each check wants a store of its own that holds nothing yet.
public enum ErasureContract {
  /// All sentences.
  public static let checks: [ContractCheck<any ErasableStore>] = closing + shutting + sweeping

  private static let closing: [ContractCheck<any ErasableStore>] = [
    ContractCheck("of a closed tenant the first moment and the first actor stay, and no look-up finds it") { store in
      try await fill(Sample.tenantA, in: store)
      try await fill(Sample.tenantB, in: store)
      try expect("before", try await store.erasure.closure(of: Sample.tenantA), is: nil)
      let ada = AuditActor.known(AuditReference(.user, Sample.id(1) as User.ID))
      let first = try await store.erasure.close(Sample.tenantA, by: ada, at: Sample.moment)
      try expect(
        "the closure", first, is: TenantClosure(tenant: Sample.tenantA, closedAt: Sample.moment, actor: ada))
      let second = try await store.erasure.close(Sample.tenantA, by: .server, at: Sample.moment + .seconds(9))
      try expect("closed again", second, is: first)
      try expect("the tenants", try await store.platform.tenants(), is: [Sample.tenantB])
      try expect("its domain", try await store.platform.tenant(at: domain(of: Sample.tenantA)), is: nil)
      try expect("its number", try await store.platform.tenant(answering: line(of: Sample.tenantA)), is: nil)
      try expect(
        "the other's domain", try await store.platform.tenant(at: domain(of: Sample.tenantB)), is: Sample.tenantB)
      try expect("what is to be done", try await store.erasure.unfinished(), is: [Sample.tenantA])
    },
    ContractCheck("the first head that is kept stays, and of calls the latest list, until the keys are destroyed") {
      store in
      let legs = ["CA1", "CA2", "CA3"].map(Sample.carrierID)
      let heads = (1...2).map { AuditHead(position: $0, hash: AuditHash([UInt8($0)])) }
      let erasure = store.erasure
      _ = try await erasure.close(Sample.tenantA, by: .server, at: Sample.moment)
      try await erasure.keep(LastWork(auditHead: nil, handedOver: [legs[0]]), of: Sample.tenantA)
      let recordings = [1, 2].map { Sample.recordingName($0) }
      try await erasure.keep(
        LastWork(auditHead: heads[0], handedOver: legs, recordings: [recordings[0]]), of: Sample.tenantA)
      try await erasure.keep(
        LastWork(auditHead: heads[1], handedOver: legs, recordings: recordings), of: Sample.tenantA)
      try await erasure.destroyKeys(of: Sample.tenantA, at: Sample.moment + .seconds(1))
      try await erasure.destroyKeys(of: Sample.tenantA, at: Sample.moment + .seconds(2))
      try await erasure.keep(LastWork(auditHead: nil, handedOver: []), of: Sample.tenantA)
      let kept = try await erasure.closure(of: Sample.tenantA)
      try expect("the head", kept?.auditHead, is: heads[0])
      try expect("the calls", kept?.handedOver, is: legs)
      try expect("the recordings", kept?.recordings, is: recordings)
      try expect("when the keys went", kept?.keysDestroyedAt, is: Sample.moment + .seconds(1))
      try await erasure.strike([legs[1], Sample.carrierID("CA9")], of: Sample.tenantA)
      try expect("the rest", try await erasure.closure(of: Sample.tenantA)?.handedOver, is: [legs[0], legs[2]])
      try await erasure.strike(legs, of: Sample.tenantA)
      try expect("none", try await erasure.closure(of: Sample.tenantA)?.handedOver, is: [])
      try await erasure.strike([recordings[0], Sample.recordingName(9)], of: Sample.tenantA)
      try expect("the other", try await erasure.closure(of: Sample.tenantA)?.recordings, is: [recordings[1]])
    },
  ]

  private static let shutting: [ContractCheck<any ErasableStore>] = [
    ContractCheck("nothing is written once the keys are destroyed, nor by who had begun before") { store in
      try await fill(Sample.tenantA, in: store)
      try await fill(Sample.tenantB, in: store)
      _ = try await store.erasure.close(Sample.tenantA, by: .server, at: Sample.moment)
      let before = try await store.erasure.remains(of: Sample.tenantA).filter { $0.table != "tenant_keys" }
      let late = await store.failure(for: Sample.tenantA) { scope throws(StoreFailure) in
        _ = try await scope.tenant()
        try await store.erasure.destroyKeys(of: Sample.tenantA, at: Sample.moment)
        try await scope.save(Sample.department(7))
      }
      try expect("who had begun", late, is: .notFound)
      let later = await store.failure(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.save(Sample.department(8))
      }
      try expect("who comes later", later, is: .notFound)
      try expect("its rows", try await store.erasure.remains(of: Sample.tenantA), is: before)
      try await store.transaction(for: Sample.tenantB) { scope throws(StoreFailure) in
        try await scope.save(Sample.department(7))
      }
    },
    ContractCheck("keys of a tenant that is there aren't withdrawn") { store in
      try await fill(Sample.tenantA, in: store)
      try await store.erasure.withdrawKeys(of: Sample.tenantA)
      try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.save(Sample.department(7))
      }
      let found = try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in try await scope.tenant() }
      try expect("the tenant", found, is: tenant(Sample.tenantA))
    },
  ]

  private static let sweeping: [ContractCheck<any ErasableStore>] = [
    ContractCheck("sweeping takes no more than it may, goes on in its table, and keeps names for the end") { store in
      try await fill(Sample.tenantA, in: store, utterances: 11)
      try await fill(Sample.tenantB, in: store)
      let others = try await store.erasure.remains(of: Sample.tenantB)
      try await shut(Sample.tenantA, in: store)
      var place = SweepPlace.start
      var batches: [SweepPlace] = []
      while case .rows(let count, let next) = try await store.erasure.sweep(
        .content, of: Sample.tenantA, from: place, limit: 3)
      {
        try expect((1...4).contains(count), "a batch of \(count) rows, of at most 3 and the heads of a log")
        try expect(next.tables >= place.tables, "sweeping went back")
        batches.append(next)
        place = next
      }
      let last = try await store.erasure.sweep(.content, of: Sample.tenantA, from: .start, limit: 3)
      try expect("all of it", last, is: .nothingLeft)
      let left = try await store.erasure.remains(of: Sample.tenantA).map(\.table)
      try expect("what is left but the directory", left.filter { $0 != "directory" }, is: ["phone_lines", "tenants"])
      try expect(Set(batches).count < batches.count, "no table was gone on with")
      try await sweep(.names, of: Sample.tenantA, in: store)
      try expect("in the end", try await store.erasure.remains(of: Sample.tenantA), is: [])
      try expect("the other tenant's", try await store.erasure.remains(of: Sample.tenantB), is: others)
      let counted = try await store.erasure.closure(of: Sample.tenantA)?.counts.first { $0.table == "utterances" }
      try expect("the utterances that were counted", counted?.rows, is: 11)
    },
    ContractCheck("two who sweep a tenant at once take all of it, and neither fails") { store in
      try await fill(Sample.tenantA, in: store, utterances: 200)
      try await shut(Sample.tenantA, in: store)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 1...2 { group.addTask { try await sweep(.content, of: Sample.tenantA, in: store) } }
        try await group.waitForAll()
      }
      try await sweep(.names, of: Sample.tenantA, in: store)
      try expect("what is left", try await store.erasure.remains(of: Sample.tenantA), is: [])
      let counted = try await store.erasure.closure(of: Sample.tenantA)?.counts.first { $0.table == "utterances" }
      try expect("the utterances that were counted", counted?.rows, is: 200)
    },
    ContractCheck("the first statement stays, and then nothing is to be done") { store in
      try await shut(Sample.tenantA, in: store)
      let signed = (1...2).map { number in
        SignedErasureStatement(
          ErasureStatement(
            tenant: Sample.tenantA, counts: [], auditHead: AuditHead(position: number, hash: AuditHash([])),
            at: Sample.moment), signature: StatementSignature(publicKey: [1], bytes: [2]))
      }
      try await store.erasure.keep(
        LastWork(
          auditHead: nil, handedOver: [Sample.carrierID("CA1")], recordings: [Sample.recordingName(1)]),
        of: Sample.tenantA)
      for statement in signed { try await store.erasure.finish(statement) }
      let closure = try await store.erasure.closure(of: Sample.tenantA)
      try expect("the statement", closure?.statement, is: signed[0])
      try expect("the calls", closure?.handedOver, is: [])
      try expect("the recordings", closure?.recordings, is: [])
      try expect("what is to be done", try await store.erasure.unfinished(), is: [])
    },
    ContractCheck("who is erased is listed by id, page by page; who is only closed isn't") { store in
      let ids: [Tenant.ID] = [Sample.id(0xE1), Sample.id(1 << 127), Sample.id(0xE0), Sample.id(1 << 90)]
      for (index, tenant) in ids.enumerated() {
        _ = try await store.erasure.close(tenant, by: .commandLine, at: Sample.moment)
        guard index > 0 else { continue }
        let statement = ErasureStatement(
          tenant: tenant, counts: [], auditHead: AuditHead(position: 1, hash: AuditHash([])), at: Sample.moment)
        try await store.erasure.finish(
          SignedErasureStatement(statement, signature: StatementSignature(publicKey: [1], bytes: [2])))
      }
      let first = try await store.erasure.erased(after: nil, limit: 2)
      try expect("the first page", first, is: [ids[2], ids[3]])
      try expect("the last one", try await store.erasure.erased(after: first.last, limit: 2), is: [ids[1]])
      try expect("nothing behind", try await store.erasure.erased(after: ids[1], limit: 2), is: [])
    },
  ]

  /// Sweeps until nothing is left, whoever else does.
  private static func sweep(
    _ part: ErasurePart, of tenant: Tenant.ID, in store: any ErasableStore
  ) async throws(StoreFailure) {
    var place = SweepPlace.start
    while true {
      switch try await store.erasure.sweep(part, of: tenant, from: place, limit: 7) {
      case .rows(_, let next): place = next
      case .elsewhere: await Task.yield()
      case .nothingLeft: return
      }
    }
  }

  private static func shut(_ tenant: Tenant.ID, in store: any ErasableStore) async throws(StoreFailure) {
    _ = try await store.erasure.close(tenant, by: .server, at: Sample.moment)
    try await store.erasure.destroyKeys(of: tenant, at: Sample.moment)
  }

  private static func fill(
    _ id: Tenant.ID, in store: any ErasableStore, utterances count: Int = 1
  ) async throws(StoreFailure) {
    try await store.transaction(for: id) { scope throws(StoreFailure) in
      try await scope.save(tenant(id))
      try await scope.save(PhoneLine(number: line(of: id)))
      try await scope.save(Sample.user(1, "ada@a.example"))
      try await scope.save(Sample.call(1), facts: [.started], intentions: [.hangUp], at: Sample.moment)
      try await scope.append(Sample.draft(1))
      try await scope.append(
        (0..<count).map { Utterance(.caller, "word \($0)", at: Sample.moment) }, to: Sample.id(1))
    }
  }

  private static func number(of tenant: Tenant.ID) -> Int { tenant == Sample.tenantA ? 1 : 2 }
  private static func domain(of tenant: Tenant.ID) -> TenantDomain { Sample.domain("t\(number(of: tenant)).example") }
  private static func line(of tenant: Tenant.ID) -> PhoneNumber { Sample.number(100 + number(of: tenant)) }
  private static func tenant(_ id: Tenant.ID) -> Tenant { Sample.tenant(id, at: domain(of: id).text) }
}
