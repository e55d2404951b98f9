extension OpenAPIExamples {
  /// What leaves the house: webhooks, exports; what is erased; and what it costs.
  static let records: [String: String] = [
    "NewWebhookEndpoint": #"""
    {"url": "https://hooks.example.com/voicecore", "event_types": ["call.ended", "voicemail.received"]}
    """#,
    "WebhookEndpointChange": #"{"event_types": ["call.ended"], "enabled": true}"#,
    "NewExport": #"""
    {"resource": "calls", "format": "csv", "from": "2026-01-05T00:00:00Z", "to": "2026-01-06T00:00:00Z"}
    """#,
    "NewPersonErasure": #"{"phone_number": "+14155550144"}"#,
    "SubscriptionChange": #"{"at_limit": "voicemail"}"#,
  ]
}
