/// A warm transfer has its receiver on the line: they hear who it is and why, and take the caller by key, or decline.
public struct AskReceiver: Sendable {
  /// The key that takes the caller; any other, or none, declines.
  public static let taking = DialKey("1")
  /// How much of what the caller said is told: the last so many things, each so many characters at most.
  static let told = (utterances: 2, characters: 120)

  private let store: any Store
  private let time: any TimeSource

  /// A use case on these ports.
  public init(store: any Store, time: any TimeSource) {
    self.store = store
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
        .askReceiver(company: tenant.name, from: call.caller, because: call.transfer?.reason, said: said),
        for: tenant.settings.language)
    }
  }

  /// The receiver pressed a key, or none in time.
  /// - Parameter agent: whose telephone it is; `nil` for one that is no agent's.
  /// - Returns: Whether they have the caller.
  public func callAsFunction(
    _ key: DialKey?, of agent: Agent.ID?, in place: CallPlace, turn: Int
  ) async throws(StoreFailure) -> Bool {
    let now = time.now()
    return try await store.transaction(for: place.tenant) { scope throws(StoreFailure) in
      guard let call = try await scope.call(place.call), call.isAsking(at: turn) else { return false }
      guard key == Self.taking else {
        if let agent { try await scope.decline(call.id, by: agent, at: now) }
        return false
      }
      guard let agent else {
        return try await scope.commit(call.decideAccepted(), to: call, at: now).course?.asking?.isAccepted == true
      }
      let flow = CallFlow(scope: scope, zones: NoTimeZones(), now: now)
      return try await flow.take(call, by: agent).course?.ring?.answeredBy == agent
    }
  }
}

extension Call {
  /// Whether whoever is rung at that stop is to be asked.
  fileprivate func isAsking(at turn: Int) -> Bool { !hasEnded && course?.turn == turn && course?.asking != nil }
}
