/// How many callers wait, and how long those had waited who came out of a queue: of all tenants together, for operators'
/// metrics. Reads the logs of those tenants whose logs have grown, and writes nothing.
public struct WatchQueues: Sendable {
  /// A wait that is over.
  public struct Wait: Equatable, Sendable {
    public let exit: QueueExit
    /// From the caller's entry to that; never below zero.
    public let length: Duration

    /// A wait of this length.
    public init(exit: QueueExit, length: Duration) {
      self.exit = exit
      self.length = length
    }
  }

  /// What a look remembers for the next one.
  public struct Memory: Equatable, Sendable {
    fileprivate var head: LogPosition?
    /// As many as there are tenants whose logs were seen to grow.
    fileprivate var lines: [Tenant.ID: Line] = [:]
    /// Who couldn't be read to the end.
    fileprivate var behind: Set<Tenant.ID> = []

    /// Nothing was looked at.
    public init() {}

    /// How many callers wait.
    public var depth: Int { lines.values.reduce(0) { $0 + $1.since.count } }

    /// How long the one has waited who has waited longest; zero when nobody waits.
    public func longestWait(at now: Timestamp) -> Duration {
      let oldest = lines.values.compactMap { $0.since.values.min() }.min()
      return oldest.map { max(.zero, now - $0) } ?? .zero
    }
  }

  /// What a look saw.
  public struct Look: Equatable, Sendable {
    public let memory: Memory
    public let waits: [Wait]
    /// Whether there is more to look at already.
    public let hasMore: Bool
    /// What couldn't be read; the next look tries it again.
    public let failure: StoreFailure?
  }

  fileprivate struct Line: Equatable, Sendable {
    var place: LogPosition
    var since: [Call.ID: Timestamp]
  }

  private let store: any Store

  /// A use case on this store.
  public init(store: any Store) { self.store = store }

  /// One look. A tenant that is seen for the first time has those who stand in line in its rows; of who is being connected then
  /// it isn't known since when they wait, so they are left out.
  public func callAsFunction(_ memory: Memory) async -> Look {
    var (next, waits, failure) = (memory, [Wait](), StoreFailure?.none)
    var heads: [LogHead] = []
    do throws(StoreFailure) {
      heads = try await store.platform.logHeads(after: memory.head, limit: FollowLog.maximumHeads)
    } catch let error {
      failure = error
    }
    next.head = heads.last?.position ?? memory.head
    var hasMore = heads.count == FollowLog.maximumHeads
    let ends = Dictionary(heads.map { ($0.tenant, $0.position) }, uniquingKeysWith: { $1 })
    for tenant in memory.behind.union(ends.keys).sorted() {
      next.behind.remove(tenant)
      do throws(StoreFailure) {
        guard let line = next.lines[tenant] else {
          if let end = ends[tenant] { next.lines[tenant] = try await begin(with: tenant, at: end) }
          continue
        }
        let page = try await goOn(line, of: tenant)
        next.lines[tenant] = page.line
        waits += page.waits
        guard page.hasMore else { continue }
        next.behind.insert(tenant)
        hasMore = true
      } catch let error {
        // A tenant that is erased has nobody waiting any more.
        guard error != .notFound else {
          next.lines[tenant] = nil
          continue
        }
        failure = error
        // Of one that wasn't seen yet the next fact tells.
        if next.lines[tenant] != nil { next.behind.insert(tenant) }
      }
    }
    return Look(memory: next, waits: waits, hasMore: hasMore, failure: failure)
  }

  private func begin(with tenant: Tenant.ID, at place: LogPosition) async throws(StoreFailure) -> Line {
    try await store.read(for: tenant) { scope throws(StoreFailure) in
      var line = Line(place: place, since: [:])
      for department in try await scope.departments() where try await scope.queueHead(of: department.id).countInLine > 0
      {
        let callers = try await scope.waitingCallers(in: department.id, after: nil, limit: CallQueue.maximumLength)
        for caller in callers { line.since[caller.call] = caller.arrival }
      }
      return line
    }
  }

  /// A page of the tenant's log.
  private func goOn(
    _ line: Line, of tenant: Tenant.ID
  ) async throws(StoreFailure) -> (line: Line, waits: [Wait], hasMore: Bool) {
    let page = try await store.read(for: tenant) { scope throws(StoreFailure) in
      try await scope.log(after: line.place, limit: FollowLog.maximumFacts)
    }
    switch page {
    case .forgotten(let floor): return (try await begin(with: tenant, at: floor), [], true)
    case .facts(let facts):
      var (next, waits) = (line, [Wait]())
      for logged in facts {
        if let wait = next.take(logged.recorded) { waits.append(wait) }
        next.place = logged.position
      }
      return (next, waits, facts.count == FollowLog.maximumFacts)
    }
  }
}

extension WatchQueues.Line {
  /// What a fact of a call says of its wait; the wait, when it is over by it.
  fileprivate mutating func take(_ recorded: RecordedFact) -> WatchQueues.Wait? {
    switch recorded.fact {
    case .queued: since[recorded.call] = since[recorded.call] ?? recorded.at
    case .queueLeft(_, let exit):
      guard let entry = since.removeValue(forKey: recorded.call) else { return nil }
      return WatchQueues.Wait(exit: exit, length: max(.zero, recorded.at - entry))
    default: break
    }
    return nil
  }
}
