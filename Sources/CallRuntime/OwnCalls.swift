import Synchronization
public import VoiceCore

/// A node's own look at the calls that it should have: one without a session here was left over when its end couldn't be
/// stored, and goes to the carrier, whom the watch asks how it stands. The watch itself leaves alone who lives.
public struct OwnCalls: Sendable {
  /// The most calls that are read at once.
  public static let pageLength = 256

  private let node: Node.ID
  private let store: any Store
  private let live: LiveSessions
  private let leave: EndStream
  private let time: any TimeSource
  private let grace: Duration
  private let closing: Closing

  /// A look on these ports. A call is left to the carrier when it had no session here for that long: a stream that has just
  /// been joined has none yet.
  public init(
    of node: Node.ID, store: any Store, live: LiveSessions, time: any TimeSource, grace: Duration,
    closing: Closing = Closing()
  ) {
    self.node = node
    self.store = store
    self.live = live
    self.time = time
    self.grace = grace
    self.closing = closing
    leave = EndStream(store: store, time: time, node: node)
  }

  /// Since when calls of this node have no session here.
  public final class Memory: Sendable {
    let since = Mutex<[CallPlace: Timestamp]>([:])

    /// Nothing seen yet.
    public init() {}
  }

  /// Looks again and again until it is time to end or the task is cancelled. `told` hears how each round went: how many calls
  /// were left to the carrier, and what couldn't be read.
  public func run(every pause: Duration, told: @Sendable (Int, TenantFailure?) -> Void) async {
    let memory = Memory()
    repeat {
      var count = 0
      let failure = await EachTenant(store: store, closing: closing).visit { tenant in
        count += try await round(of: tenant, memory)
      }
      if !Task.isCancelled { told(count, failure) }
    } while await closing.sleep(for: pause, by: time)
  }

  /// One look at a tenant's calls; how many were left to the carrier.
  public func round(of tenant: Tenant.ID, _ memory: Memory) async throws(StoreFailure) -> Int {
    var count = 0
    var last: Call.ID?
    var strays = Set<CallPlace>()
    while !Task.isCancelled {
      let from = last
      let page = try await store.read(for: tenant) { scope throws(StoreFailure) in
        try await scope.liveCalls(after: from, limit: Self.pageLength)
      }
      // Asked after the page was read: whoever joins later isn't in it.
      let hosted = live.places
      for call in page where call.holder == .node(node) {
        let place = CallPlace(tenant: tenant, call: call.call)
        guard !hosted.contains(place) else { continue }
        strays.insert(place)
        if isOverdue(place, memory), try await leave(call, of: tenant) { count += 1 }
      }
      guard page.count == Self.pageLength else { break }
      last = page.last?.call
    }
    let found = strays
    memory.since.withLock { $0 = $0.filter { $0.key.tenant != tenant || found.contains($0.key) } }
    return count
  }

  private func isOverdue(_ place: CallPlace, _ memory: Memory) -> Bool {
    let now = time.now()
    return memory.since.withLock { since in
      let first = since[place] ?? now
      since[place] = first
      return now >= first + grace
    }
  }
}
