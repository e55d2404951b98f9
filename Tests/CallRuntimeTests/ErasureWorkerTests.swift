import CallRuntime
import Generators
import Logging
import MediaBridge
import MemoryStore
import RuntimeStage
import Testing
import VoiceCore

@Suite("The worker that erases tenants", .timeLimit(.minutes(1)))
struct ErasureWorkerTests {
  @Test func `a caller of a closed tenant hears a goodbye, and the tenant is erased`() async throws {
    try await Stage(over: MemoryStore()).open { stage in
      let (leg, place) = try await stage.arrive()
      try await stage.until { leg.isAttached }
      _ = try await stage.store.erasure.close(place.tenant, by: .commandLine, at: stage.time.now())
      let worker = stage.eraser(settling: .zero)
      _ = await worker.look(.init())
      try await stage.until { stage.receptionist.directives == [.close] }
      stage.receptionist.say(.finished)
      try await stage.until { stage.live.count == 0 }
      #expect(leg.departures == [.finished])
      _ = await worker.turn([:])
      #expect(try await stage.store.erasure.closure(of: place.tenant)?.statement != nil)
      #expect(await worker.turn([:]).isEmpty)
    }
  }

  @Test func `a tenant that is erased before anybody looked for its callers leaves none on the line`() async throws {
    try await Stage(over: MemoryStore()).open { stage in
      let (leg, place) = try await stage.arrive()
      try await stage.until { leg.isAttached }
      _ = try await stage.store.erasure.close(place.tenant, by: .commandLine, at: stage.time.now())
      let worker = stage.eraser(settling: .zero)
      _ = await worker.turn([:])
      #expect(try await stage.store.erasure.closure(of: place.tenant)?.statement != nil)
      try await stage.until { stage.receptionist.directives == [.close] }
      stage.time.advance(by: .seconds(30))
      _ = await worker.look(.init())
      try await stage.until { stage.live.count == 0 }
      #expect(leg.departures == [.finished])
    }
  }

  @Test func `a goodbye that doesn't come to its end is cut short`() async throws {
    try await Stage(over: MemoryStore()).open { stage in
      let (leg, place) = try await stage.arrive()
      try await stage.until { leg.isAttached }
      _ = try await stage.store.erasure.close(place.tenant, by: .commandLine, at: stage.time.now())
      let worker = stage.eraser(settling: .seconds(600))
      let seen = await worker.look(.init())
      try await stage.until { stage.receptionist.directives == [.close] }
      _ = await worker.look(seen)
      #expect(leg.departures.isEmpty)
      stage.time.advance(by: .seconds(30))
      _ = await worker.look(seen)
      try await stage.until { stage.live.count == 0 }
      #expect(leg.departures == [.finished])
      #expect(await worker.turn([:]).count == 1)
      #expect(try await stage.store.erasure.closure(of: place.tenant)?.statement == nil)
    }
  }

  @Test func `a call in which people talk with each other is hung up`() async throws {
    try await Stage(over: MemoryStore()).open { stage in
      let tenant = TestTenant.plan(1).tenant.id
      var call = TestTenant.call(9, of: 1, at: stage.time.now())
      call.evolve([.started, .rang, .answered(at: stage.time.now())])
      call.evolve(.transferStarted(Transfer(reason: .callerWish, department: Identifier(1))))
      let handedOver = call
      try await stage.store.transaction(for: tenant) { scope throws(StoreFailure) in
        try await scope.save(handedOver, facts: [.started], intentions: [], at: handedOver.startedAt)
        try await scope.save(LiveCall(call: handedOver.id, holder: .carrier, since: handedOver.startedAt))
      }
      _ = try await stage.store.erasure.close(tenant, by: .commandLine, at: stage.time.now())
      let worker = stage.eraser(settling: .seconds(600))
      _ = await worker.look(.init())
      #expect(stage.telephony.hungUp == [])
      #expect(try await stage.store.erasure.closure(of: tenant)?.keysDestroyedAt != nil)
      _ = await worker.turn([:])
      #expect(stage.telephony.hungUp == ["CA9"])
    }
  }

  @Test func `a tenant of many rows keeps no other from being erased, and loses its keys with the others at once`()
    async throws
  {
    try await Stage(over: MemoryStore()).open { stage in
      let (large, small) = (TestTenant.plan(1).tenant.id, TestTenant.plan(2).tenant.id)
      try await ProvisionTenant(store: stage.store)(TestTenant.plan(2))
      let rows = 2 * ErasureWorker.batchesInTurn
      try await stage.store.transaction(for: large) { scope throws(StoreFailure) in
        for number in 0..<rows {
          try await scope.save(
            KnowledgeEntry(id: Identifier(UInt128(100 + number)), question: "q", answer: "a", priority: 0))
        }
      }
      for tenant in [large, small] {
        _ = try await stage.store.erasure.close(tenant, by: .commandLine, at: stage.time.now())
      }
      let worker = stage.eraser(settling: .zero, batch: 1)
      _ = await worker.look(.init())
      for tenant in [large, small] {
        #expect(try await stage.store.erasure.closure(of: tenant)?.keysDestroyedAt != nil)
      }
      var plan = await worker.turn([:])
      // The large one comes first and isn't through; the small one has had its turn.
      #expect(try await stage.store.erasure.closure(of: large)?.statement == nil)
      #expect(try await stage.store.erasure.closure(of: small)?.statement != nil)
      for _ in 1...4 { plan = await worker.turn(plan) }
      #expect(try await stage.store.erasure.closure(of: large)?.statement != nil)
    }
  }
}

extension Stage {
  func eraser(settling: Duration, batch: Int = 500) -> ErasureWorker {
    let auditing = Auditing(time: time, ids: IDSource { 1 }, digest: AuditDigest { Array($0.suffix(8)) })
    let signer = StatementSigner(
      sign: { StatementSignature(publicKey: [], bytes: $0) }, verify: { $0.bytes == $1 })
    let erase = EraseTenant(
      store: store, objects: NoObjects(), telephony: telephony, signer: signer, time: time, auditing: auditing,
      rule: ErasureRule(batch: batch, settling: settling))
    return ErasureWorker(
      erasure: store.erasure, erase: erase, live: live, time: time, goodbye: .seconds(30),
      deadline: .seconds(24 * 60 * 60), log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
  }
}
