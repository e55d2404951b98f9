internal import VoiceCore

/// When a company is open, and where its calls go: members of its settings.
struct RoutingSettingsJSON: Encodable {
  let settings: TenantSettings

  private enum CodingKeys: String, CodingKey {
    case hours = "opening_hours"
    case customerService = "customer_service"
    case afterHours = "after_hours"
    case whenAgentUnavailable = "when_agent_unavailable"
  }

  func encode(to encoder: any Encoder) throws {
    let routing = settings.routing
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(OpeningHoursJSON(settings.openingHours), forKey: .hours)
    try container.encode(
      RoutingTargetJSON(routing.customerService ?? .outside(settings.customerService)), forKey: .customerService)
    try container.encode(RoutingTargetJSON(routing.afterHours), forKey: .afterHours)
    try container.encode(routing.whenAgentUnavailable.map(RoutingTargetJSON.init), forKey: .whenAgentUnavailable)
  }
}

/// The same as they are wanted: what isn't there stays, `null` clears.
struct RoutingSettingsFields: Sendable {
  static let names: Set<String> = ["opening_hours", "customer_service", "after_hours", "when_agent_unavailable"]

  private let hours: OpeningHoursJSON?
  private let customerService: RoutingTargetJSON??
  private let afterHours: RoutingTargetJSON?
  private let whenAgentUnavailable: RoutingTargetJSON??
  private let isEmpty: Bool

  init(_ fields: StrictFields) throws {
    hours = try fields.valueIfThere("opening_hours", as: OpeningHoursJSON.self)
    customerService = try fields.change("customer_service", as: RoutingTargetJSON.self)
    afterHours = try fields.valueIfThere("after_hours", as: RoutingTargetJSON.self)
    whenAgentUnavailable = try fields.change("when_agent_unavailable", as: RoutingTargetJSON.self)
    isEmpty = !Self.names.contains(where: fields.has)
  }

  /// What is to be different; `nil` when nothing is.
  func change() throws(APIFault) -> ChangeSettings.Routing? {
    guard !isEmpty else { return nil }
    var opening: OpeningHours?
    if let hours { opening = try hours.hours(in: "opening_hours") }
    var service: RoutingTarget??
    if let customerService { service = .some(try customerService.target(in: "customer_service")) }
    var unavailable: RoutingTarget??
    if let whenAgentUnavailable { unavailable = .some(try whenAgentUnavailable.target(in: "when_agent_unavailable")) }
    return ChangeSettings.Routing(
      hours: opening, customerService: service, afterHours: try afterHours.target(in: "after_hours"),
      whenAgentUnavailable: unavailable)
  }
}
