/// Whom we called has picked up: they are connected with whom the call is for. The same question may come again, and gets
/// the same answer with a fresh token.
public struct AnswerDialled: Sendable {
  /// What becomes of it.
  public enum Answer: Equatable, Sendable {
    /// The receptionist speaks over a stream that brings this token.
    case connect(token: String)
    /// So too, once they have been told this.
    case announce(Onward.Words, token: String)
    /// The tenant's rules say it.
    case onward(Onward)
    /// Nobody wants that leg any more.
    case hangUp
  }

  private let store: any Store
  private let time: any TimeSource
  private let tokens: SecretTokens
  private let zones: any TimeZones

  /// A use case on these ports.
  public init(
    store: any Store, time: any TimeSource, tokens: SecretTokens, zones: any TimeZones = NoTimeZones()
  ) {
    self.store = store
    self.time = time
    self.tokens = tokens
    self.zones = zones
  }

  /// Says what is next for the call whose leg this is.
  public func callAsFunction(_ leg: CarrierCallID, of place: CallPlace) async throws(StoreFailure) -> Answer {
    let token = tokens.make()
    let (now, zones, digest) = (time.now(), zones, tokens.digest(token))
    return try await store.transaction(for: place.tenant) { scope throws(StoreFailure) -> Answer in
      guard var call = try await scope.hear(of: leg, place.call, at: now), !call.hasEnded,
        try await scope.tenant()?.closedAt == nil, let target = call.connectsTo
      else { return .hangUp }
      let flow = CallFlow(scope: scope, zones: zones, now: now)
      if call.awaitsPickUp {
        call = try await scope.commit(call.decide(pickedUpAt: now), to: call, at: now)
        try await scope.save(LiveCall(call: call.id, holder: .carrier, since: now))
        if let place = call.callsBack {
          call = try await flow.comeBack(call, for: place)
        } else if target != .receptionist {
          call = try await flow(.sendTo(target), for: call)
        }
      }
      if call.isBesideReceptionist { return .onward(try await flow.onward(for: call)) }
      guard call.status == .inProgress, call.transfer == nil else { return .hangUp }
      try await scope.revokeGrants(of: call.id)
      try await scope.save(StreamGrant(digest: digest, call: call.id, expiresAt: now + StreamGrant.lifetime))
      let notice = try await scope.recordingNotice(for: call, at: now)
      return notice.map { .announce($0, token: token) } ?? .connect(token: token)
    }
  }
}

extension TenantScope {
  /// A leg that the carrier says is a call's: `nil` when the call isn't there, or has another one.
  func hear(of leg: CarrierCallID, _ id: Call.ID, at moment: Timestamp) async throws(StoreFailure) -> Call? {
    guard let call = try await call(id) else { return nil }
    let named = try await commit(call.decide(dialledAs: leg), to: call, at: moment)
    guard named.carrierID == leg else { return nil }
    if named != call {
      for pending in try await pendingIntentions(of: id) where pending.intention == .dial { try await settle(pending) }
    }
    return named
  }
}
