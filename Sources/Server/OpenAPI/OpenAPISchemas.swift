internal import VoiceCore

/// The JSON schemas (2020-12) that operations name. What the encoders write must agree; a test holds them together.
public enum OpenAPISchemas {
  /// By name.
  public static let all: [String: String] = general.merging(screening) { _, later in later }
    .merging(switchboard) { _, later in later }.merging(knowledge) { _, later in later }
    .merging(webhooks) { _, later in later }.merging(analytics) { _, later in later }
    .merging(exports) { _, later in later }.merging(credits) { _, later in later }
    .merging(erasures) { _, later in later }

  private static let general: [String: String] = [
    "Problem": problem, "Credentials": credentials, "Session": session, "RefreshToken": refreshToken,
    "Tenant": object(tenant), "TenantPage": page(of: "Tenant"), "NewTenant": newTenant, "MadeTenant": madeTenant,
    "TenantChange": tenantChange, "Erasure": erasure, "User": user, "UserPage": page(of: "User"), "NewUser": newUser,
    "UserChange": userChange, "UserDepartments": userDepartments, "PasswordReset": passwordReset,
    "PasswordChange": passwordChange, "APIKey": object(apiKey), "APIKeyList": page(of: "APIKey"),
    "MadeAPIKey": madeAPIKey, "NewAPIKey": newAPIKey, "Call": call,
    "CallPage": page(of: "Call"), "CallFloor": callFloor, "Takeover": takeover,
    "CallEvent": event, "CallEventList": page(of: "CallEvent"), "Utterance": utterance,
    "CallerNote": callerNote, "CallerNoteList": page(of: "CallerNote"),
    "CallSummary": summary, "Transcript": transcript,
    "AuditEntry": auditEntry, "AuditPage": page(of: "AuditEntry"),
  ]

  static let moment = #"{"type":"string","format":"date-time"}"#
  static let momentOrNull = #"{"type":["string","null"],"format":"date-time"}"#
  static let id = #"{"type":"string","format":"uuid"}"#
  static let number = #"{"type":"string","pattern":"^\\+[1-9][0-9]{3,14}$"}"#

  static func object(_ properties: [(String, String)], required: [String]? = nil) -> String {
    let required = (required ?? properties.map(\.0)).map { "\"\($0)\"" }.joined(separator: ",")
    return #"{"type":"object","additionalProperties":false,"required":[\#(required)],"properties":"#
      + JSONWriting.object(properties) + "}"
  }

