/// Where a call goes next, and why: the reasons are kept with the call.
public struct RoutingDecision: Equatable, Sendable, Codable {
  /// The end of a walk along the rules: each is something that a caller hears.
  public enum Destination: Equatable, Sendable, Codable {
    /// These agents ring.
    case ring(RingPlan)
    /// The caller waits for a department.
    case queue(Department.ID)
    /// The caller is called back at this number, in their place of the queue.
    case callBack(Department.ID, PhoneNumber)
    case voicemail(Department.ID?)
    case outside(PhoneNumber)
    case receptionist
    /// A key of the receptionist's menu.
    case menu(DialKey)
    /// The caller is told that nobody has the extension they dialled.
    case unknownExtension
    /// Words of farewell, then the end.
    case farewell
  }

  /// A step of the walk.
  public enum Reason: Equatable, Sendable, Codable {
    case extensionDialled(Extension)
    case extensionUnknown
    /// A single key that is no extension.
    case menuKey
    case rule(TransferRule.ID)
    case noRule
    case customerService
    /// The hours of the department, or of the company.
    case hours(Department.ID?, OpeningHours.Standing)
    case agentAvailable(Agent.ID)
    case agentUnavailable(Agent.ID)
    /// It names an agent who isn't there any more.
    case agentGone(Agent.ID)
    case departmentGone(Department.ID)
    case agentsAvailable(Department.ID, count: Int)
    case nobodyAvailable(Department.ID)
    /// They rang and nobody answered.
    case unanswered
    case backup(Agent.ID)
    case waiting(Department.ID)
    case queueRefused(Department.ID, CallQueue.Refusal)
    case waitedTooLong(Department.ID)
    case callBackWanted
    /// The number is withheld, or call-backs aren't offered here: the caller goes on waiting.
    case callBackImpossible
    case overflow(Department.ID)
    case sent(RoutingTarget)
    /// The rules led on and on; the walk ends here.
    case tooManyHops
  }

  public let destination: Destination
  /// Why, in the order of the walk; at most two a hop and three more.
  public let reasons: [Reason]
  /// How far the call has been sent on in all, to be handed in next time.
  public let hops: Int
}
