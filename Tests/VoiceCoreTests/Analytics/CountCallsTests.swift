import Generators
import Testing
import VoiceCore

@Suite("Counting calls")
struct CountCallsTests {
  private func figures(
    _ subject: AnalyticsSubject, in world: World, for bearer: Bearer? = nil
  ) async throws -> AnalyticsTally {
    let end = AnalyticsWindow.endOfQuarter(holding: world.time.now())
    let window = try AnalyticsWindow(from: end - .seconds(3_600), to: end, by: DeclaredTimeZones().offset(of:at:))
    let whose = bearer ?? .user(Identifier(1), .tenantAdmin, of: world.tenant)
    return try await ReadAnalytics(store: world.store)(subject, over: window, for: whose, of: world.tenant).total
  }

  @Test func `a call counts once it is over, and once`() async throws {
    let world = try await World()
    let place = try await world.callInProgress().place
    #expect(try await figures(.calls, in: world)[.direction(.inbound)] == 0)
    world.time.advance(by: .seconds(7))
    _ = try await world.end(.id(place.call), of: place.tenant, because: .hungUp)
    for _ in 1...2 {
      let calls = try await figures(.calls, in: world)
      #expect(calls[.direction(.inbound)] == 1 && calls[.answered] == 1 && calls[.screened(.allow)] == 1)
      #expect(calls[.outcome(.nothingAsked)] == 1 && calls[.duration].count == 1)
      #expect((7_000...7_001).contains(calls[.duration].sum))
    }
    #expect(try await figures(.ai, in: world)[.conversations] == 1)
  }

  @Test func `whoever may see nothing is told nothing, and a department's people its own figures`() async throws {
    let world = try await World()
    let place = try await world.callInProgress().place
    _ = try await world.end(.id(place.call), of: place.tenant, because: .hungUp)
    for role in [Role.agent, .supervisor] {
      let tally = try await figures(.calls, in: world, for: .user(Identifier(5), role, of: world.tenant))
      #expect(tally == AnalyticsTally())
    }
  }

  @Test func `a follower's round counts each tenant, and one that is gone is no failure`() async throws {
    let world = try await World()
    let place = try await world.callInProgress().place
    _ = try await world.end(.id(place.call), of: place.tenant, because: .hungUp)
    let progress = await FollowLog(store: world.store, reader: CountCalls(store: world.store))(
      FollowLog.Progress(), at: world.time.now())
    #expect(progress.failure == nil && progress.behind.isEmpty)
    let kept = try await world.store.read(for: world.tenant) { scope throws(StoreFailure) in
      try await scope.tallies(after: nil, limit: 500)
    }
    // Calls and the receptionist, by quarter of an hour, hour, four hours and day.
    #expect(kept.count == 8 && kept.allSatisfy { $0.id.department == nil })
    #expect(try await CountCalls(store: world.store).catchUp(with: Identifier(77)))
  }

  @Test func `everything can be counted anew, and comes to the same`() async throws {
    let world = try await World()
    let place = try await world.callInProgress().place
    _ = try await world.end(.id(place.call), of: place.tenant, because: .hungUp)
    let before = try await figures(.calls, in: world)
    try await RecountCalls(store: world.store)(of: world.tenant, at: world.time.now())
    #expect(try await figures(.calls, in: world) == before)
    // Of a log that is forgotten nothing can be counted again, and nothing is lost.
    _ = try await ForgetLog(store: world.store)(endedBefore: world.time.now() + .seconds(1), of: world.tenant)
    try await RecountCalls(store: world.store)(of: world.tenant, at: world.time.now())
    #expect(try await figures(.calls, in: world) == before)
  }
}