  static func orNull(_ schema: String) -> String { #"{"anyOf":[\#(schema),{"type":"null"}]}"# }

  static func oneOf(_ names: [String]) -> String {
    #"{"type":"string","enum":[\#(names.map { "\"\($0)\"" }.joined(separator: ","))]}"#
  }

  static func page(of item: String) -> String {
    object([
      ("data", ##"{"type":"array","items":{"$ref":"#/components/schemas/\##(item)"}}"##),
      ("next_cursor", #"{"type":["string","null"]}"#),
    ])
  }

  private static let problem = object(
    [
      ("type", text), ("title", text), ("status", #"{"type":"integer"}"#), ("code", text), ("detail", text),
      ("field", text),
      (
        "errors",
        #"{"type":"array","items":"#
          + object(
            [("detail", text), ("pointer", text), ("parameter", text), ("header", text)], required: ["detail"]) + "}"
      ),
      ("limit", #"{"type":"string","description":"The limit that was met, with status 429."}"#), ("request_id", text),
    ], required: ["type", "title", "status", "code"])

  private static let credentials = object([
    ("domain", #"{"type":"string"}"#), ("email", #"{"type":"string"}"#), ("password", #"{"type":"string"}"#),
  ])

  private static let session = object([
    ("access_token", #"{"type":"string"}"#), ("token_type", #"{"const":"Bearer"}"#),
    ("expires_in", #"{"type":"integer","description":"Seconds."}"#), ("refresh_token", #"{"type":"string"}"#),
  ])

  private static let refreshToken = object([("refresh_token", #"{"type":"string"}"#)])

  static let text = #"{"type":"string"}"#
  private static let role = oneOf(Role.allCases.map(\.rawValue))

  static let textOrNull = #"{"type":["string","null"]}"#

  private static let tenant: [(String, String)] = [
    ("id", id), ("state", oneOf(TenantJSON.State.allCases.map(\.rawValue))), ("name", textOrNull),
    ("domain", textOrNull), ("language", textOrNull), ("customer_service", orNull(number)),
    ("greetings", greetings), ("closed_at", momentOrNull),
    ("erasure", orNull(##"{"$ref":"#/components/schemas/Erasure"}"##)),
  ]
  private static let madeTenant = object(
    tenant + [
      (
        "admin_password",
        #"{"type":["string","null"],"description":"Made because none was given; shown this once, null when the request is repeated."}"#
      )
    ])
  private static let newTenant = object(
    [
      ("name", text), ("domain", text), ("customer_service", number), ("language", textOrNull),
      ("phone_numbers", #"{"type":["array","null"],"items":\#(number)}"#), ("admin_email", text),
      ("admin_name", textOrNull), ("admin_password", textOrNull),
    ], required: ["name", "domain", "customer_service", "admin_email"])
  static let greetings = object(["language", "text"].map { ($0, text) }, inList: true)
  private static let tenantChange = object(
    [("name", textOrNull), ("language", textOrNull), ("greetings", greetings)], required: [])
  private static let erasure = object([
    ("erased_at", moment),
    ("counts", erasedCounts),
    ("audit_entries", #"{"type":"integer","minimum":0}"#), ("audit_hash", text), ("public_key", text),
    ("signature", text),
  ])

  private static func object(_ properties: [(String, String)], inList: Bool) -> String {
    #"{"type":"array","items":\#(object(properties))}"#
  }

  private static let user = object([
    ("id", id), ("email", text), ("name", text), ("role", role), ("departments", #"{"type":"array","items":\#(id)}"#),
  ])
  private static let newUser = object([("email", text), ("name", text), ("role", role), ("password", text)])
  private static let userChange = object([("role", role)])
  private static let userDepartments = object([
    (
      "departments",
      #"{"type":"array","maxItems":\#(ChangeMembership.maximumPerUser),"items":\#(id)}"#
    )
  ])
  private static let passwordReset = object([("password", text)])
  private static let passwordChange = object([("current_password", text), ("new_password", text)])

  private static let apiKey = [
    ("id", id), ("name", text), ("hint", #"{"type":"string","description":"How the key begins."}"#),
    ("scopes", #"{"type":"array","items":\#(scope)}"#), ("created_by", id), ("created_at", moment),
    ("expires_at", momentOrNull), ("last_used_on", #"{"type":["string","null"],"format":"date"}"#),
  ]
  private static let madeAPIKey = object(
    apiKey + [
      (
        "secret",
        #"{"type":["string","null"],"description":"The whole key, shown this once: null when the request is repeated."}"#
      )
    ])
  private static let newAPIKey = object(
    [
      ("name", text), ("scopes", #"{"type":"array","minItems":1,"items":\#(scope)}"#),
      (
        "expires_in",
        #"{"type":["integer","null"],"minimum":1,"maximum":\#(NewAPIKeyBody.longestLifeSeconds),"#
          + #""description":"Seconds; without it the key is good until it is revoked."}"#
      ),
    ], required: ["name", "scopes"])
  private static let scope = oneOf(
    Permission.allCases.filter(Permission.keyScopes.contains).map(\.rawValue))

  private static let call = object([
    ("id", id), ("status", oneOf(CallWords.statuses)), ("direction", oneOf(CallWords.directions)),
    ("from", orNull(number)), ("to", number), ("carrier_call_id", orNull(#"{"type":"string"}"#)),
    ("started_at", moment),
    ("answered_at", momentOrNull), ("ended_at", momentOrNull), ("language", #"{"type":"string"}"#),
    ("failed_attempts", #"{"type":"integer","minimum":0,"maximum":3}"#), ("ai_usage", orNull(aiUsage)),
    ("answer_latency", orNull(answerLatency)),
    ("transfer", orNull(transfer)), ("spam", orNull(spam)),
    (
      "socket_url",
      #"{"type":["string","null"],"description":"Where the voice of somebody who may attend the call now joins it, "#
        + #"at the node that has it: of one call, and null in lists."}"#
    ),
    ("detail_record", orNull(record)),
  ])

  private static let takeover = object(
    [
      ("by", oneOf(CallWords.takeovers)),
      (
        "number",
        #"{"type":["string","null"],"description":"The telephone, in E.164; without it, by phone, where the bearer is "#
          + #"rung as an agent."}"#
      ),
    ], required: [])

  private static let callFloor = object([
    ("holder", oneOf([CallWords.receptionist, CallWords.person, CallWords.phone])), ("user_id", orNull(id)),
    ("listeners", #"{"type":"array","description":"Who is joined and doesn't speak.","items":\#(id)}"#),
    (
      "socket_url",
      #"{"type":["string","null"],"description":"Where voices join the call: at the node that has it; null while none has."}"#
    ),
  ])

  /// Tokens by kind; the cost in millionths of a US dollar.
  private static let aiUsage = object(
    AIUsage.Kind.allCases.map { ($0.rawValue, #"{"type":"integer","minimum":0}"#) })

  /// From the end of the caller's words to the answer's first sound: percentiles of the latest 128 answers, means by stage.
  private static let answerLatency = object(
    [("answers", #"{"type":"integer","minimum":1}"#)]
      + ["p50_ms", "p95_ms", "max_ms"].map { ($0, #"{"type":"integer","minimum":0}"#) }
      + [
        (
          "stages",
          object(TurnWait.Stage.allCases.map { ($0.rawValue + "_ms", #"{"type":"number","minimum":0}"#) })
        )
      ])

  private static let transfer = object([
    ("reason", oneOf(CallWords.transferReasons)), ("department_id", orNull(id)),
    ("outcome", orNull(oneOf(CallWords.transferOutcomes))),
  ])

  static let spam = object([
    ("action", oneOf(CallWords.spamActions)), ("score", #"{"type":"integer","minimum":0,"maximum":100}"#),
    ("reasons", #"{"type":"array","items":\#(id)}"#),
  ])

  private static let record = object([
    ("duration_seconds", #"{"type":"number","minimum":0}"#), ("answered_seconds", #"{"type":"number","minimum":0}"#),
    ("disposition", oneOf(CallWords.statuses)), ("cause", oneOf(CallWords.endingCauses)),
    ("outcome", orNull(oneOf(CallOutcome.allCases.map(\.rawValue)))),
    ("operators", #"{"type":"array","description":"Who took over from the receptionist.","items":\#(id)}"#),
    ("ended_by", orNull(auditReference)),
    ("participants", ##"{"type":"array","items":{"$ref":"#/components/schemas/RoutingTarget"}}"##),
  ])

  private static let auditReference = object(
    [("kind", oneOf(AuditReference.Kind.allCases.map(\.rawValue) + ["server", "command_line"])), ("id", id)],
    required: ["kind"])

  private static let auditEntry = object([
    ("id", id), ("position", #"{"type":"integer","minimum":1}"#), ("at", moment), ("actor", auditReference),
    ("action", oneOf(AuditAction.allCases.map(\.rawValue))), ("subject", orNull(auditReference)),
    ("request_id", orNull(id)), ("outcome", oneOf(AuditEntry.Outcome.allCases.map(\.rawValue))),
    ("hash", #"{"type":"string","pattern":"^[0-9a-f]+$"}"#),
  ])

  private static let event = object([
    ("id", #"{"type":"string"}"#), ("type", #"{"type":"string"}"#), ("at", moment), ("data", #"{"type":"object"}"#),
  ])

  private static let utterance = object([
    ("speaker", oneOf(["caller", "receptionist"])), ("text", #"{"type":"string"}"#), ("at", moment),
    ("offset_ms", #"{"type":"integer","minimum":0}"#),
  ])

  /// What a caller left; `confirmed` where they heard it read back, or nothing can have been heard wrongly.
  private static let callerNote = object([
    ("note", integer(1...NoteBook.maximumNotes)), ("kind", oneOf(CallerNote.Kind.allCases.map(\.rawValue))),
    ("confirmed", flag), ("name", textOrNull), ("number", textOrNull), ("text", textOrNull), ("when", textOrNull),
  ])

  private static let summary = object([
    ("outcome", orNull(oneOf(CallOutcome.allCases.map(\.rawValue)))), ("language", text),
    ("requests", integer(0...1_000_000)), ("failed", integer(0...Conversation.attemptsBeforeTransfer)),
    ("transfer_reason", orNull(oneOf(CallWords.transferReasons))),
    ("said", texts(0...CallSummary.maximumCharacters + 2, atMost: CallSummary.maximumUtterances)),
    ("notes", ##"{"type":"array","items":{"$ref":"#/components/schemas/CallerNote"}}"##),
  ])

  /// Final once the call is over; `unavailable` where words are missing for good, with the reason.
  private static let transcript = object([
    ("status", oneOf(["none", "live", "final", "unavailable"])),
    ("reason", #"{"enum":["words_lost","not_transcribed",null]}"#), ("language", #"{"type":"string"}"#),
    ("data", ##"{"type":"array","items":{"$ref":"#/components/schemas/Utterance"}}"##),
  ])
}
