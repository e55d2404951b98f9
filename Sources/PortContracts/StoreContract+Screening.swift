import VoiceCore

extension StoreContract {
  static let screening: [ContractCheck<any Store>] = [
    ContractCheck("every change of rules and allow-list counts in the revision, and nothing else does") { store in
      let before = try await revision(of: store)
      try expect("at first", before, is: ScreeningRevision())
      try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.save(Sample.rule(1))
        try await scope.save(Sample.rule(2))
        try await scope.allow(Sample.number(150), as: Sample.id(150))
      }
      let three = try await revision(of: store)
      try expect("three changes", three.number, is: 3)
      try expect("rules", three.numbersAndKeywords, is: 2)
      try expect("allowed", three.allowed, is: 1)
      try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.save(Sample.rule(1))
        try await scope.removeSpamRule(Sample.id(9))
        try await scope.allow(Sample.number(150), as: Sample.id(151))
        try await scope.disallow(Sample.number(199))
      }
      try expect("nothing new", try await revision(of: store), is: three)
      try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.save(Sample.rule(1, weight: 7))
        try await scope.removeSpamRule(Sample.id(2))
        try await scope.disallow(Sample.number(150))
      }
      let after = try await revision(of: store)
      try expect("three more", after.number, is: 6)
      try expect("rules left", after.numbersAndKeywords, is: 1)
      try expect("allowed left", after.allowed, is: 0)
    },
    ContractCheck("rules, allow-list, reports and reviews come in pages by their names") { store in
      try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        for number in [UInt128(4), 2, 1, 3] {
          try await scope.save(Sample.rule(number))
          try await scope.allow(Sample.number(100 + Int(number)), as: Sample.id(10 - number))
          try await scope.save(Sample.report(number))
          try await scope.save(Sample.review(number, number == 3 ? .notSpam : nil))
        }
      }
      let inside = try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await Pages(scope)
      }
      let outside = try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in try await Pages(scope) }
      for pages in [inside, outside] {
        try expect("rules", pages.rules, is: [2, 3].map { Sample.id($0) })
        try expect("allow-list", pages.allowed, is: [7, 8].map { Sample.id($0) })
        try expect("reports", pages.reports, is: [2, 3].map { Sample.id($0) })
        try expect("open reviews", pages.open, is: [2, 4].map { Sample.id($0) })
        try expect("judged reviews", pages.judged, is: [Sample.id(3)])
      }
    },
    ContractCheck("an entry of the allow-list keeps its first name") { store in
      try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.allow(Sample.number(150), as: Sample.id(1))
        try await scope.allow(Sample.number(150), as: Sample.id(2))
      }
      let found = try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in
        (try await scope.allowedNumber(Sample.id(1)), try await scope.allowedNumber(Sample.id(2)))
      }
      try expect("the first", found.0, is: AllowedNumber(id: Sample.id(1), number: Sample.number(150)))
      try expect("the second", found.1, is: nil)
    },
    ContractCheck("callers who haven't called for long are found, those who were reported aren't") { store in
      try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.save(Sample.track(151, after: 20))
        try await scope.save(Sample.track(152, after: 10))
        try await scope.save(Sample.track(153, after: 5, reports: 1))
        try await scope.save(Sample.track(154, after: 100))
        try await scope.save(Sample.track(155))
        try await scope.remove(Sample.track(155))
      }
      let found = try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.callerTracks(before: Sample.moment + .seconds(60), limit: 10).map(\.number)
      }
      try expect("the longest first", found, is: [152, 151].map { Sample.number($0) })
    },
    ContractCheck("two calls of one caller at once are both remembered") { store in
      let number = Sample.number(150)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for second in 0..<4 {
          group.addTask {
            try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
              var track = try await scope.callerTrack(of: number) ?? CallerTrack(of: number)
              track.note(callAt: Sample.moment + .seconds(second))
              try await scope.save(track)
            }
          }
        }
        try await group.waitForAll()
      }
      let track = try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.callerTrack(of: number)
      }
      try expect("calls", track?.calls.count, is: 4)
    },
  ]

  private static func revision(of store: any Store) async throws -> ScreeningRevision {
    try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in try await scope.screeningRevision() }
  }
}

/// The second pages of lists.
private struct Pages: Sendable {
  let rules: [SpamRule.ID]
  let allowed: [AllowedNumber.ID]
  let reports: [SpamReport.ID]
  let open: [Call.ID]
  let judged: [Call.ID]

  init(_ scope: any TenantSnapshot) async throws(StoreFailure) {
    rules = try await scope.spamRules(after: Sample.id(1), limit: 2).map(\.id)
    allowed = try await scope.allowedNumbers(after: Sample.id(6), limit: 2).map(\.id)
    reports = try await scope.spamReports(after: Sample.id(1), limit: 2).map(\.id)
    open = try await scope.spamReviews(.open, after: Sample.id(1), limit: 2).map(\.call)
    judged = try await scope.spamReviews(.judged, after: nil, limit: 2).map(\.call)
  }
}
