/// One thing that may be done, as an API key's scope names it: `resource:action`.
///
/// Every operation of the API demands exactly one of these (`APIOperation`); who has which is said in one place
/// (`Role.reach(of:)`, `Permission.keyScopes`).
public enum Permission: String, Sendable, Codable, CaseIterable {
  // The platform and its tenants.
  case manageTenants = "tenants:manage"
  case readTenant = "tenant:read"
  case changeTenant = "tenant:write"
  // Who signs in.
  case readUsers = "users:read"
  case changeUsers = "users:write"
  case changeOwnPassword = "password:write"
  case readAPIKeys = "api-keys:read"
  case changeAPIKeys = "api-keys:write"
  // Who answers, and where.
  case readPhoneNumbers = "phone-numbers:read"
  case changePhoneNumbers = "phone-numbers:write"
  case readDepartments = "departments:read"
  case changeDepartments = "departments:write"
  case readAgents = "agents:read"
  case changeAgents = "agents:write"
  case changeAgentStatus = "agent-status:write"
  case readAgentMetrics = "agent-metrics:read"
  case readTransferRules = "transfer-rules:read"
  case changeTransferRules = "transfer-rules:write"
  case readSettings = "settings:read"
  case changeSettings = "settings:write"
  // Calls.
  case readCalls = "calls:read"
  case placeCalls = "calls:place"
  case steerCalls = "calls:steer"
  case readTranscripts = "transcripts:read"
  case readRecordings = "recordings:read"
  case readQueue = "queue:read"
  case readVoicemails = "voicemails:read"
  case changeVoicemails = "voicemails:write"
  case speak = "voice:use"
  // Spam.
  case readSpamRules = "spam-rules:read"
  case changeSpamRules = "spam-rules:write"
  case reportSpam = "spam-reports:write"
  case reviewSpam = "spam-reviews:write"
  case checkSpam = "spam:check"
  // What the receptionist knows.
  case readKnowledge = "knowledge:read"
  case changeKnowledge = "knowledge:write"
  case tryKnowledge = "knowledge:try"
  // Customers.
  case readContacts = "contacts:read"
  case changeContacts = "contacts:write"
  case readAppointments = "appointments:read"
  case changeAppointments = "appointments:write"
  case readLeads = "leads:read"
  case changeLeads = "leads:write"
  case readConversations = "conversations:read"
  case changeConversations = "conversations:write"
  // Money, numbers, the outside.
  case readUsage = "usage:read"
  case changeSubscription = "subscription:write"
  case readAnalytics = "analytics:read"
  case readWebhooks = "webhooks:read"
  case changeWebhooks = "webhooks:write"
  case exportRecords = "exports:make"
  case erasePersons = "erasures:make"
  case readIntegrations = "integrations:read"
  case changeIntegrations = "integrations:write"
  case readEvents = "events:read"
  case readAuditLog = "audit-log:read"

  /// What an API key may be given. A machine's credential makes no credentials, spends no money, erases nobody and changes no
  /// password, so that a leaked key can't outlive its revocation.
  public static let keyScopes: Set<Permission> = Set(allCases).subtracting([
    .manageTenants, .changeUsers, .changeOwnPassword, .readAPIKeys, .changeAPIKeys, .changeSubscription,
    .erasePersons,
  ])
}
