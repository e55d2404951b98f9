/// Where a call belongs: its tenant and its id.
public struct CallPlace: Hashable, Sendable {
  public let tenant: Tenant.ID
  public let call: Call.ID

  /// The call of this tenant.
  public init(tenant: Tenant.ID, call: Call.ID) {
    self.tenant = tenant
    self.call = call
  }
}
