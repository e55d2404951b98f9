internal import VoiceCore

extension OpenAPISchemas {
  /// Numbers, departments, rules, agents, queues, settings.
  static let switchboard: [String: String] = [
    "RoutingTarget": target, "OpeningHours": hours,
    "PhoneNumber": object([("id", number), ("number", number), ("department_id", orNull(id))]),
    "PhoneNumberPage": page(of: "PhoneNumber"),
    "NewPhoneNumber": object([("number", number), ("department_id", orNull(id))], required: ["number"]),
    "PhoneNumberChange": object([("department_id", orNull(id))]),
    "Department": object([("id", id)] + department), "DepartmentPage": page(of: "Department"),
    "NewDepartment": object(departmentInput, required: ["name", "number"]),
    "DepartmentChange": object(departmentInput, required: []),
    "TransferRule": object([("id", id)] + rule), "TransferRulePage": page(of: "TransferRule"),
    "NewTransferRule": object(rule, required: ["sign", "target"]), "TransferRuleChange": object(rule, required: []),
    "Agent": object([("id", id)] + agent + [("status", status)]), "AgentPage": page(of: "Agent"),
    "NewAgent": object(agent, required: ["name", "departments"]), "AgentChange": object(agent, required: []),
    "AgentStatus": agentStatus, "AgentMetrics": agentMetrics,
    "AgentStatusChange": object([("status", orNull(status)), ("session", orNull(session))], required: []),
    "WaitingCaller": waiting, "QueuePage": page(of: "WaitingCaller"),
    "CallTransfer": object(
      [
        ("to", named("RoutingTarget")), ("extension", extensionDigits), ("reason", oneOf(CallWords.transferReasons)),
        ("mode", orNull(oneOf(CallWords.transferModes))),
      ],
      required: ["reason"]),
    "NewCall": object(
      [
        ("to", number), ("from", orNull(number)), ("department", orNull(id)),
        ("connect_to", orNull(named("RoutingTarget"))),
      ], required: ["to"]),
    "Voicemail": voicemail, "VoicemailPage": page(of: "Voicemail"),
    "VoicemailChange": object([("heard", flag)]),
    "Recording": recording,
    "Settings": object(settings + [("spam_thresholds", thresholds)]),
    "SettingsChange": object(settings + [("spam_thresholds", orNull(thresholds))], required: []),
  ]

