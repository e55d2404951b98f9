import VoiceCore

extension Tables {
  /// One row: by what webhooks are signed.
  static let webhookSecrets = Table<WebhookSecret>(TableSchema("webhook_secrets", key: []), key: { _, _ in [] })

  /// At most one row: the endpoints.
  static let webhookRosters = Table<WebhookRoster>(TableSchema("webhook_rosters", key: []), key: { _, _ in [] })

  /// They have no parent: those of an endpoint that is gone are swept after it, and events may leave the log before them.
  static let webhookDeliveries = Table<WebhookDelivery>(
    TableSchema(
      "webhook_deliveries",
      key: [.init("endpoint_id", .id), .init("call_id", .id), .init("ordinal", .integer)],
      columns: [.init("due_at", .integer), .init("state", .integer), .init("created_at", .integer)],
      indexes: [
        .init("webhook_deliveries_by_due", on: ["endpoint_id", "due_at"]),
        .init("webhook_deliveries_by_age", on: ["endpoint_id", "created_at"]),
        .init("webhook_deliveries_by_state", on: ["endpoint_id", "state", "created_at"]),
      ]),
    key: { delivery, _ in delivery.id.key },
    columns: { delivery, _ in
      [
        .integer(delivery.dueAt?.microseconds ?? .max), delivery.kind.part,
        .integer(delivery.createdAt.microseconds),
      ]
    })
}

extension WebhookDelivery.ID {
  var key: [Part] { [.id(endpoint)] + event.key }
}

extension EventID {
  var key: [Part] { [.id(call), .integer(Int64(ordinal))] }
}

extension WebhookDelivery.Kind {
  /// As it is stored; the numbers never change.
  var part: Part {
    switch self {
    case .pending: .integer(0)
    case .delivered: .integer(1)
    case .parked: .integer(2)
    }
  }
}
