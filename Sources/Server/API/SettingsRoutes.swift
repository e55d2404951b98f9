internal import VoiceCore
internal import Web

/// `/v1/settings`: when the company is open, and where its calls go when no department says so.
struct SettingsRoutes: Sendable {
  private let ports: APIPorts

  init(_ ports: APIPorts) { self.ports = ports }

  static let path = "/v1/settings"

  var all: [APIAction] { [found, alteration] }

  private var found: APIAction {
    let operation = Operation(
      id: "getSettings", summary: "When the company is open, and where its calls go",
      answers: [.init(200, "Found.", schema: "Settings"), .init(400, "A parameter is unknown.")]
        + APIRoutes.tokenAnswers)
    return APIAction(.get, Self.path, operation) { [ports] asked, _ throws(APIFault) in
      do throws(StoreFailure) {
        guard let settings = try await ReadRouting(store: ports.store).settings(of: asked.tenant) else {
          return Router.notFound(asked.request)
        }
        return .encoded(SettingsJSON(settings: settings), to: asked.request)
      } catch {
        throw APIFault(error, to: asked.request)
      }
    }
  }

  private var alteration: APIAction {
    let operation = Operation(
      id: "changeSettings", summary: "Change them; what isn't said stays, `null` clears", body: "SettingsChange",
      answers: [
        .init(200, "As they are now.", schema: "Settings"),
        .init(400, "A field is unknown or of the wrong kind."), .init(415, "The body isn't JSON."),
        .init(422, "A field is not acceptable."),
      ] + APIRoutes.tokenAnswers)
    return APIAction(.patch, Self.path, operation) { [ports] asked, _ throws(APIFault) in
      let change = try asked.body(SettingsBody.self).change()
      let changing = ChangeRoutingSettings(
        store: ports.store, zones: ports.zones, auditing: ports.auditing(of: asked.request))
      do throws(RoutingFailure) {
        let settings = try await changing(change, by: asked.actor, in: asked.tenant)
        return .encoded(SettingsJSON(settings: settings), to: asked.request)
      } catch {
        throw APIFault(error)
      }
    }
  }
}

/// The company's settings of routing.
struct SettingsJSON: Encodable {
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

/// The body that changes them.
struct SettingsBody: Decodable {
  private let hours: OpeningHoursJSON?
  private let customerService: RoutingTargetJSON??
  private let afterHours: RoutingTargetJSON?
  private let whenAgentUnavailable: RoutingTargetJSON??

  init(from decoder: any Decoder) throws {
    let fields = try StrictFields(
      decoder, allowed: ["opening_hours", "customer_service", "after_hours", "when_agent_unavailable"])
    hours = try fields.valueIfThere("opening_hours", as: OpeningHoursJSON.self)
    customerService = try fields.change("customer_service", as: RoutingTargetJSON.self)
    afterHours = try fields.valueIfThere("after_hours", as: RoutingTargetJSON.self)
    whenAgentUnavailable = try fields.change("when_agent_unavailable", as: RoutingTargetJSON.self)
  }

  func change() throws(APIFault) -> ChangeRoutingSettings.Change {
    var opening: OpeningHours?
    if let hours { opening = try hours.hours(in: "opening_hours") }
    var service: RoutingTarget??
    if let customerService { service = .some(try customerService.target(in: "customer_service")) }
    var unavailable: RoutingTarget??
    if let whenAgentUnavailable { unavailable = .some(try whenAgentUnavailable.target(in: "when_agent_unavailable")) }
    return ChangeRoutingSettings.Change(
      hours: opening, customerService: service, afterHours: try afterHours.target(in: "after_hours"),
      whenAgentUnavailable: unavailable)
  }
}
