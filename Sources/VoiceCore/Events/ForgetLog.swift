/// Forgets the beginning of a tenant's log: the facts of calls that ended long ago. What they came to stays: the call,
/// its record, its words.
///
/// Only ever a beginning, so that one place tells what is gone: it goes as far as the first fact of a call that runs, or
/// ended later. Repeating is safe, and an interrupted run is resumed by the next.
public struct ForgetLog: Sendable {
  /// The most facts that go in one commit.
  public static let maximumFacts = 256

  private let store: any Store

  /// A use case on this port.
  public init(store: any Store) { self.store = store }

  /// Forgets what may go, batch by batch, for as long as `goesOn` says so; how many facts went.
  public func callAsFunction(
    endedBefore bound: Timestamp, of tenant: Tenant.ID, while goesOn: @Sendable () -> Bool = { !Task.isCancelled }
  ) async throws(StoreFailure) -> Int {
    var count = 0
    while goesOn() {
      let facts = try await oldest(endedBefore: bound, of: tenant)
      guard !facts.isEmpty else { return count }
      try await store.transaction(for: tenant) { scope throws(StoreFailure) in try await scope.forget(facts) }
      count += facts.count
      guard facts.count == Self.maximumFacts else { break }
    }
    return count
  }

  /// The oldest facts that may go. A call that has ended stays so, so that nothing need be guarded.
  private func oldest(endedBefore bound: Timestamp, of tenant: Tenant.ID) async throws(StoreFailure) -> [LoggedFact] {
    try await store.read(for: tenant) { scope throws(StoreFailure) in
      var mayGo: [Call.ID: Bool] = [:]
      var facts: [LoggedFact] = []
      for fact in try await scope.log(after: nil, limit: Self.maximumFacts).facts {
        let id = fact.recorded.call
        if mayGo[id] == nil {
          let call = try await scope.call(id)
          mayGo[id] = call.map { call in call.ending.map { $0.at < bound } ?? false } ?? true
        }
        guard mayGo[id] == true else { break }
        facts.append(fact)
      }
      return facts
    }
  }
}
