/// What a person may do. Source: the roles of the API.
public enum Role: String, Sendable, Codable, CaseIterable {
  case platformAdmin = "platform_admin"
  case tenantAdmin = "tenant_admin"
  case supervisor, agent
}
