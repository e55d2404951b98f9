/// Who makes a request, once a token or a key has been checked: the only thing that permissions are asked of.
public enum Bearer: Hashable, Sendable {
  /// A person; the tenant is `nil` for a platform administrator only.
  case user(User.ID, Role, of: Tenant.ID?)
  /// A machine with a key of a tenant.
  case key(APIKey.ID, Set<Permission>, of: Tenant.ID)

  /// The bearer of an access token.
  public init(_ claims: AccessClaims) { self = .user(claims.user, claims.role, of: claims.tenant) }

  /// How far this bearer may go with a permission; `nil` when not at all. A key that holds what keys may not hold
  /// doesn't have it.
  public func reach(of permission: Permission) -> Reach? {
    switch self {
    case .user(_, let role, _): role.reach(of: permission)
    case .key(_, let scopes, _):
      scopes.contains(permission) && Permission.keyScopes.contains(permission) ? .tenant : nil
    }
  }

  /// Whether this bearer may do it, however far.
  public func allows(_ permission: Permission) -> Bool { reach(of: permission) != nil }

  /// Whether this bearer may give, change or take away that role.
  public func mayGive(_ role: Role) -> Bool {
    switch self {
    case .user(_, let own, _): own.mayGive(role)
    case .key: false
    }
  }

  /// The tenant that a request is about: the bearer's own; a platform administrator's is the one that the request
  /// names. `nil` when none is named, or another than the bearer's own (which is as good as unknown).
  public func tenant(named: Tenant.ID?) -> Tenant.ID? {
    switch self {
    case .user(_, .platformAdmin, _): named
    case .user(_, _, let own): named == nil || named == own ? own : nil
    case .key(_, _, let own): named == nil || named == own ? own : nil
    }
  }
}
