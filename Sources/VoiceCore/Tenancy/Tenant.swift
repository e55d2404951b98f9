/// A company whose calls we answer. Tenants share a deployment and never see each other.
public struct Tenant: Equatable, Sendable, Codable {
  /// Names one tenant.
  public typealias ID = Identifier<Tenant>

  public let id: ID
  /// As it is said to callers.
  public var name: String
  /// Unique in the deployment; people sign in with it.
  public var domain: TenantDomain
  public var settings: TenantSettings

  /// A tenant with these settings.
  public init(id: ID, name: String, domain: TenantDomain, settings: TenantSettings) {
    self.id = id
    self.name = name
    self.domain = domain
    self.settings = settings
  }
}
