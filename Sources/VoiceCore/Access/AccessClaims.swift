/// What an access token says of its bearer. Source: the outside contract, section HTTP.
public struct AccessClaims: Equatable, Sendable {
  /// How long a token is good for by default.
  public static let lifetime: Duration = .seconds(15 * 60)
  /// How far clocks may differ.
  public static let leeway: Duration = .seconds(60)

  public let user: User.ID
  /// `nil` for a platform administrator only.
  public let tenant: Tenant.ID?
  public let role: Role
  public let issuedAt: Timestamp
  public let expiresAt: Timestamp
  /// Unique to the token (`jti`).
  public let id: Identifier<AccessClaims>

  /// Claims of these parts.
  public init(
    user: User.ID, tenant: Tenant.ID?, role: Role, issuedAt: Timestamp, expiresAt: Timestamp,
    id: Identifier<AccessClaims>
  ) {
    self.user = user
    self.tenant = tenant
    self.role = role
    self.issuedAt = issuedAt
    self.expiresAt = expiresAt
    self.id = id
  }

  /// Claims of a token that is issued now and lives as long as usual. A platform administrator belongs to no tenant.
  public init(of user: User, in tenant: Tenant.ID, at moment: Timestamp, id: Identifier<AccessClaims>) {
    self.init(
      user: user.id, tenant: user.role == .platformAdmin ? nil : tenant, role: user.role, issuedAt: moment,
      expiresAt: moment + Self.lifetime, id: id)
  }
}
