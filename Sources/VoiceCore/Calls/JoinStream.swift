/// A media stream arrived with a token: redeems it, once and for all nodes, and answers the call with it.
public struct JoinStream: Sendable {
  /// A stream that has its call.
  public struct Joined: Sendable {
    public let place: CallPlace
    public let carrierID: CarrierCallID
    /// Counts the call's streams from 1.
    public let stream: Int
    public let brief: ReceptionistBrief
    /// Since when the call is answered, and what its voice AI has used so far: a stream that resumes a call begins no new session.
    public let answeredAt: Timestamp
    public let usage: AIUsage
    /// What the tenant lets the session cost and last.
    public let sessionCap: SessionCap
    /// By what the caller is handed to a person, and whether they are one who speaks with no voice AI.
    public let signs: TransferSigns
    public let isVIP: Bool
    /// Whether the call's recording is to begin now that the caller has been told of it.
    public let isToRecord: Bool
  }

  private let store: any Store
  private let time: any TimeSource
  private let tokens: SecretTokens
  private let node: Node.ID
  private let address: NodeAddress?

  /// A use case on these ports, for streams that this node hosts. A node that nobody else looks for needs no name, and one that
  /// nobody need come to no address.
  public init(
    store: any Store, time: any TimeSource, tokens: SecretTokens, node: Node.ID = Node.ID(0),
    address: NodeAddress? = nil
  ) {
    self.store = store
    self.time = time
    self.node = node
    self.address = address
    self.tokens = tokens
  }

  /// Joins the stream to its call.
  public func callAsFunction(token: String, carrierCall: String) async throws(JoinFailure) -> Joined {
    let digest = tokens.digest(token)
    let now = time.now()
    let (node, address) = (node, address)
    do {
      guard let tenant = try await store.platform.tenant(granting: digest) else { throw JoinFailure.unknownToken }
      let result = try await store.transaction(for: tenant) {
        scope throws(StoreFailure) -> Result<Joined, JoinFailure> in
        // Redeemed first: a token that is shown to anybody is used up, whatever else is wrong.
        guard let grant = try await scope.redeem(digest) else { return .failure(.unknownToken) }
        guard now < grant.expiresAt else { return .failure(.expired) }
        guard let call = try await scope.call(grant.call), call.carrierID.text == carrierCall else {
          return .failure(.wrongCall)
        }
        let decision = call.decide(streamJoinedAt: now)
        guard decision != .nothing else { return .failure(.callOver) }
        let joined = try await scope.commit(decision, to: call, at: now)
        // A first stream can't be what is left of a rescue.
        let redirectedAt = call.streams > 0 ? try await scope.liveCall(call.id)?.redirectedAt : nil
        try await scope.save(
          LiveCall(call: call.id, holder: .node(node), since: now, redirectedAt: redirectedAt, address: address))
        let company = try await scope.openTenant()
        return .success(
          Joined(
            place: CallPlace(tenant: tenant, call: call.id), carrierID: call.carrierID, stream: joined.streams,
            brief: try await Self.brief(for: joined, of: company, at: now, in: scope),
            answeredAt: joined.answeredAt ?? now, usage: joined.aiUsage ?? AIUsage(),
            sessionCap: company.settings.session, signs: company.settings.signs,
            isVIP: joined.direction == .inbound && company.settings.signs.isVIP(joined.caller),
            isToRecord: try await scope.isRecordingToBegin(of: joined, at: now)))
      }
      return try result.get()
    } catch let failure as StoreFailure {
      throw .store(failure)
    } catch let failure as JoinFailure {
      throw failure
    } catch {
      // Nothing else can be thrown above; the compiler can't see it through two types of failure.
      throw .store(.unavailable)
    }
  }

  private static func brief(
    for call: Call, of tenant: Tenant, at now: Timestamp, in scope: any TenantScope
  ) async throws(StoreFailure) -> ReceptionistBrief {
    ReceptionistBrief(
      company: tenant.name, language: call.conversation.language,
      greeting: tenant.settings.greetings[call.conversation.language]?.text, knowledge: try await scope.knowledge(),
      departments: try await scope.departments(), attemptsSoFar: call.conversation.attempts.map(\.id.number).max() ?? 0,
      isResumed: call.streams > 1, direction: call.direction, spoken: call.conversation.spoken,
      at: now, notesSoFar: try await scope.callerNotes(of: call.id)?.notes.last?.number ?? 0)
  }
}

/// Why a stream is turned away. Which it was is told to the log, not to the stream.
public enum JoinFailure: Error, Equatable, Sendable {
  /// Never granted, or used already.
  case unknownToken
  case expired
  /// The token belongs to another call than the stream says.
  case wrongCall
  /// The call ended, or is being handed over.
  case callOver
  case store(StoreFailure)
}
