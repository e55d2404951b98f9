/// Figures that are kept: those of one subject over one stretch of time, of the tenant or of one of its departments.
public struct KeptTally: Equatable, Sendable, Codable {
  /// What names them.
  public struct ID: Hashable, Sendable, Codable {
    /// `nil` for the whole tenant.
    public let department: Department.ID?
    public let subject: AnalyticsSubject
    public let slot: AnalyticsSlot

    /// Names of these parts.
    public init(_ subject: AnalyticsSubject, of department: Department.ID?, in slot: AnalyticsSlot) {
      self.department = department
      self.subject = subject
      self.slot = slot
    }
  }

  public let id: ID
  public internal(set) var tally: AnalyticsTally

  /// Figures under this name.
  public init(id: ID, tally: AnalyticsTally) {
    self.id = id
    self.tally = tally
  }
}

/// Up to where a tenant's log is counted.
public struct AnalyticsProgress: Equatable, Sendable, Codable {
  /// The place of the last fact that was looked at; `nil` before the first.
  public internal(set) var position: LogPosition?
  /// Everything is being counted anew; `nil` when it isn't.
  public internal(set) var recount: Recount?

  /// Nothing is counted yet.
  public init() {}

  /// Counting anew: first what was counted is taken out, then the log is gone through from its beginning.
  public struct Recount: Equatable, Sendable, Codable {
    /// Calls that began before this day (days since 1970-01-01) stay as they were counted: the log may have forgotten them.
    let firstDay: Int
    /// Up to where they were counted.
    let until: LogPosition?
    /// Whether all that is counted anew is taken out.
    var isCleared = false
    /// Up to where it was looked for what is to be taken out.
    var clearedThrough: KeptTally.ID?

    init(from firstDay: Int, until position: LogPosition?) {
      self.firstDay = firstDay
      until = position
    }
  }
}

/// Reads the tenant's figures.
public protocol AnalyticsSnapshot: Sendable {
  /// Up to where they are counted. In a unit of work guarded, so that no two count the same.
  func analyticsProgress() async throws(StoreFailure) -> AnalyticsProgress
  /// The figures of one stretch of time; `nil` where nothing happened.
  func tally(_ id: KeptTally.ID) async throws(StoreFailure) -> KeptTally?
  /// The figures of the same stretch of days that follow one another, in their order; days when nothing happened are left out.
  func tallies(
    of department: Department.ID?, about subject: AnalyticsSubject, in run: AnalyticsSlot.Run
  ) async throws(StoreFailure) -> [KeptTally]
  /// All figures in an order of the store's, from just after some (`nil`: from the first), at most `limit`.
  func tallies(after last: KeptTally.ID?, limit: Int) async throws(StoreFailure) -> [KeptTally]
}

/// Writes the tenant's figures.
public protocol AnalyticsScope: AnalyticsSnapshot {
  func save(_ progress: AnalyticsProgress) async throws(StoreFailure)
  func save(_ tally: KeptTally) async throws(StoreFailure)
  /// Takes figures out; those that aren't there are no mistake.
  func removeTally(_ id: KeptTally.ID) async throws(StoreFailure)
}
