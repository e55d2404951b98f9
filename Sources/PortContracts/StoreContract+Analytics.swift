import VoiceCore

extension StoreContract {
  static let analytics: [ContractCheck<any Store>] = [
    ContractCheck("figures are read day after day, each tenant's, department's and subject's by themselves") { store in
      try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        for day in [5, 2, -1, 3, 40] { try await scope.save(Sample.tally(1, day: day)) }
        for other in [Sample.tally(9, day: 3, of: Sample.id(1)), Sample.tally(9, day: 3, about: .queue)] {
          try await scope.save(other)
        }
        try await scope.save(Sample.tally(2, day: 3))
        try await scope.removeTally(Sample.tally(1, day: 2).id)
        try await scope.removeTally(Sample.tally(1, day: 2).id)
      }
      try await store.transaction(for: Sample.tenantB) { scope throws(StoreFailure) in
        try await scope.save(Sample.tally(7, day: 3))
      }
      let found = try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in
        let first = try await scope.tallies(after: nil, limit: 4)
        return [
          try await scope.tallies(of: nil, about: .calls, in: Sample.run(of: -1..<4)),
          try await scope.tallies(of: nil, about: .calls, in: Sample.run(of: 6..<40)),
          try await scope.tallies(of: Sample.id(1), about: .calls, in: Sample.run(of: 0..<9)),
          first, try await scope.tallies(after: first.last?.id, limit: 9),
        ]
      }
      try expect("days", found.map { $0.map(\.id.slot.day) }, is: [[-1, 3], [], [3], [-1, 3, 5, 40], [3, 3]])
      try expect("the later figures are kept", found[0].last, is: Sample.tally(2, day: 3))
    }
  ]

  static func fillAnalytics(_ scope: any TenantScope) async throws(StoreFailure) {
    try await scope.save(Sample.tally(1, day: 1))
  }
}

/// What every read of a tenant's figures finds.
struct AnalyticsContents: Equatable, Sendable {
  var progress = AnalyticsProgress()
  var tally: KeptTally?
  var run: [KeptTally] = []
  var all: [KeptTally] = []

  /// What `StoreContract.fillAnalytics` leaves.
  static let filled: AnalyticsContents = {
    var filled = AnalyticsContents()
    filled.tally = Sample.tally(1, day: 1)
    filled.run = [Sample.tally(1, day: 1)]
    filled.all = filled.run
    return filled
  }()

  /// Nothing.
  init() {}

  /// Everything, through a scope.
  init(_ scope: any TenantSnapshot) async throws(StoreFailure) {
    progress = try await scope.analyticsProgress()
    tally = try await scope.tally(Sample.tally(1, day: 1).id)
    run = try await scope.tallies(of: nil, about: .calls, in: Sample.run(of: 0..<3))
    all = try await scope.tallies(after: nil, limit: 10)
  }
}

extension Sample {
  /// The figures of a day on which so many calls took an hour.
  static func tally(
    _ count: Int, day: Int, of department: Department.ID? = nil, about subject: AnalyticsSubject = .calls
  ) -> KeptTally {
    var tally = AnalyticsTally()
    for _ in 0..<count { tally.add(3_600_000, to: .duration) }
    return KeptTally(id: KeptTally.ID(subject, of: department, in: slot(of: day)), tally: tally)
  }

  /// The whole of days.
  static func run(of days: Range<Int>) -> AnalyticsSlot.Run { AnalyticsSlot.Run(level: .day, index: 0, days: days) }

  private static func slot(of day: Int) -> AnalyticsSlot {
    AnalyticsSlot(.day, holding: Timestamp(microseconds: 0) + .seconds(day * 86_400))
  }
}
