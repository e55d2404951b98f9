/// A challenged caller pressed a key, or none in time: the right one leads to the receptionist, the last wrong one ends
/// the call as a block does. A try that comes again is answered by how the call stands and isn't counted twice.
public struct AnswerChallenge: Sendable {
  /// What is next.
  public enum Answer: Equatable, Sendable {
    /// The receptionist takes the call over a stream that brings this token.
    case connect(token: String, CallPlace)
    /// So too, once the caller has been told this.
    case announce(Onward.Words, token: String, CallPlace)
    /// The tenant's rules send it past the receptionist.
    case onward(Onward)
    case ask(KeyQuestion, CallPlace)
    /// The last try missed.
    case reject(Language, CallPlace)
    /// Nothing is asked of that call.
    case over
  }

  private let store: any Store
  private let time: any TimeSource
  private let tokens: SecretTokens
  private let telemetry: CallTelemetry
  private let zones: any TimeZones

  /// A use case on these ports.
  public init(
    store: any Store, time: any TimeSource, tokens: SecretTokens, telemetry: CallTelemetry = .none,
    zones: any TimeZones = NoTimeZones()
  ) {
    self.zones = zones
    self.store = store
    self.time = time
    self.tokens = tokens
    self.telemetry = telemetry
  }

  /// A key, `nil` for silence, as the try with this number.
  public struct Pressed: Sendable {
    public let key: DialKey?
    public let attempt: Int

    /// A key in a try.
    public init(_ key: DialKey?, attempt: Int) {
      self.key = key
      self.attempt = attempt
    }
  }

  /// Judges the key.
  public func callAsFunction(
    _ pressed: Pressed, in carrierID: CarrierCallID, dialled: PhoneNumber
  ) async throws(StoreFailure) -> Answer {
    guard let tenant = try await store.platform.tenant(answering: dialled) else { return .over }
    let token = tokens.make()
    let entry = Entry(digest: tokens.digest(token), pressed: pressed, moment: time.now(), zones: zones)
    let outcome = try await store.transaction(for: tenant) { scope throws(StoreFailure) in
      try await entry.judge(carrierID, in: scope)
    }
    guard let outcome else { return .over }
    let (call, isNew) = (outcome.call, outcome.isChanged)
    let place = CallPlace(tenant: tenant, call: call.id)
    if isNew, call.hasEnded { telemetry.ended(call) }
    if let onward = outcome.onward { return .onward(onward) }
    guard let challenge = call.challenge else { return .over }
    if call.awaitsKey { return .ask(challenge.question(in: call.conversation.language), place) }
    if call.status == .ringing, challenge.isPassed {
      return outcome.notice.map { .announce($0, token: token, place) } ?? .connect(token: token, place)
    }
    return isNew ? .reject(call.conversation.language, place) : .over
  }

  /// What the unit of work needs.
  private struct Entry: Sendable {
    let digest: TokenDigest
    let pressed: Pressed
    let moment: Timestamp
    let zones: any TimeZones

    func judge(
      _ carrierID: CarrierCallID, in scope: any TenantScope
    ) async throws(StoreFailure) -> KeptCall? {
      guard let found = try await scope.call(carrierID) else { return nil }
      let decision = found.decide(pressed: pressed.key, attempt: pressed.attempt, at: moment)
      var call = try await scope.commit(decision, to: found, at: moment)
      let flow = CallFlow(scope: scope, zones: zones, now: moment)
      if decision != .nothing, call.status == .ringing, !call.awaitsKey { call = try await flow.arrive(call) }
      if call.isBesideReceptionist, !call.hasEnded {
        return KeptCall(call, isChanged: decision != .nothing, onward: try await flow.onward(for: call))
      }
      if call.status == .ringing, !call.awaitsKey, call.challenge != nil {
        try await scope.revokeGrants(of: call.id)
        try await scope.save(StreamGrant(digest: digest, call: call.id, expiresAt: moment + StreamGrant.lifetime))
        let notice = try await scope.recordingNotice(for: call, at: moment)
        return KeptCall(call, isChanged: decision != .nothing, notice: notice)
      }
      return KeptCall(call, isChanged: decision != .nothing)
    }
  }
}
