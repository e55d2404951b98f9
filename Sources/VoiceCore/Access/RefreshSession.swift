/// A client shows its refresh token: a new pair, once (`Session` says when once more). One answer for all that is wrong.
///
/// The role is read anew, so a change of role is in force within an access token's life.
public struct RefreshSession: Sendable {
  private let store: any Store
  private let time: any TimeSource
  private let ids: IDSource
  private let secrets: SecretTokens
  private let keyed: KeyedDigest
  private let tokens: any AccessTokens
  private let notices: SecurityNotices

  /// A use case on these ports.
  public init(
    store: any Store, time: any TimeSource, ids: IDSource, secrets: SecretTokens, keyed: KeyedDigest,
    tokens: any AccessTokens, notices: SecurityNotices = .none
  ) {
    self.store = store
    self.time = time
    self.ids = ids
    self.secrets = secrets
    self.keyed = keyed
    self.tokens = tokens
    self.notices = notices
  }

  private enum Outcome: Sendable {
    case renewed(User, RefreshToken)
    case reused(Session)
    case refused
  }

  /// Renews the session of this token.
  public func callAsFunction(_ text: String) async throws(SessionFailure) -> IssuedTokens {
    guard let shown = RefreshToken(text) else { throw .refused }
    let now = time.now()
    let salt = secrets.make()
    let tenant: Tenant.ID
    let outcome: Outcome
    do throws(StoreFailure) {
      let family = secrets.digest(shown.family)
      guard let found = try await store.platform.tenant(ofSession: family) else { throw .notFound }
      tenant = found
      outcome = try await store.transaction(for: tenant) { scope throws(StoreFailure) in
        guard let session = try await scope.session(family) else { return .refused }
        return try await renew(session, shown: shown, at: now, salt: salt, in: scope)
      }
    } catch {
      throw SessionFailure(error)
    }
    switch outcome {
    case .renewed(let user, let next):
      return try await issue(to: user, of: tenant, at: now, next)
    case .reused(let session):
      notices.tell(.refreshTokenReused(session.id, session.user, of: tenant))
      throw .refused
    case .refused: throw .refused
    }
  }

  private func renew(
    _ session: Session, shown: RefreshToken, at now: Timestamp, salt: String, in scope: any TenantScope
  ) async throws(StoreFailure) -> Outcome {
    let used = secrets.digest(shown.turn)
    var session = session
    guard let user = try await scope.user(session.user) else {
      try await scope.remove(session)
      return .refused
    }
    switch session.decide(shown: used, at: now) {
    case .renew:
      let next = shown.next(salt: salt, by: keyed)
      session.evolve(.renewed(at: now, used: used, salt: salt, next: secrets.digest(next.turn)))
      try await scope.save(session)
      return .renewed(user, next)
    case .repeatReply(let salt):
      let next = shown.next(salt: salt, by: keyed)
      // Another key made the token meanwhile (it is being changed): it can't be told again.
      guard secrets.digest(next.turn).matches(session.current) else { return .refused }
      return .renewed(user, next)
    case .reused:
      try await scope.remove(session)
      return .reused(session)
    case .expired:
      try await scope.remove(session)
      return .refused
    }
  }

  private func issue(
    to user: User, of tenant: Tenant.ID, at now: Timestamp, _ next: RefreshToken
  ) async throws(SessionFailure) -> IssuedTokens {
    do throws(AccessTokenFailure) {
      let token = try await tokens.issue(AccessClaims(of: user, in: tenant, at: now, id: ids()))
      return IssuedTokens(accessToken: token, expiresIn: AccessClaims.lifetime, refreshToken: next.text)
    } catch {
      throw .unavailable  // As good as a lost reply: the client may show its token again.
    }
  }
}

/// Why a session wasn't renewed or ended.
public enum SessionFailure: Error, Equatable, Sendable {
  /// The token is good for nothing; why is told to nobody. Signing in again helps.
  case refused
  /// It can't be checked now: trying again is safe and may help.
  case unavailable

  init(_ failure: StoreFailure) {
    switch failure {
    case .notFound: self = .refused
    case .taken, .conflict, .unavailable, .scopeEnded, .corrupt: self = .unavailable
    }
  }
}
