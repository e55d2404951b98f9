import Generators
public import VoiceCore

/// A year of one tenant as counting its calls leaves it: figures by quarter of an hour, hour, four hours and day, of the
/// tenant and of four departments. Calls come around the clock, most of them in the daytime of working days, and are of the kinds
/// of `LoadStory`.
///
/// Each kind is counted once, as `CountCalls` does it, and its figures are added where such a call begins: what a call adds
/// depends on nothing else.
public struct AnalyticsYear: Sendable {
  /// 2026-01-01, in days since 1970-01-01.
  public static let firstDay = 20_454
  public static let days = 365
  /// Whose supervisor sees all departments and what is in none isn't told to.
  static let supervisor = User.ID(8)

  /// How many calls began in it.
  public let calls: Int
  private let seed: UInt64
  private let kinds: [CountedCall]
  private let callsOfDays: [Int]

  /// A year of so many calls, the same for a seed.
  public init(calls: Int, seed: UInt64 = 1) {
    self.calls = calls
    self.seed = seed
    kinds = LoadStory.all(seed: seed).compactMap(\.counted)
    // 1970-01-01 was a Thursday.
    let weights = (0..<Self.days).map { [10, 10, 4, 2, 10, 11, 10][(Self.firstDay + $0) % 7] }
    let total = weights.reduce(0, +)
    var (passed, given, ofDays) = (0, 0, [Int]())
    for weight in weights {
      passed += weight
      let until = calls * passed / total
      ofDays.append(until - given)
      given = until
    }
    callsOfDays = ofDays
  }

  /// The whole year.
  public static var range: Range<Timestamp> { moment(0, quarter: 0)..<moment(days, quarter: 0) }

  package static func moment(_ day: Int, quarter: Int) -> Timestamp {
    Timestamp(microseconds: 0) + .seconds((firstDay + day) * 86_400) + AnalyticsSlot.quarter * quarter
  }

  /// When the calls of a day begin, by quarters of an hour, each with its kind.
  package func beginnings(of day: Int) -> [(quarter: Int, kind: Int)] {
    var chance = SplitMix(seed: seed, stream: day)
    return (0..<callsOfDays[day]).map { _ in
      // A tenth at any time, the others from 7 to 19 o'clock.
      let quarter = chance.next(below: 10) == 0 ? chance.next(below: 96) : 28 + chance.next(below: 48)
      return (quarter, chance.next(below: kinds.count))
    }
  }

  /// A day's figures as they are kept.
  func kept(of day: Int) -> [KeptTally] {
    var quarters: [Int: [Department.ID?: [AnalyticsSubject: AnalyticsTally]]] = [:]
    for (quarter, kind) in beginnings(of: day) {
      let call = kinds[kind]
      for (subject, tally) in call.figures {
        quarters[quarter, default: [:]][nil, default: [:]].add(tally, to: subject)
      }
      for (department, figures) in call.departments {
        for (subject, tally) in figures {
          quarters[quarter, default: [:]][department, default: [:]].add(tally, to: subject)
        }
      }
    }
    var kept: [KeptTally.ID: AnalyticsTally] = [:]
    for (quarter, departments) in quarters {
      let moment = Self.moment(day, quarter: quarter)
      for (department, figures) in departments {
        for (subject, tally) in figures {
          for level in AnalyticsSlot.Level.allCases {
            let id = KeptTally.ID(subject, of: department, in: AnalyticsSlot(level, holding: moment))
            kept[id, default: AnalyticsTally()].add(tally)
          }
        }
      }
    }
    return kept.map { KeptTally(id: $0.key, tally: $0.value) }
  }

  /// Makes the tenant with its departments and somebody who sees all of them, and keeps the year, a day in a commit.
  /// - Returns: how many rows that are.
  package func fill(_ store: any Store) async throws -> Int {
    let plan = TestTenant.plan(1)
    try await ProvisionTenant(store: store)(plan)
    let departments = LoadStory.departments
    try await store.transaction(for: plan.tenant.id) { scope throws(StoreFailure) in
      for (index, id) in departments.enumerated() {
        try await scope.save(Department(id: id, name: "department \(index + 1)", number: plan.departments[0].number))
        try await scope.save(Membership(of: Self.supervisor, in: id))
      }
    }
    var rows = 0
    for day in 0..<Self.days {
      let kept = kept(of: day)
      rows += kept.count
      try await store.transaction(for: plan.tenant.id) { scope throws(StoreFailure) in
        for tally in kept { try await scope.save(tally) }
      }
    }
    return rows
  }
}

extension [AnalyticsSubject: AnalyticsTally] {
  fileprivate mutating func add(_ tally: AnalyticsTally, to subject: AnalyticsSubject) {
    self[subject, default: AnalyticsTally()].add(tally)
  }
}
