import LoadTests
import MemoryStore
import Testing
import VoiceCore

@Suite struct AnalyticsRunTests {
  private static let tenant = Tenant.ID(0xA001)

  private static func kept(in store: MemoryStore) async throws -> [KeptTally] {
    try await store.read(for: tenant) { scope throws(StoreFailure) in
      try await scope.tallies(after: nil, limit: 100_000)
    }
  }

  @Test func `a year is kept as counting its calls keeps it`() async throws {
    let year = AnalyticsYear(calls: 60, seed: 7)
    let made = MemoryStore()
    let rows = try await year.fill(made)
    let counted = MemoryStore()
    let kinds = LoadStory.all(seed: 7)
    var number = 0
    for day in 0..<AnalyticsYear.days {
      for (quarter, kind) in year.beginnings(of: day) {
        number += 1
        let (call, facts) = kinds[kind].told(as: number, at: AnalyticsYear.moment(day, quarter: quarter))
        // As the log was told it: what happened at one moment in one commit.
        for moment in Set(facts.map(\.at)).sorted() {
          try await counted.transaction(for: Self.tenant) { scope throws(StoreFailure) in
            try await scope.save(call, facts: facts.filter { $0.at == moment }.map(\.fact), intentions: [], at: moment)
          }
        }
      }
    }
    while try await !CountCalls(store: counted)(of: Self.tenant) {}
    let kept = try await Self.kept(in: made)
    #expect(number == 60 && kept.count == rows)
    #expect(kept == (try await Self.kept(in: counted)))
  }

  @Test func `a year of few calls is asked in every way within its bound`() async throws {
    let figures = try await AnalyticsRun(
      AnalyticsYear(calls: 500), on: MemoryStore(), called: "memory", zones: FixedZones())(times: 1)
    #expect(figures.count == 6 && figures.allSatisfy { $0.value > 0 && $0.bound == .atMost(200) })
  }
}

/// Clocks that are always an hour ahead.
private struct FixedZones: TimeZones {
  func offset(of zone: TimeZoneName, at moment: Timestamp) -> ZoneOffset? { ZoneOffset(secondsEast: 3_600) }
}
