/// Takes one person's data out of a tenant: what tells of them goes or is blanked, and what doesn't stays, so that figures and
/// credits are still what the log says. Signs for it at the end.
///
/// Page by page, each with its place and its counts in one unit of work: interrupted anywhere, it goes on there, and two who are at it at
/// once do everything once. Calls that begin later are new data; one that runs, or has just ended, is waited for.
public struct ErasePerson: Sendable {
  /// The bounds; smaller in tests.
  public struct Limits: Sendable {
    /// Rows that are looked at in one unit of work.
    public var pageLength = 200
    /// Calls that are erased in one.
    public var callsAtOnce = 10

    /// The bounds as they are by default; each can be set.
    public init() {}
  }

  /// What a round came to.
  public struct Tally: Equatable, Sendable {
    /// Erasures that are done.
    public internal(set) var erased = 0
    /// Those that wait for a call's end, or for what is being deleted.
    public internal(set) var waiting = 0

    /// Nothing yet.
    public init() {}
  }

  private let store: any Store
  private let signer: StatementSigner
  private let time: any TimeSource
  private let limits: Limits

  /// A use case on these ports.
  public init(store: any Store, signer: StatementSigner, time: any TimeSource, limits: Limits = Limits()) {
    self.store = store
    self.signer = signer
    self.time = time
    self.limits = limits
  }

  /// Goes on with the tenant's erasures, one after the other, as far as can be now, and for as long as `goesOn` says so.
  public func callAsFunction(
    of tenant: Tenant.ID, while goesOn: @Sendable () -> Bool = { !Task.isCancelled }
  ) async throws(StoreFailure) -> Tally {
    var tally = Tally()
    let open = try await store.read(for: tenant) { scope throws(StoreFailure) in
      try await scope.openPersonErasures(limit: PersonErasure.maximumOpen)
    }
    for erasure in open {
      switch try await goOn(with: erasure.id, of: tenant, while: goesOn) {
      case .erased: tally.erased += 1
      case .waits: tally.waiting += 1
      case .more: return tally
      }
    }
    return tally
  }

  /// What follows a page.
  enum Outcome: Sendable { case more, waits, erased }

  private func goOn(
    with id: PersonErasure.ID, of tenant: Tenant.ID, while goesOn: @Sendable () -> Bool
  ) async throws(StoreFailure) -> Outcome {
    while goesOn() {
      let (now, limits, signer) = (time.now(), limits, signer)
      let outcome = try await store.transaction(for: tenant) { scope throws(StoreFailure) -> Outcome in
        guard let erasure = try await scope.personErasure(id), let number = erasure.number else { return .erased }
        var page = Page(erasure, of: number, scope: scope, now: now, limits: limits)
        let outcome = try await page.turn(in: tenant, by: signer)
        if page.erasure != erasure { try await scope.save(page.erasure) }
        return outcome
      }
      if outcome != .more { return outcome }
    }
    return .more
  }
}
