public import VoiceCore

/// An outside issuer (OpenID Connect) whose access tokens are accepted, and how its words are understood.
public struct OutsideIssuer: Sendable {
  /// The issuer exactly as its tokens name it (`iss`); its documents lie under it.
  public let issuer: String
  /// Whom its tokens must be meant for (`aud`).
  public let audience: String
  /// The claim that names the tenant.
  public var tenantClaim = "tenant_id"
  /// Which tenant each of its names is; a name that isn't here is nobody's. `nil` only where every tenant may be entered by
  /// its word: then the claim is the tenant's id.
  public var tenants: [String: Tenant.ID]?
  /// The claim that names the role, a text or a list of them; of several the one that may do most counts.
  public var roleClaim = "role"
  /// What its names of roles mean here. Nobody becomes a platform administrator unless it is said here.
  public var roles: [String: Role] = [
    Role.tenantAdmin.rawValue: .tenantAdmin, Role.supervisor.rawValue: .supervisor, Role.agent.rawValue: .agent,
  ]

  /// An issuer and an audience. Source of the settings: the outside contract.
  /// - Returns: `nil` for an issuer that is no `https:` address without query and fragment (`http:` on loopback is
  ///   allowed for trying things out), or for an empty audience.
  public init?(issuer: String, audience: String) {
    guard Self.isAllowed(issuer), !audience.isEmpty else { return nil }
    self.issuer = issuer
    self.audience = audience
  }

  /// Where the issuer describes itself. Source: OpenID Connect Discovery 1.0, section 4.
  public var discoveryAddress: String {
    (issuer.hasSuffix("/") ? String(issuer.dropLast()) : issuer) + "/.well-known/openid-configuration"
  }

  /// Whether keys may be fetched from there: over TLS, or from this machine when the issuer itself is on it.
  func mayFetch(_ address: String) -> Bool {
    Self.isAllowed(address) && (address.hasPrefix("https://") || !issuer.hasPrefix("https://"))
  }

  private static func isAllowed(_ address: String) -> Bool {
    guard address.utf8.count <= 2048,
      address.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "#") && $0 != UInt8(ascii: "?") })
    else { return false }
    if address.hasPrefix("https://") { return address.utf8.count > "https://".utf8.count }
    return ["http://127.0.0.1", "http://[::1]", "http://localhost"].contains { host in
      guard address.hasPrefix(host) else { return false }
      let rest = address.dropFirst(host.count)
      return rest.isEmpty || rest.first == "/" || rest.first == ":" && !rest.contains("@")
    }
  }
}
