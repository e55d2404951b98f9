import CallRuntime
import Generators
import MemoryStore
import RuntimeStage
import Testing
import VoiceCore

@Suite("Transfers for a named reason", .timeLimit(.minutes(1)))
struct NamedTransferTests {
  private static func set(_ signs: TransferSigns, on stage: Stage) async throws {
    try await ChangeSettings(
      store: stage.store, zones: DeclaredTimeZones(),
      auditing: Auditing(time: stage.time, ids: IDSource { 9000 }, digest: AuditDigest { Array($0.suffix(8)) })
    )(to: ChangeSettings.Change(signs: signs), by: .server, in: TestTenant.plan(1).tenant.id)
  }

  @Test(arguments: [
    ("I want to cancel my contract", TransferReason.keyword), ("somebody is dying, call an ambulance", .emergency),
  ])
  func `what the caller says hands them over at once`(words: String, reason: TransferReason) async throws {
    try await Stage(over: MemoryStore()).open { stage in
      var signs = TransferSigns()
      try signs.setKeywords(["cancel my contract"])
      try await Self.set(signs, on: stage)
      let (leg, place) = try await stage.arrive()
      try await stage.until { leg.isAttached }
      stage.receptionist.say(.heard("good morning"))
      stage.receptionist.say(.heard(words))
      try await stage.until { !stage.receptionist.directives.isEmpty }
      #expect(stage.receptionist.directives == [.handOver(Transfer(reason: reason))])
      let call = try await stage.call(place)
      #expect(call.transfer?.reason == reason && call.conversation.failedAttempts == 0)
    }
  }

  @Test func `harsh words after a request that failed hand over for frustration`() async throws {
    try await Stage(over: MemoryStore()).open { stage in
      let (leg, _) = try await stage.arrive()
      try await stage.until { leg.isAttached }
      stage.receptionist.say(.judged(Attempt.ID(1), .failed))
      stage.receptionist.say(.heard("you are useless"))
      try await stage.until { stage.receptionist.directives.count == 2 }
      #expect(stage.receptionist.directives.last == .handOver(Transfer(reason: .frustration)))
    }
  }

  @Test func `an important caller goes to a person when their stream begins`() async throws {
    try await Stage(over: MemoryStore()).open { stage in
      var signs = TransferSigns()
      let caller = try #require(PhoneNumber("+15550199001"))
      try signs.setVIPNumbers([caller.e164])
      try await Self.set(signs, on: stage)
      let (leg, place) = try await stage.arrive(from: .number(caller))
      try await stage.until { leg.isAttached }
      try await stage.until { !stage.receptionist.directives.isEmpty }
      #expect(stage.receptionist.directives == [.handOver(Transfer(reason: .vip))])
      #expect(try await stage.call(place).transfer?.reason == .vip)
    }
  }
}
