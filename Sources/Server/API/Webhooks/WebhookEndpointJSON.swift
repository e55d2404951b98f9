internal import VoiceCore

/// An endpoint as the tenant's people see it. Its secret is there when it is made, and when it is another.
struct WebhookEndpointJSON: Encodable {
  let endpoint: WebhookEndpoint
  /// In answers to its making and its rotation; `nil` in them when the request was repeated.
  var secret: WebhookSecret??

  private enum CodingKeys: String, CodingKey {
    case id, url, state, secret
    case eventTypes = "event_types"
    case disabledReason = "disabled_reason"
    case disabledAt = "disabled_at"
    case failingSince = "failing_since"
    case createdAt = "created_at"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(endpoint.id.description, forKey: .id)
    try container.encode(endpoint.url.text, forKey: .url)
    try container.encode(endpoint.events.names, forKey: .eventTypes)
    try container.encode(Self.word(for: endpoint.state), forKey: .state)
    let disabled: (reason: WebhookEndpoint.Reason, at: Timestamp)? =
      if case .disabled(let reason, let at) = endpoint.state { (reason, at) } else { nil }
    try container.encode(disabled?.reason.rawValue, forKey: .disabledReason)
    try container.encode(disabled?.at.description, forKey: .disabledAt)
    try container.encode(endpoint.failingSince?.description, forKey: .failingSince)
    try container.encode(endpoint.createdAt.description, forKey: .createdAt)
    if let secret { try container.encode(secret?.text, forKey: .secret) }
  }

  /// Every word for how an endpoint stands.
  static let states = ["unverified", "active", "disabled"]

  private static func word(for state: WebhookEndpoint.State) -> String {
    switch state {
    case .unverified: "unverified"
    case .active: "active"
    case .disabled: "disabled"
    }
  }
}

/// The body that adds or changes an endpoint.
struct WebhookEndpointBody: Decodable {
  private let url: String?
  private let eventTypes: [String]?
  private let isEnabled: Bool?

  init(from decoder: any Decoder) throws {
    let fields = try StrictFields(decoder, allowed: ["url", "event_types", "enabled"])
    url = try fields.optionalText("url")
    eventTypes = try fields.optionalTexts("event_types")
    isEnabled = try fields.flag("enabled")
  }

  /// What is to be different.
  func change() throws(APIFault) -> ChangeWebhooks.Change {
    var change = ChangeWebhooks.Change()
    if let url {
      guard let address = WebhookURL(url) else {
        throw .field("url", "An https address without user, password and fragment, of at most 2048 bytes.")
      }
      change.url = address
    }
    if let eventTypes {
      do throws(RefusedSetting) {
        change.events = try WebhookEvents(names: eventTypes)
      } catch {
        throw APIFault(error)
      }
    }
    change.isEnabled = isEnabled
    return change
  }

  /// The endpoint that it adds.
  func endpoint() throws(APIFault) -> (url: WebhookURL, events: WebhookEvents) {
    guard let url = try change().url else { throw StrictFields.Fault.missing("url") }
    return (url, try change().events ?? .all)
  }
}
