import Synchronization
public import VoiceCore

/// Looks after calls that nobody has any more: their node died, or the carrier never came back. One node at a time does,
/// round by round; what it remembers from round to round lasts as long as it leads.
public struct OrphanWatch: Sendable {
  /// The most calls that are read at once.
  public static let pageLength = 256

  /// What a round came to.
  public struct Tally: Equatable, Sendable {
    /// Calls that run.
    public internal(set) var live = 0
    /// Calls about which the carrier was told to ask anew.
    public internal(set) var rescued = 0
    /// Calls that are over.
    public internal(set) var ended = 0
    /// Calls of which the carrier didn't tell how they stand.
    public internal(set) var unknown = 0

    /// Nothing.
    public init() {}
  }

  private let store: any Store
  private let leadership: any Leadership
  private let rescue: RescueCall
  private let limits: OrphanLimits
  private let time: any TimeSource

  /// A watch on these ports.
  public init(
    store: any Store, leadership: any Leadership, carrier: any LegControl, time: any TimeSource,
    telemetry: CallTelemetry = .none, limits: OrphanLimits = OrphanLimits()
  ) {
    self.store = store
    self.limits = limits
    self.leadership = leadership
    self.time = time
    rescue = RescueCall(store: store, carrier: carrier, time: time, telemetry: telemetry)
  }

  /// What one leader has seen.
  public final class Memory: Sendable {
    struct Seen {
      /// Since when a node is gone.
      var gone: [Node.ID: Timestamp] = [:]
      /// When the carrier was asked last about a call that it has.
      var asked: [CallPlace: Timestamp] = [:]
    }

    let seen = Mutex(Seen())

    /// Nothing seen yet.
    public init() {}
  }

  /// One round through all tenants. A tenant that can't be read holds up nobody else.
  public func round(_ memory: Memory) async throws(StoreFailure) -> Tally {
    var tally = Tally()
    var found = Set<Node.ID>()
    var kept = Set<CallPlace>()
    var failure: StoreFailure?
    for tenant in try await store.platform.tenants() {
      do throws(StoreFailure) {
        try await look(after: tenant, memory, &tally, &found, &kept)
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    // What was not met in a whole round needs no memory.
    let (nodes, calls) = (found, kept)
    memory.seen.withLock { seen in
      seen.gone = seen.gone.filter { nodes.contains($0.key) }
      seen.asked = seen.asked.filter { calls.contains($0.key) }
    }
    return tally
  }

  private func look(
    after tenant: Tenant.ID, _ memory: Memory, _ tally: inout Tally, _ found: inout Set<Node.ID>,
    _ kept: inout Set<CallPlace>
  ) async throws(StoreFailure) {
    var last: Call.ID?
    while !Task.isCancelled {
      let from = last
      let page = try await store.read(for: tenant) { scope throws(StoreFailure) in
        try await scope.liveCalls(after: from, limit: Self.pageLength)
      }
      for live in page {
        tally.live += 1
        kept.insert(CallPlace(tenant: tenant, call: live.call))
        guard try await isDue(live, of: tenant, memory, &found) else { continue }
        switch try await rescue(live, of: tenant) {
        case .over: tally.ended += 1
        case .broughtBack: tally.rescued += 1
        case .isHeld: break
        case .unknown: tally.unknown += 1
        }
      }
      guard page.count == Self.pageLength else { return }
      last = page.last?.call
    }
  }

  private func isDue(
    _ live: LiveCall, of tenant: Tenant.ID, _ memory: Memory, _ found: inout Set<Node.ID>
  ) async throws(StoreFailure) -> Bool {
    let now = time.now()
    switch live.holder {
    case .carrier:
      let place = CallPlace(tenant: tenant, call: live.call)
      return memory.seen.withLock { seen in
        guard now >= max(live.since, seen.asked[place] ?? live.since) + limits.patience else { return false }
        seen.asked[place] = now
        return true
      }
    case .node(let node):
      // Asked once a round.
      if found.insert(node).inserted {
        let isGone = try await leadership.lead(as: .node(node)) {}
        memory.seen.withLock { $0.gone[node] = isGone ? $0.gone[node] ?? now : nil }
      }
      return memory.seen.withLock { seen in seen.gone[node].map { now >= $0 + limits.grace } ?? false }
    }
  }
}
