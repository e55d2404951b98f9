internal import VoiceCore

/// Under which name the carrier knows an agent's softphone. All tenants share the account, so the tenant is part of it; it
/// tells nothing about the person. Letters, digits and `_`, fewer than 121 characters. Source: Twilio `<Client>`.
enum AgentIdentity {
  static func text(of agent: Agent.ID, in tenant: Tenant.ID) -> String {
    "agent_\(hex(tenant.description))_\(hex(agent.description))"
  }

  private static func hex(_ id: String) -> String { id.filter { $0 != "-" } }
}
