/// An administrator makes a user of the tenant.
public struct MakeUser: Sendable {
  /// Characters of a name.
  public static let nameLength = 1...200

  /// Who is to be made.
  public struct Plan: Sendable {
    public let email: EmailAddress
    public let name: String
    public let role: Role
    public let password: String

    /// A plan of these parts.
    public init(email: EmailAddress, name: String, role: Role, password: String) {
      self.email = email
      self.name = name
      self.role = role
      self.password = password
    }
  }

  private let store: any Store
  private let ids: IDSource
  private let passwords: any Passwords
  private let auditing: Auditing

  /// A use case on these ports.
  public init(store: any Store, ids: IDSource, passwords: any Passwords, auditing: Auditing) {
    self.store = store
    self.ids = ids
    self.passwords = passwords
    self.auditing = auditing
  }

  /// Makes the user. Nobody gives a role that is above their own.
  public func callAsFunction(
    _ plan: Plan, by authority: Authority, in tenant: Tenant.ID
  ) async throws(UserFailure) -> User {
    guard authority.mayGive(plan.role) else {
      await RecordRefusal(store: store)(auditing(.addUser, by: authority.actor), in: tenant)
      throw .forbidden
    }
    guard NameRule.accepts(plan.name, of: Self.nameLength) else { throw .badName }
    let password = try await NewPassword(store: store, passwords: passwords)
      .verifier(for: plan.password, of: plan.email, in: tenant)
    let user = User(id: ids(), email: plan.email, name: plan.name, role: plan.role, password: password)
    let draft = auditing(.addUser, by: authority.actor, on: AuditReference(.user, user.id))
    do throws(StoreFailure) {
      try await store.transaction(for: tenant) { scope throws(StoreFailure) in
        // No user comes to be in a tenant that has gone meanwhile, nor a platform administrator in one that is about to.
        if user.role == .platformAdmin { try await scope.oneDecisionAtATime() }
        _ = try await scope.openTenant()
        try await scope.save(user)
        try await scope.append(draft)
      }
    } catch {
      throw UserFailure(error)
    }
    return user
  }
}

/// Why nothing was changed about a user.
public enum UserFailure: Error, Equatable, Sendable {
  /// Whoever asks may not give, change or take away that role.
  case forbidden
  /// There is no such user, or tenant.
  case notFound
  /// Another user of the tenant has the address.
  case emailTaken
  /// A name of no or too many characters, or with characters that can't be seen.
  case badName
  /// There is no such department.
  case unknownDepartment
  /// More departments than one user may belong to.
  case tooManyDepartments
  /// The new password isn't good enough.
  case password(PasswordRule.Fault)
  /// The current password is wrong.
  case wrongPassword
  /// Too many wrong passwords: nothing is checked for so long.
  case tryLater(Duration)
  /// A tenant is never left without an administrator.
  case lastAdministrator
  /// Not now: trying again is safe and may help.
  case unavailable
  /// What is kept can't be read: trying again doesn't help, an operator must look.
  case damaged

  init(_ failure: StoreFailure) {
    switch failure {
    case .notFound: self = .notFound
    case .taken(.email): self = .emailTaken
    case .taken, .conflict, .unavailable: self = .unavailable
    case .scopeEnded, .corrupt: self = .damaged
    }
  }

  init(_ failure: PasswordFailure) {
    switch failure {
    case .tooLong: self = .password(.tooLong)
    case .unavailable: self = .unavailable
    }
  }
}
