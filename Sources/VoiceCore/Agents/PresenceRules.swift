/// How an agent's presence is kept alive.
public struct PresenceRules: Hashable, Sendable, Codable {
  /// Legal intervals between refreshes, in seconds.
  public static let intervals = 5...60

  /// How often a client says that it is still there.
  public let interval: Duration
  /// After so many missed refreshes nobody is there any more.
  public let missedRefreshes: Int

  private init(interval: Duration, missedRefreshes: Int) {
    self.interval = interval
    self.missedRefreshes = missedRefreshes
  }

  /// Every so many seconds; not available after two missed ones.
  /// - Throws: `refresh_interval` outside 5…60 s.
  public init(intervalSeconds: Int) throws(RefusedSetting) {
    guard Self.intervals.contains(intervalSeconds) else {
      throw RefusedSetting("refresh_interval", .outOfRange(Self.intervals))
    }
    self.init(interval: .seconds(intervalSeconds), missedRefreshes: 2)
  }

  /// Every 15 s. Source: property 10.
  public static let standard = PresenceRules(interval: .seconds(15), missedRefreshes: 2)

  /// The last moment at which a refresh of then still counts; one that comes right then is in time.
  public func lasts(_ refreshedAt: Timestamp) -> Timestamp {
    refreshedAt + interval * missedRefreshes
  }
}
