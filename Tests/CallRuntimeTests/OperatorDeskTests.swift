import CallRuntime
import Generators
import MediaBridge
import MemoryStore
import NIOCore
import RuntimeStage
import Testing
import VoiceCore

@Suite("The operators of a session", .timeLimit(.minutes(1)))
struct OperatorDeskTests {
  private static let ann: User.ID = Identifier(51)
  private static let bob: User.ID = Identifier(52)

  private static func bearer(_ user: User.ID, _ place: CallPlace) -> Bearer {
    .user(user, .tenantAdmin, of: place.tenant)
  }

  /// Lets somebody in at the desk of a call.
  private static func join(_ user: User.ID, _ stage: Stage, _ place: CallPlace) async throws -> FakeOperator {
    let leg = FakeOperator(stage.loop)
    let bound = try await stage.loop.submit { [loop = stage.loop] in
      NIOLoopBound(leg as any OperatorLeg, eventLoop: loop)
    }.get()
    let desk = try #require(stage.live.operators(of: place))
    #expect(desk.admit(bound, of: bearer(user, place)))
    return leg
  }

  private static func perform(
    over store: any ErasableStore = MemoryStore(),
    _ body: @escaping @Sendable (Stage, FakeLeg, CallPlace) async throws -> Void
  ) async throws {
    try await Stage(over: store).open { stage in
      let (leg, place) = try await stage.arrive()
      try await stage.until { leg.isAttached }
      try await body(stage, leg, place)
      leg.hear { $0.callerLeft(.stopped) }
      try await stage.until { stage.live.count == 0 }
      #expect(stage.live.operators(of: place) == nil)
    }
  }

  @Test func `whoever joins listens, takes over, and hands back`() async throws {
    try await Self.perform { stage, _, place in
      let ann = try await Self.join(Self.ann, stage, place)
      try await stage.until { ann.holders == [.receptionist] }
      ann.tell { $0.operatorWishes(.takeOver) }
      try await stage.until { ann.holders.last == .person(Self.ann.description) }
      try await stage.until { stage.receptionist.floorNews == [.lost] }
      #expect(try await stage.call(place).floor?.holder == .person(Self.ann))
      ann.tell { $0.operatorWishes(.handBack) }
      try await stage.until { ann.holders.count == 3 && stage.receptionist.floorNews == [.lost, .got] }
      #expect(ann.holders.last == .receptionist && ann.refusals.isEmpty && ann.departures.isEmpty)
    }
  }

  @Test func `everybody goes when the call is over`() async throws {
    let loop = try await Stage(over: MemoryStore())
    try await loop.open { stage in
      let (leg, place) = try await stage.arrive()
      try await stage.until { leg.isAttached }
      let (ann, bob) = (
        try await Self.join(Self.ann, stage, place), try await Self.join(Self.bob, stage, place)
      )
      try await stage.until { ann.isAttached && bob.isAttached }
      let desk = try #require(stage.live.operators(of: place))
      leg.hear { $0.callerLeft(.stopped) }
      try await stage.until { stage.live.count == 0 }
      try await stage.until { ann.departures.contains(.callOver) && bob.departures.contains(.callOver) }
      let late = FakeOperator(stage.loop)
      let bound = try await stage.loop.submit { [loop = stage.loop] in
        NIOLoopBound(late as any OperatorLeg, eventLoop: loop)
      }.get()
      #expect(!desk.admit(bound, of: Self.bearer(Self.ann, place)), "nobody is let into a session that is over")
      #expect(try await stage.call(place).floor?.joined == [])
    }
  }

  @Test func `who goes with the floor gives it back`() async throws {
    try await Self.perform { stage, _, place in
      let ann = try await Self.join(Self.ann, stage, place)
      try await stage.until { ann.isAttached }
      ann.tell { $0.operatorWishes(.takeOver) }
      try await stage.until { stage.receptionist.floorNews == [.lost] }
      ann.tell { $0.operatorLeft() }
      try await stage.until { stage.receptionist.floorNews == [.lost, .got] }
      try await stage.until { try await stage.call(place).floor?.joined == [] }
    }
  }

  @Test func `the same person twice has one seat, the later one, and keeps the floor`() async throws {
    try await Self.perform { stage, _, place in
      let first = try await Self.join(Self.ann, stage, place)
      try await stage.until { first.isAttached }
      first.tell { $0.operatorWishes(.takeOver) }
      try await stage.until { stage.receptionist.floorNews == [.lost] }
      let second = try await Self.join(Self.ann, stage, place)
      try await stage.until { first.departures == [.replaced] && second.isAttached }
      try await stage.until { second.holders == [.person(Self.ann.description)] }
      #expect(stage.receptionist.floorNews == [.lost], "the receptionist didn't speak between")
      #expect(try await stage.call(place).floor?.joined == [Self.ann])
    }
  }

