import Generators
import Testing
import VoiceCore

@Suite("Taking up what nobody has brought about")
struct ResumeIntentionsTests {
  private let carrier = Carrier()

  @Test func `a hang-up whose node died is carried out once its time is over, and settled`() async throws {
    let world = try await World()
    let place = try await wantedHangUp(in: world)
    #expect(try await resume(in: world)(of: place.tenant) == ResumeIntentions.Tally())
    #expect(carrier.asked.isEmpty)
    world.time.advance(by: ResumeIntentions.handsOff)
    #expect(try await resume(in: world)(of: place.tenant).settled == 1)
    #expect(carrier.asked == ["hangUp CA1"])
    #expect(try await world.pending(place) == [])
    world.time.advance(by: ResumeIntentions.longestPause)
    #expect(try await resume(in: world)(of: place.tenant) == ResumeIntentions.Tally())
    #expect(carrier.asked.count == 1)
  }

  @Test func `after an answer that was lost the carrier is asked how the leg stands, and not told twice`() async throws
  {
    let world = try await World()
    let place = try await wantedHangUp(in: world)
    world.time.advance(by: ResumeIntentions.handsOff)
    carrier.loseAnswer()
    #expect(try await resume(in: world)(of: place.tenant).postponed == 1)
    #expect(try await resume(in: world)(of: place.tenant) == ResumeIntentions.Tally())
    world.time.advance(by: ResumeIntentions.firstPause)
    #expect(try await resume(in: world)(of: place.tenant).settled == 1)
    #expect(carrier.asked == ["hangUp CA1", "state CA1"])
  }

  @Test(arguments: [TelephonyFailure.unavailable, .throttled, .refused(status: 401), .notConfigured])
  func `it is attempted with longer and longer pauses, as long as the carrier could have the leg`(
    failure: TelephonyFailure
  ) async throws {
    let world = try await World()
    let place = try await wantedHangUp(in: world)
    let wanted = world.time.now()
    world.time.advance(by: ResumeIntentions.handsOff)
    carrier.failAlways(failure)
    var pause = ResumeIntentions.firstPause
    while world.time.now() + pause < wanted + ResumeIntentions.maximumAge {
      #expect(try await resume(in: world)(of: place.tenant).postponed == 1)
      // A second before its time nothing is asked.
      world.time.advance(by: pause - .seconds(1))
      #expect(try await resume(in: world)(of: place.tenant) == ResumeIntentions.Tally())
      world.time.advance(by: .seconds(1))
      pause = min(pause * 2, ResumeIntentions.longestPause)
    }
    #expect(pause == ResumeIntentions.longestPause)
    #expect(try await world.pending(place) == [.hangUp])
    world.time.advance(by: pause)
    #expect(try await resume(in: world)(of: place.tenant).givenUp + resume(in: world)(of: place.tenant).givenUp == 1)
    #expect(try await world.pending(place) == [])
  }

  @Test func `a carrier that refused for an hour hangs up when it may be asked again`() async throws {
    let world = try await World()
    let place = try await wantedHangUp(in: world)
    world.time.advance(by: ResumeIntentions.handsOff)
    carrier.fail(.refused(status: 401))
    #expect(try await resume(in: world)(of: place.tenant).postponed == 1)
    world.time.advance(by: .seconds(3_600))
    #expect(try await resume(in: world)(of: place.tenant).settled == 1)
    #expect(carrier.asked == ["hangUp CA1", "state CA1", "hangUp CA1"])
    #expect(try await world.pending(place) == [])
  }

  @Test func `nothing is begun once it is time to end`() async throws {
    let world = try await World()
    let place = try await wantedHangUp(in: world)
    world.time.advance(by: ResumeIntentions.handsOff)
    #expect(try await resume(in: world)(of: place.tenant, while: { false }) == ResumeIntentions.Tally())
    #expect(carrier.asked.isEmpty)
  }

  @Test func `of two who take up the same at once one does`() async throws {
    let world = try await World()
    let place = try await wantedHangUp(in: world)
    world.time.advance(by: ResumeIntentions.handsOff)
    async let first = resume(in: world)(of: place.tenant)
    async let second = resume(in: world)(of: place.tenant)
    _ = try await (first, second)
    #expect(carrier.asked == ["hangUp CA1"])
  }

  @Test func `a hand-over is wanted as long as the call runs, and no longer`() async throws {
    let world = try await World()
    let place = try await world.callInProgress().place
    _ = try await world.advance(.personWanted(.callerWish, nil), in: place)
    world.time.advance(by: ResumeIntentions.longestPause)
    #expect(try await resume(in: world)(of: place.tenant) == ResumeIntentions.Tally())
    #expect(try await world.pending(place).count == 1)
    _ = try await world.end(.id(place.call), of: place.tenant, because: .closed)
    world.time.advance(by: ResumeIntentions.longestPause)
    #expect(try await resume(in: world)(of: place.tenant).settled == 2)
    #expect(try await world.pending(place) == [])
  }

  private func resume(in world: World) -> ResumeIntentions {
    ResumeIntentions(store: world.store, carrier: carrier, time: world.time)
  }

  /// A call that ended from our side, whose node died before it told the carrier.
  private func wantedHangUp(in world: World) async throws -> CallPlace {
    let place = try await world.callInProgress().place
    _ = try await world.end(.id(place.call), of: place.tenant, because: .drained)
    #expect(try await world.pending(place) == [.hangUp])
    return place
  }
}
