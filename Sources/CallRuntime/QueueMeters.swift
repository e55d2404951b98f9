import Metrics
public import VoiceCore

/// Shows who waits under the names of the outside contract, of all tenants together. A node that doesn't look shows zeros, so
/// that the sum over all nodes is what is so.
public struct QueueMeters: Sendable {
  private let depth = Gauge(label: "voicecore_queue_depth")
  private let longest = Gauge(label: "voicecore_queue_longest_wait_seconds")
  private let waits = Dictionary(
    uniqueKeysWithValues: QueueExit.allCases.map {
      ($0, Timer(label: "voicecore_queue_wait_seconds", dimensions: [("exit", $0.rawValue)]))
    })

  /// Meters of the process's metrics system.
  public init() {}

  /// Counts a look; `nil`: this node doesn't look any more.
  @Sendable public func show(_ look: WatchQueues.Look?, at now: Timestamp) {
    depth.record(look?.memory.depth ?? 0)
    longest.record(Double((look?.memory.longestWait(at: now) ?? .zero).wholeMicroseconds) / 1e6)
    for wait in look?.waits ?? [] { waits[wait.exit]?.recordNanoseconds(wait.length.wholeMicroseconds * 1000) }
  }
}