  @Test func `a second person takes the floor from the first`() async throws {
    try await Self.perform { stage, _, place in
      let (ann, bob) = (
        try await Self.join(Self.ann, stage, place), try await Self.join(Self.bob, stage, place)
      )
      try await stage.until { ann.isAttached && bob.isAttached }
      ann.tell { $0.operatorWishes(.takeOver) }
      bob.tell { $0.operatorWishes(.takeOver) }
      try await stage.until { ann.holders.last == .person(Self.bob.description) }
      #expect(try await stage.call(place).floor?.spoke == [Self.ann, Self.bob])
      ann.tell { $0.operatorLeft() }
      try await stage.until { try await stage.call(place).floor?.joined == [Self.bob] }
      #expect(stage.receptionist.floorNews == [.lost])
    }
  }

  @Test func `what is changed by other ways is carried out when the session looks`() async throws {
    try await Self.perform { stage, _, place in
      let ann = try await Self.join(Self.ann, stage, place)
      try await stage.until { ann.isAttached }
      let desk = try #require(stage.live.operators(of: place))
      let attend = AttendCall(
        store: stage.store, time: stage.time,
        auditing: Auditing(time: stage.time, ids: IDSource { 9000 }, digest: AuditDigest { Array($0.suffix(8)) }))
      _ = try await attend(.takeOver, in: place.call, by: Self.bearer(Self.ann, place), of: place.tenant)
      desk.floorChanged()
      try await stage.until { stage.receptionist.floorNews == [.lost] }
      #expect(ann.holders.last == .person(Self.ann.description))
    }
  }

  @Test func `what another node has stored is carried out before long, by nobody's telling`() async throws {
    try await Self.perform { stage, _, place in
      let ann = try await Self.join(Self.ann, stage, place)
      try await stage.until { ann.isAttached }
      let attend = AttendCall(
        store: stage.store, time: stage.time,
        auditing: Auditing(time: stage.time, ids: IDSource { 9000 }, digest: AuditDigest { Array($0.suffix(8)) }))
      _ = try await attend(.takeOver, in: place.call, by: Self.bearer(Self.ann, place), of: place.tenant)
      // The call's end, and the look at its floor.
      await stage.time.waitForSleepers(2)
      #expect(stage.receptionist.floorNews.isEmpty)
      stage.time.advance(by: ReceptionLimits().floorPause)
      try await stage.until { stage.receptionist.floorNews == [.lost] }
      #expect(ann.holders.last == .person(Self.ann.description))
      _ = try await attend(.handBack, in: place.call, by: Self.bearer(Self.ann, place), of: place.tenant)
      await stage.time.waitForSleepers(2)
      stage.time.advance(by: ReceptionLimits().floorPause)
      try await stage.until { stage.receptionist.floorNews == [.lost, .got] }
    }
  }

  @Test func `a call that is being handed over isn't taken over`() async throws {
    try await Self.perform { stage, _, place in
      let ann = try await Self.join(Self.ann, stage, place)
      try await stage.until { ann.isAttached }
      stage.receptionist.say(.personWanted(.callerWish, nil))
      try await stage.until { !stage.receptionist.directives.isEmpty }
      ann.tell { $0.operatorWishes(.takeOver) }
      try await stage.until { ann.refusals == [.tooLate] }
      #expect(stage.receptionist.floorNews.isEmpty)
    }
  }

  @Test func `a receptionist who fails meanwhile is noticed when the floor is handed back`() async throws {
    try await Self.perform { stage, leg, place in
      let ann = try await Self.join(Self.ann, stage, place)
      try await stage.until { ann.isAttached }
      ann.tell { $0.operatorWishes(.takeOver) }
      try await stage.until { stage.receptionist.floorNews == [.lost] }
      stage.receptionist.say(.failed(.unreachable))
      stage.receptionist.say(.heard("Are you there?"))
      ann.tell { $0.operatorWishes(.handBack) }
      try await stage.until { !leg.departures.isEmpty }
      #expect(try await stage.call(place).transfer?.reason == .aiUnavailable)
    }
  }

  @Test func `while the store is away nobody is let in, and whoever goes is gone all the same`() async throws {
    let store = AwayStore()
    try await Self.perform(over: store) { stage, _, place in
      let ann = try await Self.join(Self.ann, stage, place)
      try await stage.until { ann.isAttached }
      ann.tell { $0.operatorWishes(.takeOver) }
      try await stage.until { stage.receptionist.floorNews == [.lost] }
      store.goAway()
      let bob = try await Self.join(Self.bob, stage, place)
      try await stage.until { bob.departures == [.unavailable] }
      ann.tell { $0.operatorWishes(.handBack) }
      try await stage.until { ann.refusals == [.unavailable] }
      ann.tell { $0.operatorLeft() }
      try await stage.until { stage.receptionist.floorNews == [.lost, .got] }
      store.comeBack()
    }
  }
}
