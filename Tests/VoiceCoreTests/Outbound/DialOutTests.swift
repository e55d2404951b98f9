import Generators
import Testing
import VoiceCore

@Suite("Ringing once, whatever is lost (property 16)")
struct DialOutTests {
  @Test func `after an answer that was lost the carrier is asked, and nobody is rung twice`() async throws {
    let desk = try await CallingDesk()
    desk.exchange.loseAnswer()
    let call = try await desk.place()
    #expect(call.carrierID.isAwaited)
    #expect(try await desk.world.pending(desk.spot(call)) == [.dial])
    #expect(try await desk.resume(of: desk.office.tenant) == ResumeIntentions.Tally())
    desk.world.time.advance(by: ResumeIntentions.handsOff)
    #expect(try await desk.resume(of: desk.office.tenant).settled == 1)
    #expect(desk.exchange.orders.count == 1 && desk.exchange.lookUps == 1)
    #expect(try await desk.now(call).carrierID.text == "CAout1")
    #expect(try await desk.world.pending(desk.spot(call)) == [])
  }

  @Test func `the carrier's own word about the leg comes first, and settles it`() async throws {
    let desk = try await CallingDesk()
    desk.exchange.loseAnswer()
    let call = try await desk.place()
    let leg = try #require(CarrierCallID("CAout1"))
    try await desk.hear(.ringing, of: leg, desk.spot(call))
    #expect(try await desk.now(call).carrierID == leg)
    desk.world.time.advance(by: ResumeIntentions.handsOff)
    #expect(try await desk.resume(of: desk.office.tenant) == ResumeIntentions.Tally())
    #expect(desk.exchange.lookUps == 0)
    // Another leg isn't the call's, whatever its address says.
    let stray = try #require(CarrierCallID("CAout2"))
    try await desk.hear(.over(.hungUp), of: stray, desk.spot(call))
    #expect(try await !desk.now(call).hasEnded)
  }

  @Test func `what surely wasn't done is done later, once`() async throws {
    let desk = try await CallingDesk()
    desk.exchange.fail(.throttled)
    let call = try await desk.place()
    #expect(call.carrierID.isAwaited && !call.hasEnded)
    desk.world.time.advance(by: ResumeIntentions.handsOff)
    #expect(try await desk.resume(of: desk.office.tenant).settled == 1)
    #expect(desk.exchange.orders.count == 1)
    #expect(try await desk.now(call).carrierID.text == "CAout1")
  }

  @Test func `nobody is rung long after it was wanted: the call ends`() async throws {
    let desk = try await CallingDesk()
    desk.exchange.fail(.unavailable)
    let call = try await desk.place()
    desk.world.time.advance(by: DialOut.patience)
    // While it can't be known whether it rings, nothing is given up.
    desk.exchange.fail(.unavailable)
    #expect(try await desk.resume(of: desk.office.tenant).postponed == 1)
    desk.world.time.advance(by: ResumeIntentions.firstPause)
    #expect(try await desk.resume(of: desk.office.tenant).settled == 1)
    #expect(desk.exchange.orders.isEmpty)
    #expect(try await desk.record(of: call)?.disposition == .failed)
    #expect(desk.told.all == ["outbound failed"])
  }

  @Test func `what the carrier refuses ends at once`() async throws {
    let desk = try await CallingDesk()
    desk.exchange.fail(.refused(status: 400))
    let call = try await desk.place()
    #expect(call.ending?.cause == .carrierFailed)
    #expect(try await desk.world.pending(desk.spot(call)) == [])
    #expect(try await desk.record(of: call)?.disposition == .failed)
  }

  @Test func `a leg of a call that is over by then is hung up`() async throws {
    let desk = try await CallingDesk()
    desk.exchange.loseAnswer()
    let call = try await desk.place()
    _ = try await desk.world.end(.id(call.id), of: desk.office.tenant, because: .closed)
    desk.world.time.advance(by: ResumeIntentions.handsOff)
    _ = try await desk.resume(of: desk.office.tenant)
    #expect(desk.carrier.asked.contains("hangUp CAout1"))
    #expect(try await desk.world.pending(desk.spot(call)).allSatisfy { $0 != .dial })
  }

  @Test func `nobody looks for the leg of a call that rings, nor sends it elsewhere`() async throws {
    let desk = try await CallingDesk()
    let rescue = RescueCall(store: desk.world.store, carrier: desk.carrier, time: desk.world.time)
    desk.exchange.loseAnswer()
    let waiting = try await desk.place()
    desk.world.time.advance(by: .seconds(120))
    #expect(try await rescue(try await live(waiting, desk), of: desk.office.tenant) == .isHeld)
    #expect(desk.carrier.asked.isEmpty)
    try await desk.hear(.ringing, of: try #require(CarrierCallID("CAout1")), desk.spot(waiting))
    #expect(try await rescue(try await live(waiting, desk), of: desk.office.tenant) == .isHeld)
    #expect(desk.carrier.asked == ["state CAout1"])
    desk.carrier.set("CAout1", .over(.unanswered))
    #expect(try await rescue(try await live(waiting, desk), of: desk.office.tenant) == .over)
    #expect(try await desk.record(of: waiting)?.disposition == .noAnswer)
  }

  private func live(_ call: Call, _ desk: CallingDesk) async throws -> LiveCall {
    let live = try await desk.world.store.read(for: desk.office.tenant) { scope throws(StoreFailure) in
      try await scope.liveCall(call.id)
    }
    return try #require(live)
  }
}
