import CallRuntime
import Generators
import MemoryStore
import RuntimeStage
import Testing
import VoiceCore

@Suite("What a session may cost and last", .timeLimit(.minutes(1)))
struct SessionLimitTests {
  private static var limits: ReceptionLimits {
    var limits = ReceptionLimits()
    limits.session = .standard
    return limits
  }

  private static func used(_ microdollars: Int) -> ReceptionistEvent {
    var usage = AIUsage()
    usage.microdollars = microdollars
    return .used(usage)
  }

  @Test func `the step of metering that reaches the cap stops the model, and no other does`() async throws {
    try await Stage(limits: Self.limits, over: MemoryStore()).open { stage in
      let (leg, place) = try await stage.arrive()
      try await stage.until { leg.isAttached }
      stage.receptionist.say(Self.used(4_999_999))
      stage.receptionist.say(.judged(Attempt.ID(1), .served))
      try await stage.until { stage.receptionist.directives.count == 1 }
      #expect(stage.receptionist.directives == [.answer(Attempt.ID(1))])
      stage.receptionist.say(Self.used(1))
      try await stage.until { stage.receptionist.directives.count == 2 }
      #expect(stage.receptionist.directives.last == .stop)
      stage.receptionist.say(.failed(.unreachable))
      try await stage.until { stage.live.count == 0 }
      #expect(try await stage.call(place).transfer?.reason == .aiUnavailable)
    }
  }

  @Test func `a tenant's cap holds where it is lower than the deployment's`() async throws {
    try await Stage(limits: Self.limits, over: MemoryStore()).open { stage in
      let change = ChangeSettings(
        store: stage.store, zones: DeclaredTimeZones(),
        auditing: Auditing(time: stage.time, ids: IDSource { 9000 }, digest: AuditDigest { Array($0.suffix(8)) }))
      try await change(
        to: ChangeSettings.Change(session: try SessionCap(cents: 100, seconds: 3600)), by: .server,
        in: TestTenant.plan(1).tenant.id)
      let (leg, _) = try await stage.arrive()
      try await stage.until { leg.isAttached }
      stage.receptionist.say(Self.used(999_999))
      stage.receptionist.say(.judged(Attempt.ID(1), .served))
      try await stage.until { stage.receptionist.directives.count == 1 }
      #expect(stage.receptionist.directives == [.answer(Attempt.ID(1))])
      stage.receptionist.say(Self.used(1))
      try await stage.until { stage.receptionist.directives.last == .stop }
    }
  }

  @Test func `whoever is silent is asked, and then the call is closed`() async throws {
    try await Stage(limits: Self.limits, over: MemoryStore()).open { stage in
      let (leg, _) = try await stage.arrive()
      try await stage.until { leg.isAttached }
      try await Self.pass(.seconds(570), on: stage)
      try await stage.until { stage.receptionist.directives == [.announce(.idle)] }
      try await Self.pass(.seconds(30), on: stage)
      try await stage.until { stage.receptionist.directives == [.announce(.idle), .close] }
    }
  }

  @Test func `whoever speaks is left in peace until the session's time is nearly over`() async throws {
    try await Stage(limits: Self.limits, over: MemoryStore()).open { stage in
      let (leg, _) = try await stage.arrive()
      try await stage.until { leg.isAttached }
      for minute in 1...5 {
        try await Self.pass(.seconds(350), on: stage)
        stage.receptionist.say(.heard("still here \(minute)"))
        stage.receptionist.say(.judged(Attempt.ID(minute), .served))
        try await stage.until { stage.receptionist.directives.count == minute }
      }
      try await Self.pass(.seconds(30), on: stage)
      try await stage.until { stage.receptionist.directives.last == .announce(.length) }
    }
  }

  /// Time passes, once everybody who waits for it sleeps: the call's end, and the look at its limits.
  private static func pass(_ span: Duration, on stage: Stage) async throws {
    await stage.time.waitForSleepers(2)
    stage.time.advance(by: span)
  }
}
