import PostgresStore
import Testing
import VoiceCore

@Suite("Round trips")
struct RoundTripTests {
  private static let one = WireTap.Counts(trips: 1, syncs: 1, ready: 1)

  @Test func `a look, a commit and each look of a hold are one round trip, also the first time`() async throws {
    let database = try await TestDatabase()
    let tap = WireTap(before: database.port)
    let pool = try database.pool(through: tap) { $0.size = 1 }
    _ = try await pool.look(.platform, [Statement("SELECT 1")])  // connects
    _ = tap.takeCounts()
    for id: Int64 in 1...3 {
      _ = try await pool.look(.tenant(.a), [words])
      #expect(tap.takeCounts() == Self.one)
      _ = try await pool.commit(.tenant(.a), isolation: .serializable, [insert(id, "one", of: .a), words])
      #expect(tap.takeCounts() == Self.one)
    }
    try await pool.hold(.tenant(.a)) { held in
      _ = try await held.look([words])
      #expect(tap.takeCounts() == Self.one)
      _ = try await held.look([words, words])
      #expect(tap.takeCounts() == Self.one)
    }
    await pool.close()
    tap.close()
  }

  @Test func `a commit that fails takes a second trip to roll back`() async throws {
    let database = try await TestDatabase()
    let tap = WireTap(before: database.port)
    let pool = try database.pool(through: tap) { $0.size = 1 }
    _ = try await pool.commit(.tenant(.a), isolation: .serializable, [insert(1, of: .a)])
    _ = tap.takeCounts()
    _ = await failure { try await pool.commit(.tenant(.a), isolation: .serializable, [insert(1, of: .a)]) }
    #expect(tap.takeCounts() == .init(trips: 2, syncs: 2, ready: 2))
    await pool.close()
    tap.close()
  }

  @Test func `a commit whose answer is lost has an unknown outcome, and a look's answer is repeatable`() async throws {
    let database = try await TestDatabase()
    let tap = WireTap(before: database.port)
    let pool = try database.pool(through: tap) { $0.size = 1 }
    _ = try await pool.look(.tenant(.a), [words])
    tap.set(.cutAtAnswer)
    let unknown = await failure {
      try await pool.commit(.tenant(.a), isolation: .serializable, [insert(1, "there", of: .a)])
    }
    guard case .outcomeUnknown = unknown else {
      Issue.record("\(String(describing: unknown))")
      return
    }
    tap.set(.pass)
    #expect(try await pool.look(.tenant(.a), [words]).words == ["there"], "the server had committed")
    tap.set(.cutAtAnswer)
    let away = await failure { try await pool.look(.tenant(.a), [words]) }
    guard case .unreachable = away else {
      Issue.record("\(String(describing: away))")
      return
    }
    tap.set(.pass)
    #expect(try await pool.look(.tenant(.a), [words]).words == ["there"])
    await pool.close()
    tap.close()
  }

  @Test func `a network that swallows answers ends every wait`() async throws {
    let database = try await TestDatabase()
    let tap = WireTap(before: database.port)
    let pool = try database.pool(through: tap) {
      $0.size = 1
      $0.answerLimit = .milliseconds(200)
    }
    _ = try await pool.look(.tenant(.a), [words])
    tap.set(.swallowAnswers)
    #expect(await failure { try await pool.look(.tenant(.a), [words]) } == .timedOut(.answer))
    tap.set(.pass)
    _ = try await pool.look(.tenant(.a), [words])
    tap.set(.swallowAnswers)
    let unknown = await failure {
      try await pool.commit(.tenant(.a), isolation: .serializable, [insert(1, of: .a)])
    }
    guard case .outcomeUnknown = unknown else {
      Issue.record("\(String(describing: unknown))")
      return
    }
    tap.set(.pass)
    #expect(try await pool.look(.tenant(.a), [words])[0].count == 1)
    await pool.close()
    tap.close()
  }
}
