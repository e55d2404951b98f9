/// A person changes their password by proving the current one, or an administrator sets a new one. All sessions of the
/// user end: whoever knew the old password is out, within an access token's life.
public struct ChangePassword: Sendable {
  /// What entitles to the change.
  public enum Proof: Sendable {
    /// The person's current password.
    case current(String)
    /// An administrator who may change users of the user's role.
    case administrator(Authority)
  }

  private let store: any Store
  private let time: any TimeSource
  private let passwords: any Passwords
  private let keyed: KeyedDigest
  private let auditing: Auditing

  /// A use case on these ports.
  public init(
    store: any Store, time: any TimeSource, passwords: any Passwords, keyed: KeyedDigest, auditing: Auditing
  ) {
    self.store = store
    self.time = time
    self.passwords = passwords
    self.keyed = keyed
    self.auditing = auditing
  }

  /// Changes the password of this user.
  public func callAsFunction(
    of id: User.ID, in tenant: Tenant.ID, to password: String, proof: Proof
  ) async throws(UserFailure) {
    let user = try await find(id, tenant)
    let slot = SignInSlot(.proof, of: keyed.digest("password proof|\(tenant)|\(id)"))
    let isProven: Bool
    let draft: AuditDraft
    switch proof {
    case .current(let current):
      draft = auditing(
        .changePassword, by: .known(AuditReference(.user, id)), on: AuditReference(.user, id))
      try await prove(current, user, slot, tenant)
      isProven = true
    case .administrator(let authority):
      draft = auditing(.resetPassword, by: authority.actor, on: AuditReference(.user, id))
      guard authority.mayChange(user.role) else {
        await RecordRefusal(store: store)(draft, in: tenant)
        throw .forbidden
      }
      isProven = false
    }
    let verifier = try await NewPassword(store: store, passwords: passwords)
      .verifier(for: password, of: user.email, in: tenant)
    do throws(StoreFailure) {
      try await store.transaction(for: tenant) { scope throws(StoreFailure) in
        _ = try await scope.openTenant()
        // Changed by somebody else meanwhile: what was proven or allowed is no longer so.
        guard var found = try await scope.user(id), found.password == user.password, found.role == user.role else {
          throw .conflict
        }
        found.password = verifier
        try await scope.save(found)
        try await scope.endSessions(of: id)
        if isProven { try await scope.save(SignInGuard(), at: slot) }
        try await scope.append(draft)
      }
    } catch {
      throw UserFailure(error)
    }
  }

  private func prove(
    _ current: String, _ user: User, _ slot: SignInSlot, _ tenant: Tenant.ID
  ) async throws(UserFailure) {
    let check = GuardedPassword(store: store, time: time, passwords: passwords)
    switch await check.check(current, against: user.password, at: slot, in: tenant) {
    case .right: return
    case .wrong: throw .wrongPassword
    case .wait(let span): throw .tryLater(span)
    case .unavailable: throw .unavailable
    }
  }

  private func find(_ id: User.ID, _ tenant: Tenant.ID) async throws(UserFailure) -> User {
    do throws(StoreFailure) {
      let user = try await store.read(for: tenant) { scope throws(StoreFailure) in try await scope.user(id) }
      guard let user else { throw .notFound }
      return user
    } catch {
      throw UserFailure(error)
    }
  }
}
