/// What an agent says of themselves. Only who is available is offered calls.
public enum AgentStatus: String, Sendable, Codable, CaseIterable {
  case available, busy
  case notAvailable = "not_available"
}
