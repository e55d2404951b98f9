import Metrics
public import VoiceCore

/// Shows how followers fare, under bounded labels: a follower's name is one of ours. A node that doesn't lead shows zeros,
/// so that the sum over all nodes is what is so.
public struct FollowerMeters: Sendable {
  private let leads: Gauge
  private let behind: Gauge
  private let lag: Gauge
  private let failures: Counter

  /// Meters of the process's metrics system for this follower.
  public init(_ follower: FollowerName) {
    let labels = [("follower", follower.text)]
    leads = Gauge(label: "voicecore_follower_leads", dimensions: labels)
    behind = Gauge(label: "voicecore_follower_tenants_behind", dimensions: labels)
    lag = Gauge(label: "voicecore_follower_lag_seconds", dimensions: labels)
    failures = Counter(label: "voicecore_follower_failures_total", dimensions: labels)
  }

  /// Counts a turn.
  public func count(_ turn: FollowerTurn) {
    leads.record(turn.isLeading ? 1 : 0)
    behind.record(turn.behind)
    lag.record(Double(turn.lag.wholeMicroseconds) / 1e6)
    if turn.failure != nil { failures.increment() }
  }
}
