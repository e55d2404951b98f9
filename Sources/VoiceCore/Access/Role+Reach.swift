extension Role {
  /// How far this role may go with a permission; `nil` when it may not do it at all. This is the only table of who may
  /// do what. A platform administrator does it in the tenant that the request names.
  public func reach(of permission: Permission) -> Reach? {
    switch self {
    case .platformAdmin: .tenant
    case .tenantAdmin: permission == .manageTenants ? nil : .tenant
    case .supervisor: Self.supervisorReach(of: permission)
    case .agent: Self.agentReach(of: permission)
    }
  }

  /// Whether this role may do it, however far.
  public func allows(_ permission: Permission) -> Bool { reach(of: permission) != nil }

  /// Leads departments: sees and steers what happens in them, changes nothing that the tenant is set up with.
  private static func supervisorReach(of permission: Permission) -> Reach? {
    switch permission {
    case .changeOwnPassword, .speak: .own
    case .readAgents, .changeAgentStatus, .readAgentMetrics, .readCalls, .placeCalls, .steerCalls, .readTranscripts,
      .readRecordings, .readQueue, .readVoicemails, .changeVoicemails, .reportSpam, .readLeads, .changeLeads,
      .readConversations, .changeConversations, .readAnalytics, .readEvents:
      .department
    case .readTenant, .readPhoneNumbers, .readDepartments, .readTransferRules, .readSettings,
      .readSpamRules, .reviewSpam, .checkSpam, .readKnowledge, .changeKnowledge, .tryKnowledge, .readContacts,
      .changeContacts, .readAppointments, .changeAppointments:
      .tenant
    case .manageTenants, .changeTenant, .readUsers, .changeUsers, .readAPIKeys, .changeAPIKeys, .changePhoneNumbers,
      .changeDepartments, .changeAgents, .changeTransferRules, .changeSettings, .changeSpamRules, .readUsage,
      .changeSubscription, .readWebhooks, .changeWebhooks, .exportRecords, .erasePersons, .readIntegrations,
      .changeIntegrations,
      .readAuditLog:
      nil
    }
  }

  /// Answers calls: their own, and what waits in their departments.
  private static func agentReach(of permission: Permission) -> Reach? {
    switch permission {
    case .changeOwnPassword, .changeAgentStatus, .readAgentMetrics, .readCalls, .placeCalls, .steerCalls,
      .readTranscripts, .readRecordings, .speak:
      .own
    case .readAgents, .readQueue, .readVoicemails, .changeVoicemails, .reportSpam, .readLeads, .changeLeads,
      .readConversations, .changeConversations, .readEvents:
      .department
    case .readTenant, .readDepartments, .checkSpam, .readKnowledge, .tryKnowledge, .readContacts,
      .changeContacts, .readAppointments, .changeAppointments:
      .tenant
    case .manageTenants, .changeTenant, .readUsers, .changeUsers, .readAPIKeys, .changeAPIKeys, .readPhoneNumbers,
      .changePhoneNumbers, .changeDepartments, .changeAgents, .readTransferRules, .changeTransferRules, .readSettings,
      .changeSettings, .readSpamRules, .changeSpamRules, .reviewSpam, .changeKnowledge, .readUsage,
      .changeSubscription, .readAnalytics, .readWebhooks, .changeWebhooks, .exportRecords, .erasePersons,
      .readIntegrations,
      .changeIntegrations, .readAuditLog:
      nil
    }
  }

  /// Whether somebody of this role may give, change or take away that role. Nobody makes more of themselves.
  public func mayGive(_ role: Role) -> Bool {
    switch self {
    case .platformAdmin: true
    case .tenantAdmin: role != .platformAdmin
    case .supervisor, .agent: false
    }
  }
}
