/// How a store seals a tenant's rows anew after its data key was rotated, beside all units of work: none of them notices.
public protocol SealRenewal: Sendable {
  /// Begins to go through all of a tenant's rows, under the newest key that it has now; `nil` where nothing is sealed under
  /// numbered keys.
  /// - Throws: `.notFound` for a tenant whose keys are destroyed.
  func begin(_ tenant: Tenant.ID) async throws(StoreFailure) -> (any SealPass)?
}

/// One way through all of a tenant's rows; it knows how far it is. For one at a time. It lives in memory: who comes after a crash
/// begins another, which passes quickly over what is done.
public protocol SealPass: Sendable {
  /// The number of the key that rows are sealed under by it.
  var number: UInt32 { get }

  /// Looks at so many rows, and seals those anew that are under an older key: each keeps its version and its place in the log,
  /// and one that somebody else writes meanwhile is left to them, who have the newest key. A row that can't be opened is passed
  /// over and counted.
  /// - Throws: `.notFound` for a tenant whose keys are destroyed; after `.unavailable` it goes on where it was.
  func advance(limit: Int) async throws(StoreFailure) -> SealPassStep
}

/// How far a pass is.
public enum SealPassStep: Equatable, Sendable {
  /// Nothing was looked at: commits are under way that began before the newest key was there.
  case waiting
  case going(SealTally)
  /// All rows that were there when it began were looked at. Unless one couldn't be opened, none is under an older key than the
  /// pass's, nor will one come to be.
  case done(SealTally)
  /// There is a newer key: another pass must begin.
  case superseded
}

/// What a pass has done so far.
public struct SealTally: Equatable, Sendable {
  /// Rows that were looked at.
  public var seen = 0
  /// Rows that were sealed anew.
  public var renewed = 0
  /// Rows that can't be opened: altered, or sealed under a key that isn't there. By table.
  public var damaged: [String: Int] = [:]

  /// Nothing yet.
  public init() {}
}
