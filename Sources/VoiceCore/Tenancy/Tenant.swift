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
  /// Since when nothing answers for it any more; `nil` while it is served.
  public var closedAt: Timestamp?

  /// Characters of a name.
  public static let nameLength = 1...200

  /// Whether a tenant can be called that: something to see in it, and no line breaks or other control characters.
  public static func isName(_ text: String) -> Bool {
    NameRule.accepts(text, of: nameLength)
  }

  /// A tenant with these settings.
  public init(id: ID, name: String, domain: TenantDomain, settings: TenantSettings) {
    self.id = id
    self.name = name
    self.domain = domain
    self.settings = settings
  }
}
