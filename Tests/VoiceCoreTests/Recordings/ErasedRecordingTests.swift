import Generators
import Testing
import VoiceCore

@Suite("Recordings of tenants that go")
struct ErasedRecordingTests {
  @Test func `what is kept goes, and the carrier deletes what it has, before anybody signs for it`() async throws {
    let desk = try await RecordingDesk()
    let kept = try await desk.finished([1, 2])
    try await desk.work(rounds: 2)
    let key = try #require(try await desk.recording(kept).object(of: desk.tenant))
    // Another call's is complete, and was not fetched yet.
    let other = try await desk.another()
    desk.carrier.complete("RE2", [3])
    let store = try #require(desk.world.store as? any ErasableStore)
    let erase = EraseTenant(
      store: store, objects: desk.objects, telephony: Carrier(), signer: ErasingBench.signer, time: desk.world.time,
      auditing: desk.world.auditing, recorder: desk.carrier)
    _ = try await store.erasure.close(desk.tenant, by: .server, at: desk.world.time.now())
    desk.carrier.fail(.unavailable)
    guard case .settling = try await erase(desk.tenant) else { throw StoreFailure.conflict }
    #expect(try await store.erasure.closure(of: desk.tenant)?.recordings.map(\.name) == ["RE2"])
    #expect(try await desk.objects.get(key) == nil)
    desk.world.time.advance(by: .seconds(601))
    desk.carrier.fail(.unavailable)
    guard case .settling = try await erase(desk.tenant) else { throw StoreFailure.conflict }
    #expect(desk.carrier.copies == 1)
    desk.world.time.advance(by: Recording.checkPause)
    guard case .erased = try await erase(desk.tenant) else { throw StoreFailure.conflict }
    #expect(desk.carrier.copies == 0)
    await #expect(throws: StoreFailure.notFound) {
      try await desk.world.store.transaction(for: desk.tenant) { scope throws(StoreFailure) in
        try await scope.save(Recording(of: other, at: Timestamp(microseconds: 0)))
      }
    }
  }

  @Test func `a carrier that never deletes is asked for a week, and no longer`() async throws {
    let desk = try await RecordingDesk()
    _ = try await desk.recorded()
    desk.carrier.complete("RE1", [3])
    let store = try #require(desk.world.store as? any ErasableStore)
    let erase = EraseTenant(
      store: store, objects: desk.objects, telephony: Carrier(), signer: ErasingBench.signer, time: desk.world.time,
      auditing: desk.world.auditing)
    _ = try await store.erasure.close(desk.tenant, by: .server, at: desk.world.time.now())
    _ = try await erase(desk.tenant)
    desk.world.time.advance(by: Recording.deletionPatience - .seconds(1))
    guard case .settling = try await erase(desk.tenant) else { throw StoreFailure.conflict }
    desk.world.time.advance(by: .seconds(1))
    guard case .erased = try await erase(desk.tenant) else { throw StoreFailure.conflict }
  }
}

extension RecordingDesk {
  /// One more call, which is recorded.
  fileprivate func another() async throws -> Call {
    guard case .announce(_, let token, let place) = try await world.answer(try world.announcement("CA2")) else {
      throw StoreFailure.notFound
    }
    _ = try await world.join(token: token, carrierCall: "CA2")
    _ = try await attend(Recording.ID(of: place.call), of: tenant)
    return try await world.call(place)
  }
}
