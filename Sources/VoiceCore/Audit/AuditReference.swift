/// What an audit entry is about, by reference only: erasing the person behind it leaves the log as it is.
public struct AuditReference: Hashable, Sendable, Codable {
  /// The kinds of things that administrative acts are about. The text is what is stored and hashed; it never changes.
  public enum Kind: String, Sendable, Codable, CaseIterable {
    case tenant, user, apiKey = "api_key", phoneLine = "phone_line", department, knowledgeEntry = "knowledge_entry"
    case spamRule = "spam_rule", allowedNumber = "allowed_number", spamReport = "spam_report", call, recording
    case integration, webhook, subscription
    case tenantKey = "tenant_key"
    case agent, transferRule = "transfer_rule"
    case voicemail, export, personErasure = "person_erasure"
    case knowledgeTestSet = "knowledge_test_set", knowledgeSuggestion = "knowledge_suggestion"
  }

  public let kind: Kind
  /// The identifier's bits.
  public let id: Identifier<AuditReference>

  /// The thing of that kind with this identifier.
  public init<Subject>(_ kind: Kind, _ id: Identifier<Subject>) {
    self.kind = kind
    self.id = Identifier(id.bits)
  }
}
