extension APIOperation {
  /// Every operation, by resource. A route that isn't here is served to nobody.
  public static let all: [APIOperation] =
    open("POST /v1/auth/login", "POST /v1/auth/refresh", "POST /v1/auth/logout")
    // The link that is asked for carries its own secret.
    + open("GET /v1/recordings/{id}/audio", "GET /v1/voicemails/{id}/audio", "GET /v1/exports/{id}/file")
    + administration + people + calls + customers + numbers

  private static let administration =
    resource("/v1/tenants", read: .manageTenants, write: .manageTenants)
    + demanding(.readTenant, "GET /v1/tenant")
    + demanding(.changeTenant, "PATCH /v1/tenant", "DELETE /v1/tenant")
    + resource("/v1/users", read: .readUsers, write: .changeUsers)
    + demanding(.changeUsers, "PUT /v1/users/{id}/departments", "PUT /v1/users/{id}/password")
    + demanding(.changeOwnPassword, "POST /v1/users/me/password")
    + demanding(.readAPIKeys, "GET /v1/api-keys", "GET /v1/api-keys/{id}")
    + demanding(.changeAPIKeys, "POST /v1/api-keys", "DELETE /v1/api-keys/{id}")
    + demanding(.readSettings, "GET /v1/settings")
    + demanding(.changeSettings, "PATCH /v1/settings")
    + demanding(.readAuditLog, "GET /v1/audit-log")

  private static let people =
    resource("/v1/phone-numbers", read: .readPhoneNumbers, write: .changePhoneNumbers)
    + resource("/v1/departments", read: .readDepartments, write: .changeDepartments)
    + resource("/v1/agents", read: .readAgents, write: .changeAgents)
    + demanding(.readAgents, "GET /v1/agents/{id}/status")
    + demanding(.changeAgentStatus, "PUT /v1/agents/{id}/status")
    + demanding(.readAgentMetrics, "GET /v1/agents/{id}/metrics")
    + resource("/v1/transfer-rules", read: .readTransferRules, write: .changeTransferRules)

  private static let calls =
    demanding(.readCalls, "GET /v1/calls", "GET /v1/calls/{id}", "GET /v1/calls/{id}/events")
    + demanding(
      .readTranscripts, "GET /v1/calls/{id}/transcript", "GET /v1/calls/{id}/notes", "GET /v1/calls/{id}/summary")
    + demanding(.readRecordings, "GET /v1/calls/{id}/recording", "GET /v1/recordings/{id}")
    + demanding(.placeCalls, "POST /v1/calls")
    + demanding(
      .steerCalls, "POST /v1/calls/{id}/transfer", "POST /v1/calls/{id}/end", "POST /v1/calls/{id}/takeover",
      "POST /v1/calls/{id}/hand-back", "POST /v1/calls/{id}/recording/pause",
      "POST /v1/calls/{id}/recording/resume")
    + demanding(.readQueue, "GET /v1/queue")
    + demanding(
      .readVoicemails, "GET /v1/voicemails", "GET /v1/voicemails/{id}", "GET /v1/voicemails/{id}/recording")
    + demanding(.changeVoicemails, "PATCH /v1/voicemails/{id}", "DELETE /v1/voicemails/{id}")
    + demanding(.speak, "GET /v1/voice")
    + resource("/v1/spam-rules", read: .readSpamRules, write: .changeSpamRules)
    + resource("/v1/allow-list", read: .readSpamRules, write: .changeSpamRules)
    + demanding(.reportSpam, "POST /v1/spam-reports")
    + demanding(.reviewSpam, "GET /v1/spam-reports", "GET /v1/spam-reports/{id}")
    + demanding(.reviewSpam, "GET /v1/spam-reviews", "GET /v1/spam-reviews/{id}", "PATCH /v1/spam-reviews/{id}")
    + demanding(.checkSpam, "POST /v1/spam-check")

  private static let customers =
    resource("/v1/knowledge/suggestions", read: .readKnowledge, write: .changeKnowledge)
    + resource("/v1/knowledge", read: .readKnowledge, write: .changeKnowledge)
    + demanding(.tryKnowledge, "POST /v1/knowledge/try", "POST /v1/knowledge/test-sets/{id}/run")
    + resource("/v1/knowledge/test-sets", read: .readKnowledge, write: .changeKnowledge)
    + resource("/v1/contacts", read: .readContacts, write: .changeContacts)
    + resource("/v1/appointments", read: .readAppointments, write: .changeAppointments)
    + resource("/v1/leads", read: .readLeads, write: .changeLeads)
    + resource("/v1/conversations", read: .readConversations, write: .changeConversations)

  private static let numbers =
    demanding(.readUsage, "GET /v1/usage", "GET /v1/credits", "GET /v1/subscription")
    + demanding(.changeSubscription, "PATCH /v1/subscription")
    + demanding(
      .readAnalytics, "GET /v1/analytics/calls", "GET /v1/analytics/agents", "GET /v1/analytics/queue",
      "GET /v1/analytics/ai", "GET /v1/analytics/costs")
    + resource("/v1/webhook-endpoints", read: .readWebhooks, write: .changeWebhooks)
    + demanding(.readWebhooks, "GET /v1/webhook-deliveries", "GET /v1/webhook-deliveries/{id}")
    + demanding(.changeWebhooks, "POST /v1/webhook-deliveries/{id}/retry")
    + demanding(
      .changeWebhooks, "POST /v1/webhook-endpoints/{id}/verify", "POST /v1/webhook-endpoints/{id}/rotate-secret",
      "POST /v1/webhook-endpoints/{id}/retry")
    + demanding(.exportRecords, "POST /v1/exports", "GET /v1/exports", "GET /v1/exports/{id}")
    + demanding(.erasePersons, "POST /v1/erasures", "GET /v1/erasures", "GET /v1/erasures/{id}")
    + demanding(.readIntegrations, "GET /v1/integrations", "GET /v1/integrations/{provider}")
    + demanding(
      .changeIntegrations, "POST /v1/integrations/{provider}/connect", "DELETE /v1/integrations/{provider}")
    + demanding(.readEvents, "GET /v1/events", "GET /v1/realtime")

  private static func open(_ routes: String...) -> [APIOperation] {
    routes.map { APIOperation(route: $0, demand: .nothing) }
  }

  private static func demanding(_ permission: Permission, _ routes: String...) -> [APIOperation] {
    routes.map { APIOperation(route: $0, demand: .permission(permission)) }
  }

  /// The five usual operations of a collection.
  private static func resource(_ path: String, read: Permission, write: Permission) -> [APIOperation] {
    demanding(read, "GET \(path)", "GET \(path)/{id}")
      + demanding(write, "POST \(path)", "PATCH \(path)/{id}", "DELETE \(path)/{id}")
  }
}
