internal import VoiceCore

/// Where routing sent a call, and why, as the API shows it: people by reference only, and no number.
struct RouteJSON: Encodable {
  let destination: String
  let departmentID: String?
  let agentIDs: [String]
  let hops: Int
  let reasons: [String]

  private enum CodingKeys: String, CodingKey {
    case destination, hops, reasons
    case departmentID = "department_id"
    case agentIDs = "agent_ids"
  }

  init(_ course: CallCourse, _ reasons: [RoutingDecision.Reason]) {
    destination = course.stop.name
    departmentID = course.department?.description
    agentIDs = (course.ring?.agents ?? course.conference?.agents ?? []).map(\.description)
    hops = course.hops
    self.reasons = reasons.map(\.code)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(destination, forKey: .destination)
    try container.encode(departmentID, forKey: .departmentID)
    try container.encode(agentIDs, forKey: .agentIDs)
    try container.encode(hops, forKey: .hops)
    try container.encode(reasons, forKey: .reasons)
  }
}

extension RoutingDecision.Reason {
  /// A word for programs, with the reference that it is about behind a colon where there is one.
  fileprivate var code: String {
    switch self {
    case .extensionDialled(let number): "extension_dialled:\(number)"
    case .extensionUnknown: "extension_unknown"
    case .menuKey: "menu_key"
    case .rule(let id): "rule:\(id)"
    case .noRule: "no_rule"
    case .customerService: "customer_service"
    case .hours(_, let standing): standing.isOpen ? "open" : "closed"
    case .agentAvailable(let id): "agent_available:\(id)"
    case .agentUnavailable(let id): "agent_unavailable:\(id)"
    case .agentGone(let id): "agent_gone:\(id)"
    case .departmentGone(let id): "department_gone:\(id)"
    case .agentsAvailable(let id, _): "agents_available:\(id)"
    case .nobodyAvailable(let id): "nobody_available:\(id)"
    case .unanswered: "unanswered"
    case .backup(let id): "backup:\(id)"
    case .waiting(let id): "waiting:\(id)"
    case .queueRefused(let id, let refusal): "queue_refused:\(id):\(refusal.rawValue)"
    case .waitedTooLong(let id): "waited_too_long:\(id)"
    case .callBackWanted: "call_back_wanted"
    case .callBackImpossible: "call_back_impossible"
    case .overflow(let id): "overflow:\(id)"
    case .sent(let target): "sent:" + target.code
    case .tooManyHops: "too_many_hops"
    }
  }
}

extension RoutingTarget {
  fileprivate var code: String {
    switch self {
    case .agent(let id): "agent:\(id)"
    case .department(let id): "department:\(id)"
    case .queue(let id): "queue:\(id)"
    case .voicemail(let id): id.map { "voicemail:\($0)" } ?? "voicemail"
    case .outside: "outside"
    case .receptionist: "receptionist"
    case .farewell: "farewell"
    }
  }
}
