/// A person gives domain, address and password: an access token, or one answer for everything that is wrong.
public struct SignIn: Sendable {
  /// A signed-in person's token.
  public struct Session: Equatable, Sendable {
    public let accessToken: String
    public let expiresIn: Duration
  }

  private let store: any Store
  private let time: any TimeSource
  private let ids: IDSource
  private let passwords: any Passwords
  private let tokens: any AccessTokens

  /// A use case on these ports.
  public init(
    store: any Store, time: any TimeSource, ids: IDSource, passwords: any Passwords, tokens: any AccessTokens
  ) {
    self.store = store
    self.time = time
    self.ids = ids
    self.passwords = passwords
    self.tokens = tokens
  }

  /// Signs a person in. Unknown domain, unknown address and wrong password can't be told apart, by answer or by clock.
  public func callAsFunction(
    domain: String, email: String, password: String
  ) async throws(SignInFailure) -> Session {
    let found = try await find(domain, email)
    let isRight: Bool
    do throws(PasswordFailure) {
      isRight = try await passwords.verify(password, against: found?.user.password)
    } catch {
      throw error == .tooLong ? .refused : .unavailable
    }
    guard isRight, let found else { throw .refused }
    let now = time.now()
    let claims = AccessClaims(
      user: found.user.id, tenant: found.tenant, role: found.user.role, issuedAt: now,
      expiresAt: now + AccessClaims.lifetime, id: ids())
    do throws(AccessTokenFailure) {
      return Session(accessToken: try await tokens.issue(claims), expiresIn: AccessClaims.lifetime)
    } catch {
      throw .unavailable
    }
  }

  private func find(_ domain: String, _ email: String) async throws(SignInFailure) -> (tenant: Tenant.ID, user: User)? {
    guard let domain = TenantDomain(domain), let email = EmailAddress(email) else { return nil }
    do throws(StoreFailure) {
      guard let tenant = try await store.platform.tenant(at: domain) else { return nil }
      let user = try await store.read(for: tenant) { scope throws(StoreFailure) in try await scope.user(email) }
      return user.map { (tenant, $0) }
    } catch {
      throw .unavailable
    }
  }
}

/// Why nobody was signed in.
public enum SignInFailure: Error, Equatable, Sendable {
  /// Something is wrong with what was given; which thing is told to nobody.
  case refused
  /// Sign-in can't be checked now: trying again may help.
  case unavailable
}
