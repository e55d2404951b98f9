/// How many calls a tenant may place: bounds of cost, and against whoever has got hold of a key.
public struct OutboundRules: Equatable, Sendable, Codable {
  /// Legal numbers of calls at once; with 0 the tenant places none.
  public static let legalAtOnce = 0...1000
  /// Legal numbers of calls in a minute.
  public static let legalPerMinute = 1...600
  /// 10 at once, 30 in a minute.
  public static let standard = OutboundRules()

  /// The most calls that run at once.
  public let atOnce: Int
  /// The most calls that begin within any minute.
  public let perMinute: Int

  /// Rules.
  /// - Throws: `at_once` or `per_minute`, outside its bounds.
  public init(atOnce: Int, perMinute: Int) throws(RefusedSetting) {
    guard Self.legalAtOnce.contains(atOnce) else {
      throw RefusedSetting("at_once", .outOfRange(Self.legalAtOnce))
    }
    guard Self.legalPerMinute.contains(perMinute) else {
      throw RefusedSetting("per_minute", .outOfRange(Self.legalPerMinute))
    }
    self.atOnce = atOnce
    self.perMinute = perMinute
  }

  private init() {
    atOnce = 10
    perMinute = 30
  }
}
