/// What the adapter must know about the account and about this deployment.
public struct TwilioSettings: Sendable {
  /// The carrier's REST API.
  public static let defaultAPIURL = "https://api.twilio.com"

  /// `AC…`; empty when no account is configured: then hang-ups fail with `.notConfigured`.
  public let accountSID: String
  /// The first signs and authenticates us, all are accepted: several during a rotation. None accepts nothing.
  public let authTokens: [String]
  /// Secrets of the newer signature mode, by the id that requests name.
  public let sharedKeys: [String: String]
  public let publicURL: PublicURL
  /// Without a slash at the end.
  public let apiURL: String

  /// Settings of these values; empty tokens and secrets are left out, for whoever knows nothing could sign with them.
  /// - Throws: everything that is wrong, at once.
  public init(
    accountSID: String, authTokens: [String], sharedKeys: [String: String] = [:], publicURL: String,
    apiURL: String = Self.defaultAPIURL
  ) throws(Unusable) {
    let outside = PublicURL(publicURL)
    let api = PublicURL(apiURL)
    var problems: [Problem] = []
    if !Self.isAccountSID(accountSID) { problems.append(.accountSID) }
    // TwiML names our webhooks by their paths alone, so nothing may stand in front of those.
    if outside?.hasPath ?? true { problems.append(.publicURL) }
    if api == nil { problems.append(.apiURL) }
    guard problems.isEmpty, let outside, let api else { throw Unusable(problems: problems) }
    self.accountSID = accountSID
    self.authTokens = authTokens.filter { !$0.isEmpty }
    self.sharedKeys = sharedKeys.filter { !$0.value.isEmpty }
    self.publicURL = outside
    self.apiURL = api.http("")
  }

  /// Whether the REST API can be called.
  var hasAccount: Bool { !accountSID.isEmpty && !authTokens.isEmpty }

  private static func isAccountSID(_ text: String) -> Bool {
    guard !text.isEmpty else { return true }
    return text.hasPrefix("AC") && text.utf8.count <= 34
      && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
  }

  /// A setting that can't be used; `description` says why and what to do.
  public enum Problem: String, Sendable, CaseIterable, CustomStringConvertible {
    case accountSID, publicURL, apiURL

    public var description: String {
      switch self {
      case .accountSID: "the account SID must be `AC` and letters or digits, at most 34 in all, or be left out"
      case .publicURL: "the public URL must be https://host[:port] without a path, or http:// on a loopback host"
      case .apiURL: "the API URL must be https://host[:port], or http:// on a loopback host"
      }
    }
  }

  /// All that is wrong with the settings.
  public struct Unusable: Error, Equatable, Sendable, CustomStringConvertible {
    public let problems: [Problem]

    /// These problems; public for tests of whoever shows them.
    public init(problems: [Problem]) { self.problems = problems }

    public var description: String { problems.map(\.description).joined(separator: "; ") }
  }
}
