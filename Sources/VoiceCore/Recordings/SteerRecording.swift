/// Somebody pauses the recording of a call that runs, for a card's number say, or lets it go on. What doesn't work at once stays
/// wanted, and is tried again.
public struct SteerRecording: Sendable {
  /// Why it isn't so. Trying again helps for the last two.
  public enum Failure: Error, Equatable, Sendable {
    /// The bearer sees no such call, or it isn't recorded.
    case notFound
    /// The recording is over.
    case tooLate
    /// It is to go on, and doesn't while the call is in a department that isn't recorded.
    case barred
    /// The carrier hasn't done it yet: it still records, or still doesn't.
    case notYet
    case store(StoreFailure)
  }

  private let store: any Store
  private let attend: AttendRecordings
  private let time: any TimeSource

  /// A use case on these ports.
  public init(store: any Store, attend: AttendRecordings, time: any TimeSource) {
    self.store = store
    self.attend = attend
    self.time = time
  }

  /// Pauses it, or lets it go on; the answer is how it stands then. Twice is once.
  public func callAsFunction(
    _ call: Call.ID, isPaused: Bool, by bearer: Bearer, of tenant: Tenant.ID
  ) async throws(Failure) -> Recording {
    let now = time.now()
    let wanted: Recording.Wish = isPaused ? .pause : .run
    do {
      let known = try await store.transaction(for: tenant) { scope throws(StoreFailure) -> Recording? in
        guard let sight = try await scope.sight(of: bearer, by: .steerCalls), let found = try await scope.call(call),
          sight.covers(found.department), let known = try await scope.recording(Recording.ID(of: call))
        else { return nil }
        return try await scope.commit(known.decide(asked: wanted), to: known, at: now)
      }
      guard let known else { throw Failure.notFound }
      guard known.wish == wanted, !known.isOver else { throw Failure.tooLate }
      guard wanted != .run || known.barredAt == nil else { throw Failure.barred }
      if known.isAs(wanted) { return known }
      guard let tried = try await attend(known.id, of: tenant), tried.isAs(wanted) else { throw Failure.notYet }
      return tried
    } catch let failure as Failure {
      throw failure
    } catch let failure as StoreFailure {
      throw .store(failure)
    } catch {
      // Nothing else can be thrown above; the compiler can't see it through two types of failure.
      throw .store(.unavailable)
    }
  }
}

extension Recording {
  /// Whether it is as wanted, as far as the carrier has told. One that hasn't begun is neither heard nor kept.
  fileprivate func isAs(_ wanted: Wish) -> Bool {
    switch (stage, wanted) {
    case (.paused, .pause), (.running, .run): true
    case (.wanted, _): true
    default: false
    }
  }
}
