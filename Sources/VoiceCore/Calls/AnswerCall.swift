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
    /// Refused while it rings.
    case rejected(CallPlace)
    /// The receptionist takes it over a stream that brings this token.
    case connect(token: String, CallPlace)
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
  private let telemetry: CallTelemetry
  private let zones: any TimeZones

  /// A use case on these ports. In a zone that `zones` doesn't know companies are open around the clock.
  public init(
    store: any Store, time: any TimeSource, ids: IDSource, tokens: SecretTokens, admission: Admission,
    telemetry: CallTelemetry = .none, zones: any TimeZones = NoTimeZones()
  ) {
    self.store = store
    self.time = time
    self.ids = ids
    self.tokens = tokens
    self.admission = admission
    self.telemetry = telemetry
    self.zones = zones
  }

  /// Answers an announcement.
  public func callAsFunction(_ announced: Announcement) async throws(StoreFailure) -> Answer {
    guard let tenant = try await store.platform.tenant(answering: announced.dialled) else { return .unknownNumber }
    let fresh: Call.ID = ids()
    let token = tokens.make()
    let digest = tokens.digest(token)
    let now = time.now()
    let refusal = admission.refusal()
    let zones = zones
    let (call, onward) = try await store.transaction(for: tenant) { scope throws(StoreFailure) in
      let flow = CallFlow(scope: scope, zones: zones, now: now)
      var call: Call
      let settings = try await scope.openTenant().settings
      if let known = try await scope.call(announced.carrierID) {
        call = known
      } else {
        let announcedCall = Call(
          id: fresh, carrierID: announced.carrierID, direction: .inbound, caller: announced.caller,
          dialled: announced.dialled, startedAt: now, language: settings.language)
        let rules = ScreeningRules(
          rules: try await scope.spamRules(), allowList: try await scope.allowList(),
          thresholds: settings.spamThresholds)
        let verdict = rules.verdict(on: announced.caller, saying: announced.callerName.map { [$0] } ?? [])
        let decision = announcedCall.decide(announcedWith: verdict, refused: refusal, at: now)
        call = try await scope.commit(decision, to: announcedCall, at: now)
        if !call.hasEnded {
          try await scope.save(LiveCall(call: call.id, holder: .carrier, since: now))
          call = try await flow.arrive(call, by: settings)
        }
      }
      if call.isBesideReceptionist, !call.hasEnded {
        return Announced(call: call, onward: try await flow.onward(for: call, of: tenant))
      }
      if call.status == .ringing || call.status == .inProgress {
        try await scope.revokeGrants(of: call.id)
        try await scope.save(StreamGrant(digest: digest, call: call.id, expiresAt: now + StreamGrant.lifetime))
      }
      return Announced(call: call, onward: nil)
    }.parts
    if call.id == fresh {
      telemetry.screened(call.screening?.action ?? .allow)
      if call.hasEnded { telemetry.ended(call) }
    }
    if let onward { return .onward(onward) }
    let place = CallPlace(tenant: tenant, call: call.id)
    return switch call.status {
    case .ringing, .inProgress: .connect(token: token, place)
    case .rejected: .rejected(place)
    default: .over(place)
    }
  }
}

/// A call that was announced, and what becomes of it where that isn't the receptionist.
private indirect enum Announced: Sendable {
  case call(Call, Onward?)

  init(call: Call, onward: Onward?) { self = .call(call, onward) }

  var parts: (Call, Onward?) {
    switch self {
    case .call(let call, let onward): (call, onward)
    }
  }
}

extension CallFlow {
  /// A call has just come: to the department of its line, or where the company's hours say. Where neither says anything the
  /// receptionist takes it, and nothing more is read.
  fileprivate func arrive(_ call: Call, by settings: TenantSettings) async throws(StoreFailure) -> Call {
    if let department = try await scope.phoneLine(call.dialled)?.department {
      return try await self(.sendTo(.department(department)), for: call)
    }
    guard settings.routing.afterHours != .receptionist || settings.openingHours != .always() else { return call }
    return try await self(.arrival, for: call)
  }
}
