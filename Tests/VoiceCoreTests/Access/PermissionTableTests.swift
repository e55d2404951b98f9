import Testing
import VoiceCore

@Suite("Who may do what")
struct PermissionTableTests {
  /// The whole table: `T` everything of the tenant, `D` of the own departments, `O` the own, `-` nothing. Columns:
  /// platform_admin, tenant_admin, supervisor, agent, and what an API key may be given (`K`).
  static let expected = """
    tenants:manage        T - - - -
    tenant:read           T T T T K
    tenant:write          T T - - K
    users:read            T T - - K
    users:write           T T - - -
    password:write        T T O O -
    api-keys:read         T T - - -
    api-keys:write        T T - - -
    phone-numbers:read    T T T - K
    phone-numbers:write   T T - - K
    departments:read      T T T T K
    departments:write     T T - - K
    agents:read           T T D D K
    agents:write          T T - - K
    agent-status:write    T T D O K
    agent-metrics:read    T T D O K
    transfer-rules:read   T T T - K
    transfer-rules:write  T T - - K
    settings:read         T T T - K
    settings:write        T T - - K
    calls:read            T T D O K
    calls:place           T T D O K
    calls:steer           T T D O K
    transcripts:read      T T D O K
    recordings:read       T T D O K
    queue:read            T T D D K
    voicemails:read       T T D D K
    voicemails:write      T T D D K
    voice:use             T T O O K
    spam-rules:read       T T T - K
    spam-rules:write      T T - - K
    spam-reports:write    T T D D K
    spam-reviews:write    T T T - K
    spam:check            T T T T K
    knowledge:read        T T T T K
    knowledge:write       T T T - K
    knowledge:try         T T T T K
    contacts:read         T T T T K
    contacts:write        T T T T K
    appointments:read     T T T T K
    appointments:write    T T T T K
    leads:read            T T D D K
    leads:write           T T D D K
    conversations:read    T T D D K
    conversations:write   T T D D K
    usage:read            T T - - K
    subscription:write    T T - - -
    analytics:read        T T D - K
    webhooks:read         T T - - K
    webhooks:write        T T - - K
    exports:make          T T - - K
    erasures:make         T T - - -
    integrations:read     T T - - K
    integrations:write    T T - - K
    events:read           T T D D K
    audit-log:read        T T - - K
    """

  static func line(of permission: Permission) -> String {
    let marks = Role.allCases.map { role in mark(role.reach(of: permission)) }
    let key = Bearer.key(Identifier(1), Set(Permission.allCases), of: Identifier(2)).allows(permission) ? "K" : "-"
    let name = permission.rawValue + String(repeating: " ", count: 22 - permission.rawValue.count)
    return name + (marks + [key]).joined(separator: " ")
  }

  static func mark(_ reach: Reach?) -> String {
    switch reach {
    case .tenant: "T"
    case .department: "D"
    case .own: "O"
    case nil: "-"
    }
  }

  @Test func `the table of roles, permissions and scopes is this one`() {
    #expect(Role.allCases == [.platformAdmin, .tenantAdmin, .supervisor, .agent])
    let lines = Permission.allCases.map(Self.line)
    for (line, expected) in zip(lines, Self.expected.split(separator: "\n")) { #expect(line == expected) }
    #expect(lines.count == Self.expected.split(separator: "\n").count)
  }

  @Test func `nobody further down may do more than somebody further up`() {
    for permission in Permission.allCases {
      let reaches = Role.allCases.map { $0.reach(of: permission)?.rawValue ?? -1 }
      #expect(reaches == reaches.sorted(by: >), "\(permission)")
    }
  }

  @Test func `a key does what its scopes say and nothing that keys may not do`() {
    for scope in Permission.allCases {
      let key = Bearer.key(Identifier(1), [scope], of: Identifier(2))
      for permission in Permission.allCases {
        #expect(key.allows(permission) == (permission == scope && Permission.keyScopes.contains(scope)))
      }
      for role in Role.allCases { #expect(!key.mayGive(role)) }
    }
  }

  @Test func `nobody gives a role above their own`() {
    let given = Role.allCases.map { giver in Role.allCases.filter(giver.mayGive) }
    #expect(given == [Role.allCases, [.tenantAdmin, .supervisor, .agent], [], []])
  }

  @Test func `only a platform administrator's request names the tenant`() {
    let (own, other): (Tenant.ID, Tenant.ID) = (Identifier(1), Identifier(2))
    for role in Role.allCases where role != .platformAdmin {
      let bearer = Bearer.user(Identifier(3), role, of: own)
      #expect(bearer.tenant(named: nil) == own)
      #expect(bearer.tenant(named: own) == own)
      #expect(bearer.tenant(named: other) == nil)
    }
    let key = Bearer.key(Identifier(3), [], of: own)
    #expect(key.tenant(named: nil) == own && key.tenant(named: other) == nil)
    let platform = Bearer.user(Identifier(3), .platformAdmin, of: nil)
    #expect(platform.tenant(named: other) == other && platform.tenant(named: nil) == nil)
  }

  @Test func `a platform administrator's claims name no tenant`() throws {
    let email = try #require(EmailAddress("a@b.example"))
    for role in Role.allCases {
      let user = User(id: Identifier(1), email: email, name: "A", role: role, password: PasswordVerifier(text: ""))
      let claims = AccessClaims(of: user, in: Identifier(2), at: Timestamp(microseconds: 0), id: Identifier(3))
      #expect(claims.tenant == (role == .platformAdmin ? nil : Identifier(2)))
      #expect(claims.expiresAt - claims.issuedAt == AccessClaims.lifetime)
    }
  }
}
