/// An administrator makes a key for a machine. The secret is in the answer and nowhere else.
public struct MakeAPIKey: Sendable {
  /// What is to be made.
  public struct Plan: Sendable {
    public let name: String
    public let scopes: Set<Permission>
    /// `nil` for a key that is good until it is revoked.
    public let expiresAt: Timestamp?
    /// Drawn by whoever may ask again, so that asking again makes no second one; `nil` for one that is drawn here.
    public let id: APIKey.ID?

    /// A plan of these parts.
    public init(name: String, scopes: Set<Permission>, expiresAt: Timestamp? = nil, id: APIKey.ID? = nil) {
      self.name = name
      self.scopes = scopes
      self.expiresAt = expiresAt
      self.id = id
    }
  }

  /// A key and the only copy of its secret.
  public struct Made: Sendable {
    public let key: APIKey
    /// `nil` for a key that was there already: nobody knows its secret who didn't hear it then.
    public let secret: APIKeySecret?
  }

  private let store: any Store
  private let time: any TimeSource
  private let ids: IDSource
  private let secrets: SecretTokens
  private let auditing: Auditing

  /// A use case on these ports.
  public init(
    store: any Store, time: any TimeSource, ids: IDSource, secrets: SecretTokens, auditing: Auditing
  ) {
    self.store = store
    self.time = time
    self.ids = ids
    self.secrets = secrets
    self.auditing = auditing
  }

  /// Makes a key with these scopes. Nobody gives what they don't have, and keys make no keys.
  public func callAsFunction(
    _ plan: Plan, by bearer: Bearer, in tenant: Tenant.ID
  ) async throws(APIKeyFailure) -> Made {
    let now = time.now()
    guard case .user(let maker, _, _) = bearer, bearer.allows(.changeAPIKeys) else {
      throw await refuse(bearer, tenant)
    }
    guard NameRule.accepts(plan.name, of: APIKey.nameLength) else { throw .badName }
    guard !plan.scopes.isEmpty, plan.scopes.isSubset(of: Permission.keyScopes) else { throw .badScopes }
    guard plan.scopes.allSatisfy({ bearer.reach(of: $0) == .tenant }) else { throw await refuse(bearer, tenant) }
    if let end = plan.expiresAt, end <= now { throw .alreadyExpired }
    let secret = APIKeySecret(random: secrets.make())
    let key = APIKey(
      id: plan.id ?? ids(), name: plan.name, digest: secrets.digest(secret.text), hint: secret.hint,
      scopes: plan.scopes,
      createdBy: maker, createdAt: now, expiresAt: plan.expiresAt)
    let draft = auditing(.issueKey, by: bearer, on: AuditReference(.apiKey, key.id))
    let made: APIKey?
    do throws(StoreFailure) {
      made = try await store.transaction(for: tenant) { scope throws(StoreFailure) in
        try await scope.oneDecisionAtATime()
        let keys = try await scope.apiKeys()
        if let known = keys.first(where: { $0.id == key.id }) { return known }
        guard keys.count < APIKey.maximumPerTenant else { return nil }
        try await scope.save(key)
        try await scope.append(draft)
        return key
      }
    } catch {
      throw APIKeyFailure(error)
    }
    guard let made else { throw .tooMany }
    return Made(key: made, secret: made == key ? secret : nil)
  }

  private func refuse(_ bearer: Bearer, _ tenant: Tenant.ID) async -> APIKeyFailure {
    await RecordRefusal(store: store)(auditing(.issueKey, by: bearer), in: tenant)
    return .forbidden
  }
}

/// Why a key wasn't made, revoked or accepted.
public enum APIKeyFailure: Error, Equatable, Sendable {
  /// No name, one that is too long, or one with characters that can't be seen.
  case badName
  /// No scope, or one that keys may not have.
  case badScopes
  /// The moment of expiry has passed.
  case alreadyExpired
  /// The tenant has as many keys as it may have.
  case tooMany
  /// Whoever asks may not do or give this.
  case forbidden
  /// There is no such key (any more).
  case notFound
  /// The key opens nothing; why is told to nobody.
  case refused
  /// Not now: trying again is safe and may help.
  case unavailable
  /// What is kept can't be read: trying again doesn't help, an operator must look.
  case damaged

  init(_ failure: StoreFailure) {
    switch failure {
    case .notFound: self = .notFound
    case .taken, .conflict, .unavailable: self = .unavailable
    case .scopeEnded, .corrupt: self = .damaged
    }
  }
}
