import VoiceCore

extension StoreContract {
  static let credits: [ContractCheck<any Store>] = [
    ContractCheck("the journal of credits comes newest first, in pages, and an account is as it was kept") { store in
      var account = BillingAccount(plan: .business, atLimit: .refuse)
      let (_, change) = account.admit(at: Sample.moment)
      let kept = account
      try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.save(kept)
        for entry in change.entries { try await scope.save(entry) }
        for number in 2...5 { try await scope.save(Sample.creditEntry(number)) }
      }
      let (pages, found) = try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in
        var pages: [[Int]] = []
        for place in [nil, 4, 2, 1] as [Int?] {
          pages.append(try await scope.creditEntries(before: place, limit: 2).map(\.number))
        }
        return (pages, try await scope.billingAccount())
      }
      try expect("the pages", pages, is: [[5, 4], [3, 2], [1], []])
      try expect("the account", found, is: kept)
    }
  ]
}

extension Sample {
  /// An entry of this number: a call that used a minute.
  static func creditEntry(_ number: Int) -> CreditEntry {
    CreditEntry(
      number: number, at: moment, kind: .used, call: id(1),
      postings: [CreditPosting(account: .available, seconds: -60), CreditPosting(account: .used, seconds: 60)])
  }
}
