/// Has the carrier ask what is next about those lines of a call of which that is wanted. What doesn't work stays wanted, and is
/// taken up by whoever carries out intentions.
struct AskAnew: Sendable {
  /// The most times that a line which is over leads to another question.
  private static let maximumRounds = 3

  private let store: any Store
  private let carrier: any LegControl
  private let time: any TimeSource

  init(store: any Store, carrier: any LegControl, time: any TimeSource) {
    self.store = store
    self.carrier = carrier
    self.time = time
  }

  /// For each line once.
  /// - Parameter leg: the only line that it is about, and what follows where that is over; all of them when `nil`.
  func callAsFunction(_ place: CallPlace, only leg: CarrierCallID? = nil) async throws(StoreFailure) {
    var only = leg
    for _ in 0..<Self.maximumRounds {
      let (call, wanted) = try await store.read(for: place.tenant) { scope throws(StoreFailure) in
        (try await scope.call(place.call), try await scope.pendingIntentions(of: place.call))
      }
      guard let call else { return }
      var isOver = false
      var isAsked = false
      for pending in wanted {
        switch pending.intention {
        case .redirect where only != nil: continue
        case .redirect where !isAsked:
          guard await redirect(call) else { return }
          isAsked = true
        case .redirect: break
        case .bring(let other) where only != nil && other != only: continue
        case .bring(let leg):
          guard let isUp = try await bring(leg, for: call, of: place.tenant) else { return }
          isOver = isOver || !isUp
        case .transfer, .dial, .callBack, .hangUp: continue
        }
        try await store.transaction(for: place.tenant) { scope throws(StoreFailure) in try await scope.settle(pending) }
      }
      guard isOver else { return }
      only = nil
    }
  }

  /// Whether the carrier asks about the caller's line; asking it twice has the effect of once.
  func redirect(_ call: Call) async -> Bool {
    do throws(TelephonyFailure) {
      try await carrier.askAnew(about: call.carrierID)
      return true
    } catch {
      return false
    }
  }

  /// Whether a line of ours is up and the carrier asks about it; one that isn't has left. `nil` when it is to be tried again.
  func bring(_ leg: CarrierCallID, for call: Call, of tenant: Tenant.ID) async throws(StoreFailure) -> Bool? {
    // Whoever has left meanwhile, or whose caller has, isn't wanted any more.
    guard !call.hasEnded, let course = call.course, let conference = course.conference,
      conference.seats.contains(where: { $0.leg == leg })
    else { return true }
    let isUp: Bool
    do throws(TelephonyFailure) {
      isUp = try await carrier.askAnew(about: leg, of: CallPlace(tenant: tenant, call: call.id), at: course.turn)
    } catch {
      return nil
    }
    guard !isUp else { return true }
    let now = time.now()
    try await store.transaction(for: tenant) { scope throws(StoreFailure) in
      guard let call = try await scope.call(call.id) else { return }
      _ = try await CallFlow(scope: scope, zones: NoTimeZones(), now: now).left(leg, call)
    }
    return false
  }
}
