/// A person gives domain, address and password: a session and its first tokens, or one answer for everything wrong.
public struct SignIn: Sendable {
  /// What is given.
  public struct Credentials: Sendable {
    public let domain: String
    public let email: String
    public let password: String
    /// What the device was given when the account was last signed in from it, if it shows it.
    public let device: String?

    /// Credentials as they were given.
    public init(domain: String, email: String, password: String, device: String? = nil) {
      self.domain = domain
      self.email = email
      self.password = password
      self.device = device
    }
  }

  /// What a signed-in person gets.
  public struct SignedIn: Sendable {
    public let tokens: IssuedTokens
    /// For the device to keep and show the next time; it opens nothing.
    public let device: SignInDevice
  }

  private let store: any Store
  private let time: any TimeSource
  private let ids: IDSource
  private let secrets: SecretTokens
  private let keyed: KeyedDigest
  private let passwords: any Passwords
  private let tokens: any AccessTokens
  private let notices: SecurityNotices

  /// A use case on these ports.
  public init(
    store: any Store, time: any TimeSource, ids: IDSource, secrets: SecretTokens, keyed: KeyedDigest,
    passwords: any Passwords, tokens: any AccessTokens, notices: SecurityNotices = .none
  ) {
    self.store = store
    self.time = time
    self.ids = ids
    self.secrets = secrets
    self.keyed = keyed
    self.passwords = passwords
    self.tokens = tokens
    self.notices = notices
  }

  /// Signs a person in. Unknown domain, unknown address and wrong password can't be told apart: not by the answer, not
  /// by the clock, not by the delays, which unknown accounts have as well.
  public func callAsFunction(_ given: Credentials) async throws(SignInFailure) -> SignedIn {
    let (tenant, user) = try await find(given)
    let device = user.flatMap { user in
      given.device.flatMap { SignInDevice($0, of: user.id, in: tenant, by: keyed) }
    }
    let slot = slot(of: given, device)
    let check = GuardedPassword(store: store, time: time, passwords: passwords)
    switch await check.check(given.password, against: user?.password, at: slot, in: tenant) {
    case .right:
      guard let user else { throw .refused }
      return try await begin(user, tenant, slot, device)
    case .wrong(let isSlowest):
      if isSlowest, tenant != Tenant.nobody { notices.tell(.signInSlowed(user?.id, of: tenant)) }
      throw .refused
    case .wait(let span): throw .tryLater(span)
    case .unavailable: throw .unavailable
    }
  }

  /// Where failures are counted: apart for a device that the account knows, else one place for all the world.
  private func slot(of given: Credentials, _ device: SignInDevice?) -> SignInSlot {
    if let device { return SignInSlot(.device, of: keyed.digest("sign-in device place|\(device.text)")) }
    // Letter case must not make a second place for one account.
    let account = "\(given.domain.lowercased())|\(given.email.lowercased())"
    return SignInSlot(.anywhere, of: keyed.digest("sign-in place|\(account)"))
  }

  /// Unknown domains are looked up at a tenant that doesn't exist, so that it takes as long.
  private func find(_ given: Credentials) async throws(SignInFailure) -> (tenant: Tenant.ID, user: User?) {
    guard let email = EmailAddress(given.email), let domain = TenantDomain(given.domain) else {
      return (Tenant.nobody, nil)
    }
    do throws(StoreFailure) {
      let tenant = try await store.platform.tenant(at: domain) ?? Tenant.nobody
      let user = try await store.read(for: tenant) { scope throws(StoreFailure) in try await scope.user(email) }
      return (tenant, user)
    } catch {
      throw .unavailable
    }
  }

  /// The session, its first tokens and the guard's opening in one commit.
  private func begin(
    _ user: User, _ tenant: Tenant.ID, _ slot: SignInSlot, _ device: SignInDevice?
  ) async throws(SignInFailure) -> SignedIn {
    let now = time.now()
    let token = RefreshToken(family: secrets.make(), turn: secrets.make())
    let session = Session(
      id: ids(), user: user.id, family: secrets.digest(token.family), first: secrets.digest(token.turn),
      startedAt: now)
    let device = device ?? SignInDevice(random: secrets.make(), of: user.id, in: tenant, by: keyed)
    let access: String
    do throws(AccessTokenFailure) {
      access = try await tokens.issue(AccessClaims(of: user, in: tenant, at: now, id: ids()))
    } catch {
      throw .unavailable
    }
    let isBegun: Bool
    do throws(StoreFailure) {
      isBegun = try await store.transaction(for: tenant) { scope throws(StoreFailure) in
        // Removed, demoted or with another password since it was checked: as if it had been wrong.
        guard try await scope.user(user.id) == user else { return false }
        try await makeRoom(for: user.id, in: scope)
        try await scope.save(session)
        try await scope.save(SignInGuard(), at: slot)
        return true
      }
    } catch {
      throw .unavailable
    }
    guard isBegun else { throw .refused }
    return SignedIn(
      tokens: IssuedTokens(accessToken: access, expiresIn: AccessClaims.lifetime, refreshToken: token.text),
      device: device)
  }

  private func makeRoom(for user: User.ID, in scope: any TenantScope) async throws(StoreFailure) {
    let sessions = try await scope.sessions(of: user)
    for session in sessions.prefix(max(0, sessions.count - Session.maximumPerUser + 1)) {
      try await scope.remove(session)
    }
  }
}

/// Why nobody was signed in.
public enum SignInFailure: Error, Equatable, Sendable {
  /// Something is wrong with what was given; which thing is told to nobody.
  case refused
  /// Too many wrong passwords: nothing is checked for so long.
  case tryLater(Duration)
  /// Sign-in can't be checked now: trying again may help.
  case unavailable
}
