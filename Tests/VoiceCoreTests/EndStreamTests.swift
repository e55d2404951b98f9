import Generators
import Testing
import VoiceCore

@Suite("The end of a media stream")
struct EndStreamTests {
  private let carrier = Carrier()

  @Test func `a caller who hangs up ends the call`() async throws {
    let world = try await World()
    let joined = try await world.callInProgress()
    #expect(try await world.endStream(joined.stream, of: joined.place, because: .stopped).isFirst)
    #expect(try await world.call(joined.place).ending?.cause == .hungUp)
    #expect(try await world.live(joined.place) == nil)
    #expect(try await world.endStream(joined.stream, of: joined.place, because: .stopped).isFirst == false)
  }

  @Test func `a stream that the carrier closed because another node asked for the call doesn't end it`() async throws {
    let world = try await World()
    let joined = try await world.callInProgress()
    let seen = try #require(try await world.live(joined.place))
    let rescue = RescueCall(store: world.store, carrier: carrier, time: world.time)
    #expect(try await rescue(seen, of: joined.place.tenant) == .broughtBack)
    #expect(try await world.endStream(joined.stream, of: joined.place, because: .stopped).isFirst == false)
    let next = try await world.next(joined.carrierID, dialled: world.plan.lines[0].number)
    guard case .reconnect(let token, _) = next else {
      Issue.record("the call doesn't go on: \(next)")
      return
    }
    #expect(try await world.join(token: token, carrierCall: "CA1").stream == 2)
  }

  @Test func `a redirect that comes late, and stops the stream that has already come back, doesn't end the call`()
    async throws
  {
    let world = try await World()
    let joined = try await world.callInProgress()
    let seen = try #require(try await world.live(joined.place))
    let rescue = RescueCall(store: world.store, carrier: carrier, time: world.time)
    _ = try await rescue(seen, of: joined.place.tenant)
    // The carrier had asked by itself, before the request reached it.
    guard case .reconnect(let token, _) = try await world.next(joined.carrierID, dialled: world.plan.lines[0].number)
    else { throw StoreFailure.notFound }
    let second = try await world.join(token: token, carrierCall: "CA1")
    #expect(try await world.endStream(second.stream, of: second.place, because: .stopped).isFirst == false)
    let live = try #require(try await world.live(second.place))
    #expect(live.holder == .carrier)
    #expect(live.awaitedSince != nil)
    // Later a stop is what it is.
    guard case .reconnect(let third, _) = try await world.next(joined.carrierID, dialled: world.plan.lines[0].number)
    else { throw StoreFailure.notFound }
    let last = try await world.join(token: third, carrierCall: "CA1")
    world.time.advance(by: EndStream.redirectTime)
    #expect(try await world.endStream(last.stream, of: last.place, because: .stopped).isFirst)
  }

  @Test func `a stream that we left leaves the call to the carrier, who is to ask what is next`() async throws {
    let world = try await World()
    let joined = try await world.callInProgress()
    _ = try await world.advance(.personWanted(.callerWish, nil), in: joined.place)
    #expect(try await world.endStream(joined.stream, of: joined.place, because: .left).isFirst == false)
    let live = try #require(try await world.live(joined.place))
    #expect(live.holder == .carrier)
    #expect(live.awaitedSince != nil)
    _ = try await world.next(joined.carrierID, dialled: world.plan.lines[0].number)
    let asked = try #require(try await world.live(joined.place))
    #expect(asked.awaitedSince == nil)
    // Told late, it takes nothing back.
    try await world.endStream(joined.stream, of: joined.place, because: .left)
    #expect(try await world.live(joined.place) == asked)
  }

  @Test func `a stream that broke after a hand-over was decided leaves the call to the carrier`() async throws {
    let world = try await World()
    let joined = try await world.callInProgress()
    _ = try await world.advance(.personWanted(.callerWish, nil), in: joined.place)
    #expect(try await world.endStream(joined.stream, of: joined.place, because: .lost).isFirst == false)
    #expect(try await world.live(joined.place)?.holder == .carrier)
  }

  @Test func `a stream that broke doesn't end a call that is being brought to another node`() async throws {
    let world = try await World()
    let joined = try await world.callInProgress()
    let seen = try #require(try await world.live(joined.place))
    _ = try await RescueCall(store: world.store, carrier: carrier, time: world.time)(seen, of: joined.place.tenant)
    #expect(try await world.endStream(joined.stream, of: joined.place, because: .lost).isFirst == false)
    #expect(try await world.call(joined.place).hasEnded == false)
  }
}
