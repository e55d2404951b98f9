/// Looks after calls that nobody has any more: their node died, the carrier never came back, or the end couldn't be stored.
/// One node at a time does, round by round; what it remembers from round to round lasts as long as it leads.
public struct WatchOrphans: Sendable {
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

  /// What one leader has seen. Of what wasn't met in a whole round nothing is remembered.
  public struct Memory: Sendable {
    /// Since when a node is gone.
    fileprivate var gone: [Node.ID: Timestamp] = [:]
    /// When the carrier was asked last about a call.
    fileprivate var asked: [CallPlace: Timestamp] = [:]

    /// Nothing seen yet.
    public init() {}
  }

  private struct Round {
    var tally = Tally()
    var nodes = Set<Node.ID>()
    var calls = Set<CallPlace>()
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

  /// One round through all tenants. A tenant that can't be read holds up nobody else.
  public func callAsFunction(_ memory: inout Memory) async throws(StoreFailure) -> Tally {
    var round = Round()
    var failure: StoreFailure?
    for tenant in try await store.platform.tenants() {
      do throws(StoreFailure) {
        try await look(after: tenant, &memory, &round)
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    memory.gone = memory.gone.filter { round.nodes.contains($0.key) }
    memory.asked = memory.asked.filter { round.calls.contains($0.key) }
    return round.tally
  }

  private func look(
    after tenant: Tenant.ID, _ memory: inout Memory, _ round: inout Round
  ) async throws(StoreFailure) {
    var last: Call.ID?
    while !Task.isCancelled {
      let from = last
      let page = try await store.read(for: tenant) { scope throws(StoreFailure) in
        try await scope.liveCalls(after: from, limit: Self.pageLength)
      }
      for live in page {
        round.tally.live += 1
        round.calls.insert(CallPlace(tenant: tenant, call: live.call))
        guard try await isDue(live, of: tenant, &memory, &round) else { continue }
        switch try await rescue(live, of: tenant) {
        case .over: round.tally.ended += 1
        case .broughtBack: round.tally.rescued += 1
        case .isHeld: break
        case .unknown: round.tally.unknown += 1
        }
      }
      guard page.count == Self.pageLength else { return }
      last = page.last?.call
    }
  }

  private func isDue(
    _ live: LiveCall, of tenant: Tenant.ID, _ memory: inout Memory, _ round: inout Round
  ) async throws(StoreFailure) -> Bool {
    let now = time.now()
    switch live.holder {
    case .carrier: return isPatienceOver(with: live, of: tenant, &memory, after: limits.patience, at: now)
    case .node(let node):
      // Asked once a round.
      if round.nodes.insert(node).inserted {
        let isGone = try await leadership.lead(as: .node(node)) {}
        memory.gone[node] = isGone ? memory.gone[node] ?? now : nil
      }
      guard let gone = memory.gone[node] else {
        return isPatienceOver(with: live, of: tenant, &memory, after: limits.longestStream, at: now)
      }
      return now >= gone + limits.grace
    }
  }

  private func isPatienceOver(
    with live: LiveCall, of tenant: Tenant.ID, _ memory: inout Memory, after first: Duration, at now: Timestamp
  ) -> Bool {
    let place = CallPlace(tenant: tenant, call: live.call)
    guard now >= max(live.since + first, (memory.asked[place] ?? live.since) + limits.patience) else { return false }
    memory.asked[place] = now
    return true
  }
}
