/// Where a call can be sent by a rule or a wish.
public enum RoutingTarget: Hashable, Sendable, Codable {
  case agent(Agent.ID)
  case department(Department.ID)
  /// A department's queue, without ringing anybody first.
  case queue(Department.ID)
  /// A department's voicemail, or the company's when `nil`.
  case voicemail(Department.ID?)
  /// A number outside; the caller's own number goes along.
  case outside(PhoneNumber)
  /// The AI receptionist.
  case receptionist
  /// Words of farewell, then the end.
  case farewell
}
