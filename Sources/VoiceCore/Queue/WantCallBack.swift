/// A caller who waits wants to be called back: they may hang up, and keep the place that they have (property 18).
public struct WantCallBack: Sendable {
  private let store: any Store
  private let time: any TimeSource
  private let zones: any TimeZones

  /// A use case on these ports.
  public init(store: any Store, time: any TimeSource, zones: any TimeZones = NoTimeZones()) {
    self.store = store
    self.time = time
    self.zones = zones
  }

  /// Says what is next for the call of the DID's tenant: words of farewell, or what was before where nobody can be called
  /// back, or it is too late for that. `nil`: nobody knows the call, or it is over.
  public func callAsFunction(
    at turn: Int, of carrierID: CarrierCallID, dialled: PhoneNumber
  ) async throws(StoreFailure) -> Onward? {
    guard let tenant = try await store.platform.tenant(answering: dialled) else { return nil }
    let (now, zones) = (time.now(), zones)
    return try await store.transaction(for: tenant) { scope throws(StoreFailure) in
      guard let call = try await scope.call(carrierID), !call.hasEnded else { return nil }
      let flow = CallFlow(scope: scope, zones: zones, now: now)
      guard call.course?.turn == turn, let department = try await flow.callBackOffer(to: call),
        let row = try await scope.waitingRow(of: call.id, in: department), row.reservedFor == nil
      else { return try await flow.onward(for: call, lap: 1) }
      var caller = row.caller
      caller.callBack = call.caller.number
      try await scope.save(WaitingRow(department: department, caller: caller))
      let wanted = try await scope.commit(
        Call.Decision(facts: [.callBackWanted(department)], intentions: [.callBack(department)]), to: call, at: now)
      let left = try await flow.send(.farewell, because: [.callBackWanted], for: wanted)
      return try await flow.onward(for: left)
    }
  }
}

extension CallFlow {
  /// The department that a waiting caller may ask to be called back by: it offers that, they have shown a number, and the
  /// tenant places calls.
  func callBackOffer(to call: Call) async throws(StoreFailure) -> Department.ID? {
    guard case .waiting(let department) = call.course?.stop, call.direction == .inbound, call.caller.number != nil,
      try await scope.route(of: department)?.offersCallBack == true,
      try await scope.tenant()?.settings.outbound.atOnce != 0
    else { return nil }
    return department
  }

  /// Whom we called back has picked up: they stand where they stood, and are connected at once if it is their turn.
  func comeBack(_ call: Call, for place: CallBack) async throws(StoreFailure) -> Call {
    guard let row = try await scope.waitingRow(of: place.call, in: place.department),
      let former = try await scope.call(place.call)
    else { return try await self(.sendTo(.queue(place.department)), for: call) }
    _ = try await scope.leaveQueue(of: place.department, as: .calledBack, former, at: now)
    for pending in try await scope.pendingIntentions(of: place.call) where pending.intention.isCallBack {
      try await scope.settle(pending)
    }
    let caller = WaitingCaller(
      call: call.id, arrival: row.caller.arrival, tier: row.caller.tier, skills: row.caller.skills,
      bonus: row.caller.bonus)
    guard try await scope.enter(caller, in: place.department) == nil else {
      return try await self(.sendTo(.queue(place.department)), for: call)
    }
    let standing = try await send(.waiting(place.department), because: [.waiting(place.department)], for: call)
    let queued = try await scope.commit(Call.Decision(facts: [.queued(place.department)]), to: standing, at: now)
    return try await keepWaiting(queued, for: place.department)
  }
}

extension Call.Intention {
  /// Somebody is to be called back; the end of the call in which they waited changes nothing about it.
  var isCallBack: Bool { if case .callBack = self { true } else { false } }
}
