/// The line of somebody of ours in a conference asks what is next, or is over. Late, repeated or about another conference it
/// changes nothing.
public struct AttendConference: Sendable {
  /// What is next for it.
  public enum Next: Equatable, Sendable {
    /// It rings the guest, who is asked first; what came of it is told with the round.
    case ring(Onward, round: Int)
    /// It is in the room, which goes on without it.
    case join(ConferenceRoom)
    case hangUp
  }

  private let store: any Store
  private let askAnew: AskAnew?
  private let time: any TimeSource

  /// A use case on these ports; without a carrier others tell it what follows.
  public init(store: any Store, carrier: (any LegControl)?, time: any TimeSource) {
    self.store = store
    askAnew = carrier.map { AskAnew(store: store, carrier: $0, time: time) }
    self.time = time
  }

  /// The carrier asks about the line, as it was told to.
  public func next(for leg: CarrierCallID, in place: CallPlace, turn: Int) async throws(StoreFailure) -> Next {
    try await store.transaction(for: place.tenant) { scope throws(StoreFailure) in
      guard let call = try await scope.call(place.call) else { return .hangUp }
      for pending in try await scope.pendingIntentions(of: call.id) where pending.intention == .bring(leg) {
        try await scope.settle(pending)
      }
      return Self.next(for: leg, call, of: place.tenant, turn: turn)
    }
  }

  /// The guest's telephones have rung, so or so.
  public func guestRang(
    _ outcome: Transfer.Outcome, inRound round: Int, on leg: CarrierCallID, in place: CallPlace, turn: Int
  ) async throws(StoreFailure) -> Next {
    let now = time.now()
    return try await store.transaction(for: place.tenant) { scope throws(StoreFailure) in
      guard let call = try await scope.call(place.call) else { return .hangUp }
      guard call.course?.turn == turn else { return .hangUp }
      let flow = CallFlow(scope: scope, zones: NoTimeZones(), now: now)
      let rung = try await flow.guestRang(outcome, inRound: round, on: leg, of: call)
      return Self.next(for: leg, rung, of: place.tenant, turn: turn)
    }
  }

  /// The line is over, or out of the room.
  public func left(_ leg: CarrierCallID, _ place: CallPlace) async throws(StoreFailure) {
    let now = time.now()
    let isWanted = try await store.transaction(for: place.tenant) { scope throws(StoreFailure) -> Bool in
      guard let call = try await scope.call(place.call) else { return false }
      return try await CallFlow(scope: scope, zones: NoTimeZones(), now: now).left(leg, call) != call
    }
    if isWanted { try await askAnew?(place) }
  }

  private static func next(
    for leg: CarrierCallID, _ call: Call, of tenant: Tenant.ID, turn: Int
  ) -> Next {
    guard !call.hasEnded, let course = call.course, course.turn == turn, let conference = course.conference,
      conference.seats.contains(where: { $0.leg == leg })
    else { return .hangUp }
    let act: Onward.Act
    switch conference.guest {
    case .ringing(let ring): act = .ring(ring.agents, for: ring.plan.ringTime)
    case .dialled(let number): act = .dial(number, for: Onward.numberRingTime)
    case .joined, .none: return .join(ConferenceRoom(of: call.id, at: turn))
    }
    let onward = Onward(
      act: act, words: nil, place: CallPlace(tenant: tenant, call: call.id), turn: turn, showing: call.shown,
      manner: .warm)
    return .ring(onward, round: conference.round)
  }
}
