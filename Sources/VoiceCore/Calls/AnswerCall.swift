/// A caller dialled one of our DIDs: finds the tenant, screens the caller, and either refuses at ring time or grants a media
/// stream. The same announcement may come again; it gets the same answer with a fresh token.
public struct AnswerCall: Sendable {
  /// What the carrier announces.
  public struct Announcement: Sendable {
    public let carrierID: CarrierCallID
    public let caller: Caller
    /// The caller's name, when the carrier looks it up.
    public let callerName: String?
    public let dialled: PhoneNumber

    /// An announcement of these parts.
    public init(carrierID: CarrierCallID, caller: Caller, callerName: String? = nil, dialled: PhoneNumber) {
      self.carrierID = carrierID
      self.caller = caller
      self.callerName = callerName
      self.dialled = dialled
    }
  }

  /// What becomes of it.
  public enum Answer: Equatable, Sendable {
    /// Nobody here has that number.
    case unknownNumber
    /// Suspected: the caller must press a key first.
    case challenge(KeyQuestion, CallPlace)
    /// Refused while it rings, for screening wants it so.
    case rejected(CallPlace)
    /// Refused while it rings, for this node takes no more calls; the caller may try again.
    case busy(CallPlace)
    /// The receptionist takes it over a stream that brings this token.
    case connect(token: String, CallPlace)
    /// So too, once the caller has been told this.
    case announce(Onward.Words, token: String, CallPlace)
    /// The tenant's rules send it past the receptionist.
    case onward(Onward)
    /// It is over already; a late repetition.
    case over(CallPlace)
  }

  private let store: any Store
  private let time: any TimeSource
  private let ids: IDSource
  private let tokens: SecretTokens
  private let admission: Admission
  private let desk: ScreeningDesk
  private let telemetry: CallTelemetry
  private let zones: any TimeZones

  /// A use case on these ports. In a zone that `zones` doesn't know companies are open around the clock.
  public init(
    store: any Store, time: any TimeSource, ids: IDSource, tokens: SecretTokens, admission: Admission,
    desk: ScreeningDesk, telemetry: CallTelemetry = .none, zones: any TimeZones = NoTimeZones()
  ) {
    self.store = store
    self.time = time
    self.ids = ids
    self.tokens = tokens
    self.admission = admission
    self.desk = desk
    self.telemetry = telemetry
    self.zones = zones
  }

  /// Answers an announcement.
  public func callAsFunction(_ announced: Announcement) async throws(StoreFailure) -> Answer {
    guard let tenant = try await store.platform.tenant(answering: announced.dialled) else { return .unknownNumber }
    return try await answer(announced, of: tenant, as: ids())
  }

  /// Answers one whose tenant is known.
  /// - Parameter id: The call's name, if it is a new one.
  func answer(
    _ announced: Announcement, of tenant: Tenant.ID, as id: Call.ID
  ) async throws(StoreFailure) -> Answer {
    let token = tokens.make()
    let refusal = admission.refusal()
    let arrival = Arrival(
      announced, id: id, digest: tokens.digest(token), at: time.now(), refusal: refusal,
      challenge: desk.challenge(), zones: zones)
    let kept = try await take(arrival, of: tenant)
    let call = kept.call
    if kept.isChanged {
      telemetry.screened(call.screening?.action ?? .allow)
      if call.hasEnded { telemetry.ended(call) }
      if let refusal, call.hasEnded, !call.isTurnedAway { telemetry.refused(refusal) }
    }
    if let onward = kept.onward { return .onward(onward) }
    let place = CallPlace(tenant: tenant, call: call.id)
    if call.awaitsKey, let challenge = call.challenge {
      return .challenge(challenge.question(in: call.conversation.language), place)
    }
    return switch call.status {
    case .ringing, .inProgress: kept.notice.map { .announce($0, token: token, place) } ?? .connect(token: token, place)
    case .rejected: call.isTurnedAway ? .rejected(place) : .busy(place)
    default: .over(place)
    }
  }

  /// By the rules of that very unit of work: where those at hand turn out to be old, it keeps nothing and is begun again
  /// with new ones, a few times at most.
  private func take(_ arrival: Arrival, of tenant: Tenant.ID) async throws(StoreFailure) -> KeptCall {
    var atHand = try await desk.rules(of: tenant)
    while true {
      let rules = atHand
      let kept = try await store.transaction(for: tenant) { scope throws(StoreFailure) in
        try await arrival.take(by: rules, in: scope)
      }
      if let kept { return kept }
      atHand = try await desk.rules(of: tenant, insteadOf: atHand)
    }
  }
}

extension Call {
  /// Screening ended it while it rang, by a block or a challenge that wasn't passed.
  fileprivate var isTurnedAway: Bool { screening?.action == .block || challenge != nil }
}
