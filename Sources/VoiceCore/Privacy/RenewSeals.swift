/// After a tenant's data key was rotated its rows are sealed anew under the newest one, and when none is left under the older
/// ones these are destroyed. Stretch by stretch and beside all that goes on; whoever is interrupted is followed by somebody who
/// begins again, and who begins twice does nothing twice.
///
/// A row that can't be opened keeps all older keys, for it may be put right from a backup: then nothing is destroyed, and it is
/// looked at again after `rest`.
public struct RenewSeals: Sendable {
  /// The most rows that are looked at, and written, in one go.
  public static let maximumRows = 200
  /// How many goes a tenant has before it is another's turn.
  public static let goesInTurn = 50
  /// How long a tenant with a row that can't be opened rests before it is gone through again.
  public static let rest: Duration = .seconds(86_400)

  /// What is remembered of a tenant between two visits.
  public enum Place: Sendable {
    /// Where it goes on.
    case going(any SealPass)
    /// Something can't be opened; so long it isn't looked at, unless its key is rotated.
    case resting(until: Timestamp, number: UInt32)
  }

  /// What a visit came to.
  public enum Outcome: Sendable {
    /// All is under one key.
    case idle
    /// To be gone on with, at once or, when it `waits` for commits under way, a little later.
    case unfinished(Place?, waits: Bool)
    /// All is under the newest key, and so many older ones are destroyed.
    case renewed(SealTally, destroyedKeys: Int)
    /// All is under the newest key but what can't be opened.
    case damaged(SealTally, Place)
    /// It rests.
    case resting(Place)
  }

  private let renewal: any SealRenewal
  private let keys: any DataKeys
  private let time: any TimeSource

  /// A use case on these ports, whose keys are those that seal the rows.
  public init(renewal: any SealRenewal, keys: any DataKeys, time: any TimeSource) {
    self.renewal = renewal
    self.keys = keys
    self.time = time
  }

  /// A turn of this tenant, from where the last one ended.
  public func callAsFunction(
    _ tenant: Tenant.ID, from place: Place? = nil, while goesOn: @Sendable () -> Bool = { !Task.isCancelled }
  ) async throws(StoreFailure) -> Outcome {
    let numbers: [UInt32]
    do throws(SealFailure) { numbers = try await keys.numbers(of: tenant) } catch {
      // It is being erased.
      guard error == .destroyed else { throw StoreFailure(error) }
      return .idle
    }
    guard numbers.count > 1, let newest = numbers.last else { return .idle }
    if case .resting(let end, newest) = place, time.now() < end {
      return .resting(.resting(until: end, number: newest))
    }
    guard let pass = try await pass(of: tenant, from: place, under: newest) else { return .idle }
    for _ in 0..<Self.goesInTurn where goesOn() {
      switch try await pass.advance(limit: Self.maximumRows) {
      case .waiting: return .unfinished(.going(pass), waits: true)
      case .superseded: return .unfinished(nil, waits: false)
      case .going: continue
      case .done(let tally): return try await end(of: tenant, pass, tally)
      }
    }
    return .unfinished(.going(pass), waits: false)
  }

  private func pass(
    of tenant: Tenant.ID, from place: Place?, under number: UInt32
  ) async throws(StoreFailure) -> (any SealPass)? {
    if case .going(let pass) = place, pass.number == number { return pass }
    return try await renewal.begin(tenant)
  }

  private func end(
    of tenant: Tenant.ID, _ pass: any SealPass, _ tally: SealTally
  ) async throws(StoreFailure) -> Outcome {
    guard tally.damaged.isEmpty else {
      return .damaged(tally, .resting(until: time.now() + Self.rest, number: pass.number))
    }
    do throws(SealFailure) {
      let older = try await keys.numbers(of: tenant).count { $0 < pass.number }
      try await keys.retire(below: pass.number, of: tenant)
      return .renewed(tally, destroyedKeys: older)
    } catch {
      throw StoreFailure(error)
    }
  }
}
