import Synchronization
public import VoiceCore

/// The watch over calls that nobody has any more, round by round, with its memory between two rounds.
public struct OrphanWatch: Sendable {
  /// What a round came to.
  public typealias Tally = WatchOrphans.Tally

  private let watch: WatchOrphans

  /// A watch on these ports, on a node that knows of itself that it lives; `nil` where it takes no calls. Once `closing` says
  /// so, nothing more is begun.
  public init(
    store: any Store, leadership: any Leadership, carrier: any LegControl, time: any TimeSource, node: Node.ID? = nil,
    telemetry: CallTelemetry = .none, limits: OrphanLimits = OrphanLimits(), closing: Closing = Closing()
  ) {
    watch = WatchOrphans(
      store: store, leadership: leadership, carrier: carrier, time: time, node: node, telemetry: telemetry,
      limits: limits
    ) {
      !Task.isCancelled && !closing.isClosed
    }
  }

  /// What one leader has seen; for one round at a time.
  public final class Memory: Sendable {
    private let seen = Mutex(WatchOrphans.Memory())

    /// Nothing seen yet.
    public init() {}

    fileprivate var now: WatchOrphans.Memory {
      get { seen.withLock { $0 } }
      set { seen.withLock { $0 = newValue } }
    }
  }

  /// One round through all tenants. What can't be read holds up nothing else.
  /// - Throws: why there was no round.
  public func round(_ memory: Memory) async throws(StoreFailure) -> Tally {
    var seen = memory.now
    defer { memory.now = seen }
    return try await watch(&seen)
  }
}
