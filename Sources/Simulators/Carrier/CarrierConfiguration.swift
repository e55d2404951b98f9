/// The account that the simulated carrier keeps, and where its number points.
public struct CarrierConfiguration: Sendable {
  /// `AC` and 32 lower-case hexadecimal digits.
  public var accountSid: String
  /// The primary token: signs webhooks, and is the REST password.
  public var authToken: String
  /// The server's public address without a slash at the end, as it stands in the number's settings and is signed;
  /// may be set later by `CarrierSimulator.point(at:)`.
  public var webhookBaseURL: String?
  /// The number's Voice URL, after the base.
  public var incomingPath: String
  /// The number's URL for status changes, after the base; `nil` for none.
  public var statusPath: String?
  /// How the number's URLs are requested.
  public var method: WebhookMethod
  /// Who is behind a number or address that `<Dial>` may ring.
  public var callees: [String: Callee]
  /// Who is behind any other.
  public var otherCallees: Callee
  /// Whom the server may call over REST; any other number cannot be reached.
  public var parties: [String: CalledParty]
  /// The account's numbers, which may stand as a caller id, and from which calls may be placed over REST.
  public var ownNumbers: Set<String>
  /// The REST endpoint's port on 127.0.0.1; 0 takes any that is free.
  public var apiPort: Int
  /// For an answer to a webhook, in real time. The carrier's is 15 s.
  public var webhookBudget: Duration

  /// An account with Twilio's defaults.
  public init(
    accountSid: String, authToken: String, webhookBaseURL: String? = nil,
    incomingPath: String = "/twilio/voice/incoming", statusPath: String? = "/twilio/voice/status",
    method: WebhookMethod = .post, callees: [String: Callee] = [:], otherCallees: Callee = .answers(),
    ownNumbers: Set<String> = [], apiPort: Int = 0, webhookBudget: Duration = .seconds(15),
    parties: [String: CalledParty] = [:]
  ) {
    self.parties = parties
    self.accountSid = accountSid
    self.authToken = authToken
    self.webhookBaseURL = webhookBaseURL
    self.incomingPath = incomingPath
    self.statusPath = statusPath
    self.method = method
    self.callees = callees
    self.otherCallees = otherCallees
    self.ownNumbers = ownNumbers
    self.apiPort = apiPort
    self.webhookBudget = webhookBudget
  }
}
