import VoiceCore

extension StoreContract {
  static let outbound: [ContractCheck<any Store>] = [
    ContractCheck("a tenant who has placed no call has an empty ledger, and the last one kept is the one that is read")
    {
      store in
      let none = try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.outboundLedger()
      }
      try expect("the first ledger", none, is: OutboundLedger())
      var changed = Sample.outboundLedger
      changed.drop([Sample.id(1)])
      for ledger in [Sample.outboundLedger, changed] {
        try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in try await scope.save(ledger) }
      }
      let kept = try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.outboundLedger()
      }
      try expect("the ledger", kept, is: changed)
    }
  ]
}

extension Sample {
  /// Two calls that were admitted within a second.
  static let outboundLedger: OutboundLedger = {
    var ledger = OutboundLedger()
    for number in 1...2 {
      // An empty ledger has room for both.
      try? ledger.admit(
        id(UInt128(number)), to: Sample.number(160 + number), at: moment + .seconds(number), by: .standard)
    }
    return ledger
  }()
}
