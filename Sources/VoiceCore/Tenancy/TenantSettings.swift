/// What a tenant can choose. More settings come with the rooms that need them.
public struct TenantSettings: Equatable, Sendable, Codable {
  /// The language in which calls begin.
  public var language: Language
  /// The number of customer service: where callers go when no department is named.
  public var customerService: PhoneNumber
  /// Scores at which an action is taken although no rule asks for it.
  public var spamThresholds: SpamThresholds

  /// Settings; thresholds as settled for tenants that choose none.
  public init(
    language: Language = .english, customerService: PhoneNumber, spamThresholds: SpamThresholds = .standard
  ) {
    self.language = language
    self.customerService = customerService
    self.spamThresholds = spamThresholds
  }
}
