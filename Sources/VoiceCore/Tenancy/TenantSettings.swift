/// What a tenant can choose. More settings come with the rooms that need them.
public struct TenantSettings: Equatable, Sendable, Codable {
  /// The language in which calls begin.
  public var language: Language
  /// The number of customer service: where callers go when no department is named.
  public var customerService: PhoneNumber
  /// Scores at which an action is taken although no rule asks for it.
  public var spamThresholds: SpamThresholds
  /// The tenant's own words of welcome.
  public var greetings: Greetings
  /// When the company takes calls; around the clock unless told otherwise.
  public var openingHours: OpeningHours
  /// Where calls go when no department says so.
  public var routing: RoutingSettings
  /// Whether calls are recorded, and how long recordings are kept.
  public var recording: RecordingSettings
  /// How many calls it may place.
  public var outbound: OutboundRules
  /// What a session with the voice AI may cost and last.
  public var session: SessionCap
  /// What is taken out of transcripts beside card numbers; at most `SecretRule.maximumRules`.
  public var secrets: [SecretRule]
  /// By what callers are handed to a person.
  public var signs: TransferSigns

  /// Settings; thresholds as settled for tenants that choose none.
  public init(
    language: Language = .english, customerService: PhoneNumber, spamThresholds: SpamThresholds = .standard,
    greetings: Greetings = Greetings(), openingHours: OpeningHours = .always(), routing: RoutingSettings = .standard,
    recording: RecordingSettings = .standard, outbound: OutboundRules = .standard,
    session: SessionCap = .none, secrets: [SecretRule] = [], signs: TransferSigns = TransferSigns()
  ) {
    self.language = language
    self.customerService = customerService
    self.spamThresholds = spamThresholds
    self.openingHours = openingHours
    self.routing = routing
    self.recording = recording
    self.outbound = outbound
    self.session = session
    self.greetings = greetings
    self.secrets = secrets
    self.signs = signs
  }

  /// Settings as they were kept; those of a tenant that is older than a setting have its default.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      language: try container.decode(Language.self, forKey: .language),
      customerService: try container.decode(PhoneNumber.self, forKey: .customerService),
      spamThresholds: try container.decode(SpamThresholds.self, forKey: .spamThresholds),
      greetings: try container.decodeIfPresent(Greetings.self, forKey: .greetings) ?? Greetings(),
      openingHours: try container.decodeIfPresent(OpeningHours.self, forKey: .openingHours) ?? .always(),
      routing: try container.decodeIfPresent(RoutingSettings.self, forKey: .routing) ?? .standard,
      recording: try container.decodeIfPresent(RecordingSettings.self, forKey: .recording) ?? .standard,
      outbound: try container.decodeIfPresent(OutboundRules.self, forKey: .outbound) ?? .standard,
      session: try container.decodeIfPresent(SessionCap.self, forKey: .session) ?? .none,
      secrets: try container.decodeIfPresent([SecretRule].self, forKey: .secrets) ?? [],
      signs: try container.decodeIfPresent(TransferSigns.self, forKey: .signs) ?? TransferSigns())
  }
}
