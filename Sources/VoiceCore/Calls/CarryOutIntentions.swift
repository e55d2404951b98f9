/// Does what a call still wants of the carrier and that no answer of ours to a webhook brings about: hanging up.
public struct CarryOutIntentions: Sendable {
  private let store: any Store
  private let telephony: any Telephony

  /// A use case on these ports.
  public init(store: any Store, telephony: any Telephony) {
    self.store = store
    self.telephony = telephony
  }

  /// What could not be done stays pending.
  public struct Remaining: Error, Equatable, Sendable {
    public let failure: TelephonyFailure
  }

  /// Carries out the call's pending hang-up; repeating is safe.
  public func callAsFunction(_ place: CallPlace) async throws(StoreFailure) -> Result<Void, Remaining> {
    let found = try await store.read(for: place.tenant) { scope throws(StoreFailure) in
      (try await scope.call(place.call), try await scope.pendingIntentions(of: place.call))
    }
    guard let call = found.0 else { throw .notFound }
    for pending in found.1 where pending.intention == .hangUp {
      do throws(TelephonyFailure) {
        // A leg without a name is looked for, and hung up, by whoever was to have it rung.
        if !call.carrierID.isAwaited { try await telephony.hangUp(call.carrierID) }
      } catch {
        return .failure(Remaining(failure: error))
      }
      try await store.transaction(for: place.tenant) { scope throws(StoreFailure) in try await scope.settle(pending) }
    }
    return .success(())
  }
}
