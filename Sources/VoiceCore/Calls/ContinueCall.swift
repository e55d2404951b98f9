/// The caller's stream is over and the carrier asks what is next: hand over, come back, or hang up.
public struct ContinueCall: Sendable {
  /// The most streams of one call: a line that breaks more often goes to a person.
  public static let maximumStreams = 3

  /// What is next.
  public enum Next: Equatable, Sendable {
    /// Ring this number; the caller's own number goes along. Before it rings the caller hears the announcement: the words
    /// that no receptionist could say any more, `nil` when one has said them.
    case dial(PhoneNumber, announcing: Announcement?, CallPlace)
    /// Open another stream with this token.
    case reconnect(token: String, CallPlace)
    /// The tenant's rules say it.
    case onward(Onward)
    case hangUp
  }

  /// Words for the carrier's own voice.
  public struct Announcement: Equatable, Sendable {
    public let text: String
    public let language: Language

    /// Words in a language.
    public init(text: String, language: Language) {
      self.text = text
      self.language = language
    }
  }

  private let store: any Store
  private let time: any TimeSource
  private let tokens: SecretTokens
  private let zones: any TimeZones
  private let admission: Admission

  /// A use case on these ports, at a node that admits calls like this.
  public init(
    store: any Store, time: any TimeSource, tokens: SecretTokens, zones: any TimeZones = NoTimeZones(),
    admission: Admission = .open
  ) {
    self.zones = zones
    self.admission = admission
    self.store = store
    self.time = time
    self.tokens = tokens
  }

  /// Says what is next for the call of the DID's tenant.
  public func callAsFunction(_ carrierID: CarrierCallID, dialled: PhoneNumber) async throws(StoreFailure) -> Next {
    guard let tenant = try await store.platform.tenant(answering: dialled) else { return .hangUp }
    let token = tokens.make()
    let digest = tokens.digest(token)
    let now = time.now()
    let zones = zones
    // A node that goes opens no stream. That the carrier asks it all the same means that no other node is there.
    let isLeaving = admission.refusal() == .draining
    return try await store.transaction(for: tenant) { scope throws(StoreFailure) in
      guard let found = try await scope.call(carrierID), !found.hasEnded else { return .hangUp }
      // One that was closed since we asked who answers: what is handed over now, nobody would hang up.
      guard try await scope.tenant()?.closedAt == nil else { return .hangUp }
      let place = CallPlace(tenant: tenant, call: found.id)
      let live = try await scope.liveCall(found.id)
      try await scope.save(
        LiveCall(
          call: found.id, holder: .carrier, since: now, rescues: live?.rescues ?? 0, redirectedAt: live?.redirectedAt))
      var call = found
      let flow = CallFlow(scope: scope, zones: zones, now: now)
      if call.transfer == nil, isLeaving || call.streams >= Self.maximumStreams {
        call = try await scope.commit(call.decideReceptionistFailed(), to: call, at: now)
      }
      if call.isBesideReceptionist { return .onward(try await flow.onward(for: call)) }
      if let transfer = call.transfer, transfer.outcome == nil,
        try await flow.goes(by: transfer, of: call)
      {
        return .onward(try await Self.handOver(call, transfer, by: flow))
      }
      if let transfer = call.transfer {
        guard transfer.outcome == nil else { return .hangUp }
        return .dial(
          try await Self.number(for: transfer, in: scope), announcing: Self.announcement(of: transfer, in: call), place)
      }
      guard !call.awaitsKey, call.status == .inProgress || call.status == .ringing else { return .hangUp }
      try await scope.revokeGrants(of: call.id)
      try await scope.save(StreamGrant(digest: digest, call: call.id, expiresAt: now + StreamGrant.lifetime))
      return .reconnect(token: token, place)
    }
  }

  /// The rules say who takes over; where they lead back to the receptionist, who has just handed over, a message is taken.
  private static func handOver(
    _ call: Call, _ transfer: Transfer, by flow: CallFlow
  ) async throws(StoreFailure) -> Onward {
    let announcement = announcement(of: transfer, in: call)
    var flow = flow
    if transfer.manner == .warm { flow.asking = .some(CallCourse.Asking(back: nil)) }
    var sent = try await flow(transfer.wish, for: call)
    if !sent.isBesideReceptionist { sent = try await flow.send(.voicemail(sent.department), for: sent) }
    let onward = try await flow.onward(for: sent)
    return onward.saying(announcement.map { Onward.Words($0.text, in: $0.language) })
  }

  /// A receptionist says by itself who takes over; one that is gone can't.
  private static func announcement(of transfer: Transfer, in call: Call) -> Announcement? {
    guard transfer.reason == .aiUnavailable else { return nil }
    let language = call.conversation.spoken.ofPrompts
    return Announcement(text: Phrase.handOver(toDepartment: nil).text(in: language), language: language)
  }

  private static func number(for transfer: Transfer, in scope: any TenantScope) async throws(StoreFailure)
    -> PhoneNumber
  {
    if let id = transfer.department, let department = try await scope.department(id) { return department.number }
    guard let tenant = try await scope.tenant() else { throw .notFound }
    return tenant.settings.customerService
  }
}

extension CallFlow {
  /// Whether the hand-over goes by rules: somebody named its end, the tenant has some, or we placed the call, which bears the
  /// tenant's own number and must show another.
  fileprivate func goes(by transfer: Transfer, of call: Call) async throws(StoreFailure) -> Bool {
    if transfer.target != nil || call.direction == .outbound { return true }
    return try await hasRules(for: call.dialled)
  }
}

extension Transfer {
  /// What routing is asked for it.
  fileprivate var wish: RoutingWish {
    if let dialled, let owner = target?.owner { return .dialled(.reached(dialled, owner)) }
    if let target { return .sendTo(target) }
    if let department { return .sendTo(.department(department)) }
    return .handOver(HandOver(reason: reason))
  }
}

extension RoutingTarget {
  /// Who can have an extension.
  fileprivate var owner: ExtensionDirectory.Owner? {
    switch self {
    case .agent(let id): .agent(id)
    case .department(let id): .department(id)
    case .queue, .voicemail, .outside, .receptionist, .farewell: nil
    }
  }
}

extension Onward {
  /// The same with these words before it, where the stop has none of its own.
  fileprivate func saying(_ announcement: Words?) -> Onward {
    guard words == nil, let announcement else { return self }
    return Onward(
      act: act, notice: notice, words: announcement, place: place, turn: turn, showing: showing, manner: manner,
      callBackKey: callBackKey)
  }
}
