/// Something that whoever answers for a tenant's security should hear of. Names by id only.
public enum SecurityNotice: Equatable, Sendable {
  /// An account's sign-in has been slowed to the longest delay. The user is `nil` when there is none of that name.
  case signInSlowed(User.ID?, of: Tenant.ID)
  /// A refresh token that had been used was shown again: it was copied. The session is over.
  case refreshTokenReused(Session.ID, User.ID, of: Tenant.ID)
}

/// Tells security notices on: to the log, the audit trail, the administrator. Called after the commit; never waits.
public struct SecurityNotices: Sendable {
  /// Tells one.
  public let tell: @Sendable (SecurityNotice) -> Void

  /// A port that calls this closure.
  public init(tell: @escaping @Sendable (SecurityNotice) -> Void) { self.tell = tell }

  /// Tells nobody.
  public static let none = SecurityNotices { _ in }
}
