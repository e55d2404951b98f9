/// A tenant's rules of routing, compiled once a change.
public struct RoutingPlan: Sendable {
  /// How often one call may be sent on, in all its life. Rules that lead in circles end here.
  public static let maximumHops = 16
  /// The most transfer rules of a tenant.
  public static let maximumRules = 500

  public let hours: OpeningHours
  public let extensions: ExtensionDirectory
  /// In the order in which they are tried.
  public let rules: [TransferRule]
  /// Where callers go when no rule says so.
  public let customerService: RoutingTarget
  /// Where calls go when the company is closed.
  public let afterHours: RoutingTarget
  /// Where a caller goes whose agent can't take the call; the agent's first department when `nil`.
  public let whenAgentUnavailable: RoutingTarget?
  private let routes: [Department.ID: DepartmentRoute]

  /// A plan.
  /// - Throws: `departments` or `rules`, for one named twice or too many.
  public init(
    hours: OpeningHours, departments: [DepartmentRoute], extensions: ExtensionDirectory = .empty,
    rules: [TransferRule] = [], customerService: RoutingTarget, afterHours: RoutingTarget = .receptionist,
    whenAgentUnavailable: RoutingTarget? = nil
  ) throws(RefusedSetting) {
    guard departments.count <= DepartmentTree.maximumDepartments else {
      throw RefusedSetting("departments", .tooMany(DepartmentTree.maximumDepartments))
    }
    guard rules.count <= Self.maximumRules else { throw RefusedSetting("rules", .tooMany(Self.maximumRules)) }
    routes = Dictionary(departments.map { ($0.department, $0) }) { first, _ in first }
    guard routes.count == departments.count else { throw RefusedSetting("departments", .twice) }
    self.hours = hours
    self.extensions = extensions
    self.rules = rules.sorted { ($1.priority, $0.id) < ($0.priority, $1.id) }
    self.customerService = customerService
    self.afterHours = afterHours
    self.whenAgentUnavailable = whenAgentUnavailable
  }

  /// How a department takes its calls; `nil` for one that isn't there.
  public func route(of department: Department.ID) -> DepartmentRoute? { routes[department] }
}

/// What routing looks at besides the rules: the moment, the clocks, who is there, how full the queues are.
public struct RoutingSituation: Sendable {
  public let moment: Timestamp
  public let roster: Roster
  let wallClock: @Sendable (TimeZoneName) -> LocalMinute?
  let refusal: @Sendable (Department.ID, WaitingCaller, QueueLimits) -> CallQueue.Refusal?
  let ledger: @Sendable (Department.ID) -> AssignmentLedger
  let inLine: @Sendable (Department.ID) -> Int

  /// A situation.
  /// - Parameters:
  ///   - wallClock: What clocks show in a zone at that moment; `nil` for a zone without rules.
  ///   - refusal: Whether a department's queue would refuse this caller.
  ///   - ledger: Whose turn it is in a department.
  ///   - inLine: How many stand in a department's queue: free agents are theirs first.
  public init(
    at moment: Timestamp, roster: Roster, wallClock: @escaping @Sendable (TimeZoneName) -> LocalMinute?,
    refusal: @escaping @Sendable (Department.ID, WaitingCaller, QueueLimits) -> CallQueue.Refusal? = { _, _, _ in nil },
    ledger: @escaping @Sendable (Department.ID) -> AssignmentLedger = { _ in AssignmentLedger() },
    inLine: @escaping @Sendable (Department.ID) -> Int = { _ in 0 }
  ) {
    self.moment = moment
    self.roster = roster
    self.wallClock = wallClock
    self.refusal = refusal
    self.ledger = ledger
    self.inLine = inLine
  }

  func standing(of hours: OpeningHours) -> OpeningHours.Standing {
    wallClock(hours.zone).map { hours.standing(at: $0) } ?? .zoneUnknown
  }
}

/// What a caller, or the call's own course, asks of routing.
public enum RoutingWish: Equatable, Sendable {
  /// The call has just come.
  case arrival
  /// Digits that are complete.
  case dialled(DialledDigits.Outcome)
  /// The receptionist hands over.
  case handOver(HandOver)
  /// Somebody sends the call there.
  case sendTo(RoutingTarget)
  /// All whom the last decision rang were busy or didn't answer.
  case unanswered(RoutingTarget)
  /// The caller has waited as long as they may.
  case waitedTooLong(Department.ID)
  /// The caller wants to be called back instead of waiting.
  case callBack(Department.ID, Caller)
}
