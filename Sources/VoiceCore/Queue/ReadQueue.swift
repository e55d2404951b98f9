/// Reads who waits, in the order in which they are served, department by department: each reader sees the departments that
/// their sight covers (property 19). Nothing of a caller but their call, for the rest is in the call.
public struct ReadQueue: Sendable {
  /// The most callers on one page.
  public static let maximumPage = 500

  /// Where a page ends.
  public struct Place: Sendable {
    public let department: Department.ID
    public let rank: QueueRank
    public let position: Int

    /// A place in a department's line.
    public init(department: Department.ID, rank: QueueRank, position: Int) {
      self.department = department
      self.rank = rank
      self.position = position
    }
  }

  /// A page, and the place after which the next one begins; `nil` after the last.
  public struct Page: Sendable {
    public let waiting: [CallerInLine]
    public let next: Place?

    init(_ waiting: [CallerInLine], next: Place?) {
      self.waiting = waiting
      self.next = next
    }
  }

  private let store: any Store
  private let time: any TimeSource

  /// A use case on these ports.
  public init(store: any Store, time: any TimeSource) {
    self.store = store
    self.time = time
  }

  /// A page of those who wait, in all departments that the bearer sees or in one. `nil` for a department whose queue the
  /// bearer doesn't see.
  public func page(
    for bearer: Bearer, of tenant: Tenant.ID, in department: Department.ID?, after place: Place?, limit: Int
  ) async throws(StoreFailure) -> Page? {
    let now = time.now()
    let limit = min(max(limit, 1), Self.maximumPage)
    return try await store.read(for: tenant) { scope throws(StoreFailure) in
      try await scope.line(for: bearer, in: department, after: place, limit: limit, at: now)
    }
  }
}

extension TenantSnapshot {
  /// A page of those who wait in the departments that the bearer sees, or in one of them; `nil` for one that they don't see.
  func line(
    for bearer: Bearer, in department: Department.ID?, after place: ReadQueue.Place?, limit: Int, at now: Timestamp
  ) async throws(StoreFailure) -> ReadQueue.Page? {
    guard let sight = try await sight(of: bearer, by: .readQueue) else { return nil }
    var seen = try await departments().map(\.id).filter(sight.covers)
    if let department {
      guard seen.contains(department) else { return nil }
      seen = [department]
    }
    var waiting: [CallerInLine] = []
    for id in seen where place.map({ $0.department <= id }) ?? true {
      let start = place.flatMap { $0.department == id ? $0 : nil }
      let callers = try await waitingCallers(in: id, after: start?.rank, limit: limit + 1 - waiting.count)
      guard !callers.isEmpty else { continue }
      let rate = try await queueHead(of: id).rate
      for (index, caller) in callers.enumerated() {
        let position = (start?.position ?? 0) + index + 1
        waiting.append(
          CallerInLine(
            department: id, caller: caller, position: position, wait: rate.wait(atPlace: position, at: now)))
      }
      if waiting.count > limit { break }
    }
    guard waiting.count > limit else { return ReadQueue.Page(waiting, next: nil) }
    let last = waiting[limit - 1]
    return ReadQueue.Page(
      Array(waiting.prefix(limit)),
      next: ReadQueue.Place(department: last.department, rank: last.caller.rank, position: last.position))
  }
}
