internal import VoiceCore
internal import Web

/// `/v1/settings`: what a tenant can choose. More members come with the rooms that need them.
struct SettingsRoutes: Sendable {
  private let ports: APIPorts
  private let read: ReadTenants

  init(_ ports: APIPorts) {
    self.ports = ports
    read = ReadTenants(store: ports.store)
  }

  static let path = "/v1/settings"
  private static let missing = Operation.Answer(404, "The tenant has gone.")

  var all: [APIAction] { [shown, alteration] }

  /// Settings as they are shown, with the tag of their state.
  private static func shown(_ settings: TenantSettings, by ports: APIPorts, to request: Request) -> Response {
    EntityTag.added(to: .encoded(SettingsJSON(settings: settings), to: request), by: ports.keyed)
  }

  private var shown: APIAction {
    let operation = Operation(
      id: "getSettings", summary: "What the tenant has chosen",
      answers: [.init(200, "As it is now.", schema: "Settings"), .init(400, "A parameter is unknown."), Self.missing]
        + APIRoutes.tokenAnswers)
    return APIAction(.get, Self.path, operation) { [ports, read] asked, _ throws(APIFault) in
      do throws(StoreFailure) {
        guard let tenant = try await read.tenant(asked.tenant) else { return Router.notFound(asked.request) }
        return Self.shown(tenant.settings, by: ports, to: asked.request)
      } catch {
        throw APIFault(error, to: asked.request)
      }
    }
  }

  private var alteration: APIAction {
    let operation = Operation(
      id: "changeSettings", summary: "Choose, all of it or nothing; what isn't said stays",
      parameters: [EntityTag.Condition.parameter], body: "SettingsChange",
      answers: [
        .init(200, "As it is now.", schema: "Settings"), .init(400, "A field is unknown or not acceptable."),
        Self.missing, EntityTag.Condition.answer, .init(415, "The body isn't JSON."),
        .init(422, "A field is not acceptable."),
      ] + APIRoutes.tokenAnswers)
    return APIAction(.patch, Self.path, operation) { [ports] asked, _ throws(APIFault) in
      let wanted = try asked.body(SettingsChangeBody.self).change()
      let condition = try EntityTag.Condition(of: asked.request, by: ports.keyed)
      let change = ChangeSettings(
        store: ports.store, zones: ports.zones, auditing: ports.auditing(of: asked.request))
      do throws(RoutingFailure) {
        let settings = try await change(to: wanted, by: asked.actor, in: asked.tenant) {
          condition.holds(for: .encoded(SettingsJSON(settings: $0), to: asked.request))
        }
        return Self.shown(settings, by: ports, to: asked.request)
      } catch {
        throw APIFault(error)
      }
    }
  }
}

/// A tenant's settings as the API shows them.
struct SettingsJSON: Encodable {
  let settings: TenantSettings

  private enum CodingKeys: String, CodingKey {
    case recording
    case thresholds = "spam_thresholds"
    case outbound = "outbound_calls"
    case session = "ai_session"
    case secrets = "transcript_secrets"
    case signs = "transfer_signs"
  }

  func encode(to encoder: any Encoder) throws {
    try RoutingSettingsJSON(settings: settings).encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(SpamThresholdsJSON(thresholds: settings.spamThresholds), forKey: .thresholds)
    try container.encode(RecordingSettingsJSON(settings.recording), forKey: .recording)
    try container.encode(OutboundRulesJSON(settings.outbound), forKey: .outbound)
    try container.encode(SessionCapJSON(settings.session), forKey: .session)
    try container.encode(settings.secrets.map(SecretRuleJSON.init), forKey: .secrets)
    try container.encode(TransferSignsJSON(settings.signs), forKey: .signs)
  }
}

/// From which scores on an action is taken; `null` where none is by score alone.
private struct SpamThresholdsJSON: Encodable {
  let thresholds: SpamThresholds

  private enum CodingKeys: String, CodingKey { case flag, challenge, block }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(thresholds.flag?.points, forKey: .flag)
    try container.encode(thresholds.challenge?.points, forKey: .challenge)
    try container.encode(thresholds.block?.points, forKey: .block)
  }
}

/// The body that changes settings.
struct SettingsChangeBody: Decodable {
  /// Scores that can be a threshold; a match of no weight reaches none.
  static let scores = 1...SpamScore.maximum

  /// Thresholds are said together: one that is left out is none.
  struct Thresholds: Decodable {
    let value: SpamThresholds

    init(from decoder: any Decoder) throws {
      let fields = try StrictFields(decoder, allowed: ["flag", "challenge", "block"])
      func score(_ name: String) throws -> SpamScore? { try fields.number(name, in: scores).map { SpamScore($0) } }
      value = SpamThresholds(flag: try score("flag"), challenge: try score("challenge"), block: try score("block"))
    }
  }

  let thresholds: Thresholds?
  let routing: RoutingSettingsFields
  let recording: RecordingSettingsJSON?
  let outbound: OutboundRulesJSON?
  let session: SessionCapJSON?
  let secrets: [SecretRuleJSON]?
  let signs: TransferSignsJSON?

  init(from decoder: any Decoder) throws {
    let fields = try StrictFields(
      decoder,
      allowed: RoutingSettingsFields.names.union([
        "spam_thresholds", "recording", "outbound_calls", "ai_session", "transcript_secrets", TransferSignsJSON.name,
      ]))
    thresholds = try fields.part("spam_thresholds", as: Thresholds.self)
    routing = try RoutingSettingsFields(fields)
    recording = try fields.valueIfThere("recording", as: RecordingSettingsJSON.self)
    outbound = try fields.valueIfThere("outbound_calls", as: OutboundRulesJSON.self)
    session = try fields.valueIfThere("ai_session", as: SessionCapJSON.self)
    secrets = try fields.valueIfThere("transcript_secrets", as: [SecretRuleJSON].self)
    signs = try fields.valueIfThere(TransferSignsJSON.name, as: TransferSignsJSON.self)
  }

  /// What is chosen.
  func change() throws(APIFault) -> ChangeSettings.Change {
    ChangeSettings.Change(
      routing: try routing.change(), recording: try recording?.settings(), outbound: try outbound?.rules(),
      session: try session?.cap(), secrets: try secrets?.rules(), signs: try signs?.signs(),
      thresholds: thresholds?.value)
  }
}
