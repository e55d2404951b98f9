internal import VoiceCore

extension OpenAPISchemas {
  /// What the routes of webhooks name.
  static let webhooks: [String: String] = [
    "WebhookEndpoint": object(webhookEndpoint), "WebhookEndpointPage": page(of: "WebhookEndpoint"),
    "MadeWebhookEndpoint": object(
      webhookEndpoint + [
        ("secret", #"{"type":["string","null"],"description":"`null` when the request was repeated."}"#)
      ]),
    "NewWebhookEndpoint": object(webhookEndpointInput, required: ["url"]),
    "WebhookEndpointChange": object(webhookEndpointInput + [("enabled", flag)], required: []),
    "WebhookDelivery": webhookDelivery, "WebhookDeliveryPage": page(of: "WebhookDelivery"),
    "WebhookRetry": object([("count", count), ("has_more", flag)]),
  ]

  private static let url = #"{"type":"string","format":"uri","maxLength":\#(WebhookURL.maximumLength)}"#
  private static let eventTypes = list(of: oneOf(WebhookEvents.names))

  private static let webhookEndpointInput: [(String, String)] = [("url", url), ("event_types", eventTypes)]

  private static let webhookEndpoint: [(String, String)] = [
    ("id", id), ("url", url), ("event_types", eventTypes), ("state", oneOf(WebhookEndpointJSON.states)),
    ("disabled_reason", orNull(oneOf(WebhookEndpoint.Reason.allCases.map(\.rawValue)))),
    ("disabled_at", momentOrNull), ("failing_since", momentOrNull), ("created_at", moment),
  ]

  private static let webhookDelivery = object([
    ("id", #"{"type":"string"}"#), ("endpoint_id", id), ("event_id", #"{"type":"string"}"#),
    ("event_type", oneOf(WebhookEvents.names)), ("call_id", id),
    ("state", oneOf(WebhookDelivery.Kind.allCases.map(\.rawValue))), ("created_at", moment),
    ("next_attempt_at", momentOrNull), ("finished_at", momentOrNull),
    ("parked_reason", orNull(oneOf(WebhookDelivery.Parking.allCases.map(\.rawValue)))),
    (
      "attempts",
      list(
        of: object([
          ("at", moment), ("duration_seconds", #"{"type":"number","minimum":0}"#),
          ("status", #"{"type":["integer","null"]}"#),
          ("error", orNull(oneOf(WebhookResult.Trouble.allCases.map(\.rawValue)))),
        ]))
    ),
  ])
}
