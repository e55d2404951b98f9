/// Carries out what calls still want of the carrier and whoever wanted it hasn't brought about: its node died, or the
/// carrier didn't answer. Meant for one node at a time; should two do it, each attempt is claimed by one.
public struct ResumeIntentions: Sendable {
  /// How long whoever wanted something has for it before others take it up.
  public static let handsOff: Duration = .seconds(30)
  /// How long it is attempted: as long as the carrier could have the leg.
  public static let maximumAge: Duration = LegLimits.longest
  /// The pause after the first attempt; each later one is twice as long.
  public static let firstPause: Duration = .seconds(5)
  /// The longest pause.
  public static let longestPause: Duration = .seconds(300)
  /// The most intentions that are read at once.
  public static let pageLength = 256

  /// What it came to.
  public struct Tally: Equatable, Sendable {
    /// Brought about, or wanted no longer.
    public internal(set) var settled = 0
    /// Not brought about by an attempt, which will be repeated.
    public internal(set) var postponed = 0
    /// Given up, since it was wanted so long ago that nothing can be left of it.
    public internal(set) var givenUp = 0

    /// Nothing yet.
    public init() {}

    /// Both together.
    public static func + (left: Tally, right: Tally) -> Tally {
      var sum = left
      sum.settled += right.settled
      sum.postponed += right.postponed
      sum.givenUp += right.givenUp
      return sum
    }
  }

  private let store: any Store
  private let carrier: any LegControl
  private let askAnew: AskAnew
  private let dialOut: DialOut?
  private let callBack: CallBackInTurn?
  private let time: any TimeSource

  /// A use case on these ports; without `dialOut` and `callBack` nobody is rung, and what is wanted of that kind waits.
  public init(
    store: any Store, carrier: any LegControl, dialOut: DialOut? = nil, callBack: CallBackInTurn? = nil,
    time: any TimeSource
  ) {
    self.callBack = callBack
    self.dialOut = dialOut
    self.store = store
    self.carrier = carrier
    askAnew = AskAnew(store: store, carrier: carrier, time: time)
    self.time = time
  }

  /// Takes up what is due of this tenant, for as long as `goesOn` says so. A row that can't be read holds up no other.
  public func callAsFunction(
    of tenant: Tenant.ID, while goesOn: @Sendable () -> Bool = { !Task.isCancelled }
  ) async throws(StoreFailure) -> Tally {
    var tally = Tally()
    var place: PendingIntention?
    var failure: StoreFailure?
    pages: while goesOn() {
      let from = place
      let page = try await store.read(for: tenant) { scope throws(StoreFailure) in
        try await scope.pendingIntentions(after: from, limit: Self.pageLength)
      }
      for pending in page
      where pending.isDue(
        at: time.now(), handsOff: pending.intention.isCallBack ? .zero : Self.handsOff)
      {
        guard goesOn() else { break pages }
        do throws(StoreFailure) { try await take(up: pending, of: tenant, &tally) } catch {
          guard error != .unavailable else { throw error }
          failure = error
        }
      }
      guard page.count == Self.pageLength else { break }
      place = page.last
    }
    if let failure { throw failure }
    return tally
  }

  /// The pause after that many attempts.
  static func pause(afterAttempts count: Int) -> Duration {
    BackOff(first: firstPause, longest: longestPause).longestPause(afterFailures: max(count, 1))
  }

  private func take(
    up pending: PendingIntention, of tenant: Tenant.ID, _ tally: inout Tally
  ) async throws(StoreFailure) {
    let call = try await store.read(for: tenant) { scope throws(StoreFailure) in try await scope.call(pending.call) }
    guard let call else { return try await settle(pending, of: tenant, counting: &tally.settled) }
    switch pending.intention {
    case .transfer:
      // Brought about by our answer to the carrier's question; when the call is over there is nobody to hand over.
      if call.hasEnded { try await settle(pending, of: tenant, counting: &tally.settled) }
    case .dial:
      guard let dialOut, let claimed = try await claim(pending, of: tenant) else { return }
      switch try await dialOut(claimed, of: tenant, isFirst: false) {
      case .settled: tally.settled += 1
      case .postponed where time.now() >= claimed.since + Self.maximumAge:
        try await settle(claimed, of: tenant, counting: &tally.givenUp)
      case .postponed: tally.postponed += 1
      }
    case .callBack:
      if try await callBack?(pending, of: tenant) == .over { tally.settled += 1 }
    case .redirect where call.hasEnded: try await settle(pending, of: tenant, counting: &tally.settled)
    case .redirect:
      guard let claimed = try await claim(pending, of: tenant) else { return }
      if await askAnew.redirect(call) {
        try await settle(claimed, of: tenant, counting: &tally.settled)
      } else {
        tally.postponed += 1
      }
    case .bring(let leg):
      guard let claimed = try await claim(pending, of: tenant) else { return }
      if try await askAnew.bring(leg, for: call, of: tenant) != nil {
        try await settle(claimed, of: tenant, counting: &tally.settled)
      } else {
        tally.postponed += 1
      }
    case .hangUp where call.carrierID.isAwaited: try await settle(pending, of: tenant, counting: &tally.settled)
    case .hangUp:
      guard let claimed = try await claim(pending, of: tenant) else { return }
      if await isOver(claimed, call.carrierID) {
        try await settle(claimed, of: tenant, counting: &tally.settled)
      } else if time.now() >= claimed.since + Self.maximumAge {
        try await settle(claimed, of: tenant, counting: &tally.givenUp)
      } else {
        // A refusal too: it may be about our credentials, and the leg costs its money until it ends.
        tally.postponed += 1
      }
    }
  }

  /// Whether the leg is over, by this or before.
  private func isOver(_ claimed: PendingIntention, _ leg: CarrierCallID) async -> Bool {
    do throws(TelephonyFailure) {
      // An earlier attempt whose answer was lost may have done it: asked before it is repeated (property 16).
      if claimed.attempts > 1, try await carrier.state(of: leg) != .live { return true }
      try await carrier.hangUp(leg)
      return true
    } catch {
      return false
    }
  }

  /// Notes the attempt before it is made; `nil` when somebody else was faster, or it is settled.
  private func claim(_ seen: PendingIntention, of tenant: Tenant.ID) async throws(StoreFailure) -> PendingIntention? {
    let claimed = seen.attempted(until: time.now() + Self.pause(afterAttempts: seen.attempts + 1))
    return try await store.transaction(for: tenant) { scope throws(StoreFailure) in
      guard try await scope.pendingIntention(seen.ordinal, of: seen.call) == seen else { return nil }
      try await scope.save(claimed)
      return claimed
    }
  }

  private func settle(
    _ pending: PendingIntention, of tenant: Tenant.ID, counting count: inout Int
  ) async throws(StoreFailure) {
    try await store.transaction(for: tenant) { scope throws(StoreFailure) in try await scope.settle(pending) }
    count += 1
  }
}
