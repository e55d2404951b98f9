/// The carrier tells how the leg of a call that we place stands. Its word may come before the answer to our order, twice, or
/// in another order than things happened: each call has one leg and one end (properties 16 and 29).
public struct HearOfDialled: Sendable {
  /// How it stands.
  public enum State: Equatable, Sendable {
    /// The carrier is about to ring, or they have picked up, which is told elsewhere.
    case known
    case ringing
    case over(Ending.Cause)
  }

  private let store: any Store
  private let time: any TimeSource
  private let telemetry: CallTelemetry

  /// A use case on these ports.
  public init(store: any Store, time: any TimeSource, telemetry: CallTelemetry = .none) {
    self.store = store
    self.time = time
    self.telemetry = telemetry
  }

  /// Keeps what was told. About a leg that isn't the call's nothing is.
  /// - Returns: the call, when it ended by this.
  @discardableResult
  public func callAsFunction(
    _ state: State, of leg: CarrierCallID, _ place: CallPlace
  ) async throws(StoreFailure) -> Call? {
    let now = time.now()
    let ended = try await store.transaction(for: place.tenant) { scope throws(StoreFailure) -> Call? in
      guard let call = try await scope.hear(of: leg, place.call, at: now) else { return nil }
      switch state {
      case .known: return nil
      case .ringing:
        try await scope.commit(call.decideRinging(), to: call, at: now)
        return nil
      case .over(let cause):
        let ended = try await scope.end(call, because: cause, at: now)
        return call.hasEnded ? nil : ended
      }
    }
    if let ended { telemetry.ended(ended) }
    return ended
  }
}
