/// Up to where a tenant's log has grown: all that the platform knows of it.
public struct LogHead: Equatable, Sendable {
  public let tenant: Tenant.ID
  /// The place of the last fact of a commit.
  public let position: LogPosition

  /// A tenant's log up to this place.
  public init(tenant: Tenant.ID, position: LogPosition) {
    self.tenant = tenant
    self.position = position
  }
}
