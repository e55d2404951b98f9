/// A warm transfer has its receiver on the line: they hear who it is and why, and take the caller by key, or decline.
public struct AskReceiver: Sendable {
  /// The key that takes the caller; any other, or none, declines.
  public static let taking = DialKey("1")
  /// How much of what the caller said is told: the last so many things, each so many characters at most.
  static let told = (utterances: 2, characters: 120)

  private let store: any Store
  private let askAnew: AskAnew?
  private let time: any TimeSource

  /// A use case on these ports; without a carrier others tell it that somebody joins a conference.
  public init(store: any Store, carrier: (any LegControl)? = nil, time: any TimeSource) {
    self.store = store
    askAnew = carrier.map { AskAnew(store: store, carrier: $0, time: time) }
    self.time = time
  }

  /// What the receiver hears; `nil` when the caller is gone, or somewhere else by now.
  public func words(for place: CallPlace, turn: Int) async throws(StoreFailure) -> Onward.Words? {
    try await store.read(for: place.tenant) { scope throws(StoreFailure) in
      guard let call = try await scope.call(place.call), call.isAsking(at: turn), let tenant = try await scope.tenant()
      else { return nil }
      let said = try await scope.transcript(of: call.id).filter { $0.speaker == .caller && !$0.text.hasPrefix("[key") }
        .suffix(Self.told.utterances).map { String($0.text.prefix(Self.told.characters)) }
      return Onward.Words(
        .askReceiver(
          company: tenant.name, from: call.caller, because: call.course?.conference?.reason ?? call.transfer?.reason,
          said: said),
        for: tenant.settings.language)
    }
  }

  /// The receiver pressed a key, or none in time.
  /// - Parameters:
  ///   - agent: whose telephone it is; `nil` for one that is no agent's.
  ///   - leg: their line.
  /// - Returns: Whether they have the caller.
  public func callAsFunction(
    _ key: DialKey?, of agent: Agent.ID?, on leg: CarrierCallID, in place: CallPlace, turn: Int
  ) async throws(StoreFailure) -> Bool {
    let now = time.now()
    let taken = try await store.transaction(for: place.tenant) { scope throws(StoreFailure) -> Call? in
      guard let call = try await scope.call(place.call), call.isAsking(at: turn) else { return nil }
      guard key == Self.taking else {
        if let agent { try await scope.decline(call.id, by: agent, at: now) }
        return nil
      }
      let flow = CallFlow(scope: scope, zones: NoTimeZones(), now: now)
      if call.course?.conference != nil { return try await flow.join(call, by: agent, on: leg) }
      guard let taken = try await flow.accept(call, by: agent) else { return nil }
      return try await scope.commit(taken.decide(reachedOn: leg), to: taken, at: now)
    }
    // What doesn't work stays wanted: those who carry out intentions take it up.
    if taken?.course?.conference != nil { try? await askAnew?(place, only: leg) }
    return taken != nil
  }
}

extension CallFlow {
  /// Whoever was asked takes the caller; `nil` when it is too late for that.
  fileprivate func accept(_ call: Call, by agent: Agent.ID?) async throws(StoreFailure) -> Call? {
    guard let agent else {
      let taken = try await scope.commit(call.decideAccepted(), to: call, at: now)
      return taken.course?.asking?.isAccepted == true ? taken : nil
    }
    let taken = try await take(call, by: agent)
    return taken.course?.ring?.answeredBy == agent ? taken : nil
  }
}

extension Call {
  /// Whether whoever is rung at that stop is to be asked.
  fileprivate func isAsking(at turn: Int) -> Bool {
    guard !hasEnded, let course, course.turn == turn else { return false }
    return course.asking != nil || course.conference != nil
  }
}
