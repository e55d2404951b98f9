extension APIOperation {
  /// The administrative act that the operation carries out; `nil` for reading, signing in and the daily work with calls
  /// and customers. Whoever is refused the one leaves a trace in the audit log, and so does whoever carries it out.
  public var act: AuditAction? {
    guard case .permission(let permission) = demand, let method = route.split(separator: " ").first, method != "GET"
    else { return nil }
    return Self.ownActs[route] ?? permission.act(method)
  }

  /// What permission and method don't tell.
  private static let ownActs: [String: AuditAction] = [
    "PUT /v1/users/{id}/departments": .changeUser, "PUT /v1/users/{id}/password": .resetPassword,
  ]
}

extension Permission {
  /// What is done with the permission by a method that changes something.
  fileprivate func act(_ method: Substring) -> AuditAction? {
    switch self {
    case .manageTenants: method == "POST" ? .provisionTenant : method == "DELETE" ? .deleteTenant : .changeTenant
    case .changeTenant: method == "DELETE" ? .deleteTenant : .changeTenant
    case .changeSettings: .changeTenant
    case .changeUsers: method == "POST" ? .addUser : method == "DELETE" ? .removeUser : .changeRole
    case .changeOwnPassword: .changePassword
    case .changeAPIKeys: method == "POST" ? .issueKey : .revokeKey
    case .changePhoneNumbers, .changeDepartments, .changeAgents, .changeTransferRules: .changeRouting
    case .changeSpamRules: .changeScreening
    case .reportSpam: .reportSpam
    case .reviewSpam: .judgeSpam
    case .changeKnowledge: .changeKnowledge
    case .changeSubscription: .changeSubscription
    case .changeWebhooks, .changeIntegrations: .changeIntegration
    case .exportRecords: .exportContent
    case .erasePersons: .erasePerson
    // The daily work with calls and customers.
    case .changeAgentStatus, .placeCalls, .steerCalls, .changeVoicemails, .speak, .checkSpam, .tryKnowledge,
      .changeContacts,
      .changeAppointments, .changeLeads, .changeConversations:
      nil
    case .readTenant, .readUsers, .readAPIKeys, .readPhoneNumbers, .readDepartments, .readAgents, .readAgentMetrics,
      .readTransferRules, .readSettings, .readCalls, .readTranscripts, .readRecordings, .readQueue, .readVoicemails,
      .readSpamRules, .readKnowledge, .readContacts, .readAppointments, .readLeads, .readConversations, .readUsage,
      .readAnalytics, .readWebhooks, .readIntegrations, .readEvents, .readAuditLog:
      nil
    }
  }
}
