import CallRuntime
import Logging
import MediaBridge
import Testing
import VoiceCore

@Suite("The worker that erases tenants", .timeLimit(.minutes(1)))
struct ErasureWorkerTests {
  @Test func `a caller of a closed tenant hears a goodbye, and the tenant is erased`() async throws {
    try await Stage().open { stage in
      let (leg, place) = try await stage.arrive()
      try await stage.until { leg.isAttached }
      _ = try await stage.store.erasure.close(place.tenant, at: stage.time.now())
      let worker = stage.eraser(settling: .zero)
      _ = await worker.turn([:])
      try await stage.until { stage.receptionist.directives == [.close] }
      stage.receptionist.say(.finished)
      try await stage.until { stage.live.count == 0 }
      #expect(leg.departures == [.finished])
      #expect(try await stage.store.erasure.closure(of: place.tenant)?.statement != nil)
      #expect(await worker.turn([:]).isEmpty)
    }
  }

  @Test func `a goodbye that doesn't come to its end is cut short`() async throws {
    try await Stage().open { stage in
      let (leg, place) = try await stage.arrive()
      try await stage.until { leg.isAttached }
      _ = try await stage.store.erasure.close(place.tenant, at: stage.time.now())
      let worker = stage.eraser(settling: .seconds(600))
      let plan = await worker.turn([:])
      #expect(plan.count == 1)
      try await stage.until { stage.receptionist.directives == [.close] }
      _ = await worker.turn(plan)
      #expect(leg.departures.isEmpty)
      stage.time.advance(by: .seconds(30))
      _ = await worker.turn(plan)
      try await stage.until { stage.live.count == 0 }
      #expect(leg.departures == [.finished])
      #expect(try await stage.store.erasure.closure(of: place.tenant)?.statement == nil)
    }
  }
}

extension Stage {
  func eraser(settling: Duration) -> ErasureWorker {
    let auditing = Auditing(time: time, ids: IDSource { 1 }, digest: AuditDigest { Array($0.suffix(8)) })
    let signer = StatementSigner(
      sign: { StatementSignature(publicKey: [], bytes: $0) }, verify: { $0.bytes == $1 })
    let erase = EraseTenant(
      store: store, objects: nil, telephony: telephony, signer: signer, time: time, auditing: auditing,
      rule: ErasureRule(settling: settling))
    return ErasureWorker(
      erasure: store.erasure, erase: erase, live: live, time: time, goodbye: .seconds(30),
      deadline: .seconds(24 * 60 * 60), log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
  }
}
