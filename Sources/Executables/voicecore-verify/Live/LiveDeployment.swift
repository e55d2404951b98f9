/// The deployment that laws were checked on over the network, and when.
public struct LiveDeployment: Codable, Equatable, Sendable {
  /// Its base URL.
  public let url: String
  /// What its document says.
  public let version: String
  /// When the run began, RFC 3339.
  public let began: String
  /// How long it took.
  public let seconds: Double
  /// Tenants of former runs that were deleted.
  public let swept: Int
  /// Domains of throw-away tenants that may be left.
  public let left: [String]

  /// A deployment and a run on it.
  public init(url: String, version: String, began: String, seconds: Double, swept: Int, left: [String]) {
    self.url = url
    self.version = version
    self.began = began
    self.seconds = seconds
    self.swept = swept
    self.left = left
  }

  /// A line or two.
  var text: String {
    let rest =
      left.isEmpty
      ? "its throw-away tenants are deleted"
      : "tenants that could not be deleted: \(left.joined(separator: ", "))"
    return """
      deployment \(url), VoiceCore \(version), \(began), \(SpanText.text(seconds)); \(rest)\
      \(swept > 0 ? "; \(CountText.grouped(swept)) of former runs, too" : "")
      """
  }
}