  static func named(_ schema: String) -> String { ##"{"$ref":"#/components/schemas/\##(schema)"}"## }

  static func integer(_ bounds: ClosedRange<Int>) -> String {
    #"{"type":"integer","minimum":\#(bounds.lowerBound),"maximum":\#(bounds.upperBound)}"#
  }

  static func list(of items: String) -> String { #"{"type":"array","items":\#(items)}"# }

  static let flag = #"{"type":"boolean"}"#
  static let count = #"{"type":"integer","minimum":0}"#
  private static let seconds = #"{"type":"number","minimum":0}"#
  private static let extensionDigits = #"{"type":["string","null"],"pattern":"^[0-9]{1,6}$"}"#
  private static let status = oneOf(AgentStatus.allCases.map(\.rawValue))
  private static let session =
    #"{"type":"string","format":"uuid","description":"Made by the client; the same with each refresh."}"#

  private static let target = object(
    [
      ("type", oneOf(RoutingTargetJSON.Kind.allCases.map(\.rawValue))), ("id", orNull(id)), ("number", orNull(number)),
    ], required: ["type"])

  private static let voicemail = object([
    ("id", id), ("call_id", id), ("department_id", orNull(id)), ("from", orNull(number)), ("language", text),
    ("received_at", moment), ("duration_seconds", count), ("audio", oneOf(Voicemail.Audio.allCases.map(\.rawValue))),
    ("carrier_recording_id", text), ("heard_at", momentOrNull),
  ])

  private static let recording = object([
    ("id", id), ("call_id", id), ("department_id", orNull(id)),
    ("status", oneOf(Recording.Stage.allCases.map(\.rawValue))),
    ("absence", orNull(oneOf(Recording.Absence.allCases.map(\.rawValue)))), ("started_at", momentOrNull),
    ("duration_seconds", count), ("media_type", orNull(text)), ("size_bytes", orNull(count)),
    ("kept_until", momentOrNull), ("url", orNull(text)), ("url_expires_at", momentOrNull),
  ])

  private static let interval = object([("opens", time), ("closes", time)])
  private static let time = #"{"type":"string","pattern":"^([01][0-9]|2[0-4]):[0-5][0-9]$"}"#
  private static let hours = object(
    [
      ("time_zone", text),
      ("week", object(Weekday.allCases.map { ($0.rawValue, list(of: interval)) }, required: [])),
      (
        "special_days",
        list(
          of: object(
            [
              ("day", #"{"type":"string","description":"2026-12-24, or 12-25 for each year."}"#), ("name", text),
              ("hours", list(of: interval)),
            ], required: ["day"]))
      ),
    ], required: ["time_zone", "week"])

  private static let limits = object(
    [
      ("longest_wait", integer(QueueLimits.waitSeconds)), ("length", integer(QueueLimits.lengths)),
      ("largest_bonus", integer(QueueLimits.bonusSeconds)),
    ], required: [])

  private static let department: [(String, String)] = [
    ("name", text), ("number", number), ("parent", orNull(id)), ("extension", extensionDigits),
    ("hours", orNull(named("OpeningHours"))), ("ring_strategy", oneOf(RingStrategy.allCases.map(\.rawValue))),
    ("ring_time", integer(DepartmentRoute.ringSeconds)), ("backups", list(of: id)), ("limits", limits),
    ("after_hours", named("RoutingTarget")), ("overflow", named("RoutingTarget")), ("offers_call_back", flag),
    ("recording", orNull(oneOf(RecordingRule.allCases.map(\.rawValue)))), ("greetings", greetings),
  ]

  /// `null` gives the standard back.
  private static let departmentInput: [(String, String)] = department.map { name, schema in
    (name, ["after_hours", "overflow", "greetings"].contains(name) ? orNull(schema) : schema)
  }

  private static let rule: [(String, String)] = [
    ("sign", object([("type", oneOf(TransferSignJSON.Kind.allCases.map(\.rawValue))), ("value", text)])),
    ("target", named("RoutingTarget")), ("priority", integer(ChangeTransferRules.priorities)), ("is_active", flag),
  ]

  private static let agent: [(String, String)] = [
    ("name", text), ("user_id", orNull(id)), ("extension", extensionDigits), ("departments", list(of: id)),
    ("skills", list(of: text)), ("capacity", integer(Agent.capacities)), ("weight", integer(Agent.weights)),
    ("wrap_up", integer(Agent.wrapUpSeconds)),
  ]

  private static let agentStatus = object([
    ("agent_id", id), ("status", status), ("condition", oneOf(AgentState.Condition.allCases.map(\.rawValue))),
    ("sessions", integer(0...DeskSessions.maximum)), ("present_until", momentOrNull),
    ("refresh_interval", integer(PresenceRules.intervals)),
  ])

  private static let agentMetrics = object([
    ("agent_id", id), ("from", moment), ("to", moment), ("offered", count), ("handled", count), ("missed", count),
    ("refused", count), ("average_handle_time_seconds", orNull(seconds)),
    ("occupancy", orNull(#"{"type":"number","minimum":0,"maximum":1}"#)), ("occupied_seconds", seconds),
    ("idle_seconds", seconds),
  ])

  private static let waiting = object([
    ("call_id", id), ("department_id", id), ("position", #"{"type":"integer","minimum":1}"#), ("waiting_since", moment),
    ("estimated_wait_seconds", orNull(seconds)), ("tier", oneOf(CallerTier.allCases.map(\.rawValue))),
    ("skills", list(of: text)), ("call_back", flag),
  ])

  private static let settings: [(String, String)] = [
    ("opening_hours", named("OpeningHours")), ("customer_service", orNull(named("RoutingTarget"))),
    ("after_hours", named("RoutingTarget")), ("when_agent_unavailable", orNull(named("RoutingTarget"))),
    (
      "recording",
      object(
        [
          ("rule", oneOf(RecordingRule.allCases.map(\.rawValue))),
          ("retention_days", integer(RecordingSettings.legalDays)),
        ], required: ["rule"])
    ),
    (
      "outbound_calls",
      object(
        [
          ("at_once", integer(OutboundRules.legalAtOnce)), ("per_minute", integer(OutboundRules.legalPerMinute)),
        ], required: [])
    ),
    (
      "ai_session",
      object(
        [
          ("cost_cents", orNull(integer(SessionCap.legalCents))),
          ("length_seconds", orNull(integer(SessionCap.legalSeconds))),
        ], required: [])
    ),
    (
      "transcript_secrets",
      #"{"type":"array","maxItems":\#(SecretRule.maximumRules),"items":"#
        + object(
          [
            ("words", text), ("digits_at_least", integer(SecretRule.legalDigits)),
            ("digits_at_most", integer(SecretRule.legalDigits)),
          ], required: ["words"]) + "}"
    ),
    (
      TransferSignsJSON.name,
      object(
        [
          ("keywords", texts(1...Keyword.maximumLength, atMost: TransferSigns.maximumPhrases)),
          ("emergency_words", texts(1...Keyword.maximumLength, atMost: TransferSigns.maximumPhrases)),
          ("vip_numbers", texts(1...20, atMost: TransferSigns.maximumNumbers)), ("emergencies", flag),
          ("frustration", flag),
        ], required: [])
    ),
  ]
}
