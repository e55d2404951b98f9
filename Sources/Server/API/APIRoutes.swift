internal import VoiceCore
public import Web

/// The REST API under `/v1`: each route with its OpenAPI description.
public struct APIRoutes: Sendable {
  /// To be mounted and documented.
  public let routes: [any Route]

  /// The API on these ports.
  /// - Parameter isSecure: whether clients come by HTTPS; what browsers keep is then sent over nothing else.
  public init(_ ports: APIPorts, isSecure: Bool) {
    let calls = ReadCalls(store: ports.store)
    let refusals = Refusals(ports)
    func authenticated(_ route: some TenantRoute) -> any Route {
      Authenticated(route, ports, refusals: refusals)
    }
    routes =
      [
        LoginRoute(signIn: ports.signIn, device: DeviceCookie(isSecure: isSecure)),
        RefreshRoute(refresh: ports.refresh),
        LogoutRoute(signOut: ports.signOut),
        authenticated(ListCallsRoute(calls: calls)),
        authenticated(Self.call(calls)),
        authenticated(Self.events(calls)),
        authenticated(Self.transcript(calls)),
        authenticated(Self.notes(calls)),
        authenticated(Self.summary(calls)),
      ]
      + (TenantRoutes(ports).all + UserRoutes(ports).all + APIKeyRoutes(ports).all + SettingsRoutes(ports).all
      + CreditRoutes(ports).all + Self.switchboard(ports) + Self.screening(ports) + Self.knowledge(ports)
      + PersonErasureRoutes(ports).all + AnalyticsRoutes(ports).all + [
        AuditLogRoute.action(ports), EventsRoute.action(ports),
      ]
      + (ports.recordings.map { RecordingRoutes(ports, $0).all } ?? [])
      + (ports.floor.map { FloorRoutes(ports, $0).all } ?? [])
      + (ports.webhooks.map { WebhookEndpointRoutes(ports, $0).all + WebhookDeliveryRoutes(ports, $0).all } ?? [])
      + (ports.exports.map { ExportRoutes(ports, $0).all } ?? []))
      .map(authenticated)
      + (ports.recordings.map { [RecordingAudioRoute.recordings($0.hear), .voicemails($0.hear)] } ?? [])
      + (ports.exports.map { [ExportFileRoute($0.download)] } ?? [])
  }

  /// Who answers, and where calls go.
  private static func switchboard(_ ports: APIPorts) -> [APIAction] {
    PhoneNumberRoutes(ports).all + DepartmentRoutes(ports).all + TransferRuleRoutes(ports).all + AgentRoutes(ports).all
      + [QueueRoute.action(ports)] + VoicemailRoutes(ports).all + [
        TransferRoute.action(ports), EndCallRoute.action(ports), PlaceCallRoute.action(ports),
      ]
  }

  private static func screening(_ ports: APIPorts) -> [APIAction] {
    SpamRuleRoutes(ports).all + AllowListRoutes(ports).all + SpamReportRoutes(ports).all + SpamReviewRoutes(ports).all
      + SpamCheckRoutes(ports).all
  }

  /// What callers are told.
  private static func knowledge(_ ports: APIPorts) -> [APIAction] {
    let shelf = KnowledgeTrialRoutes.shelf
    return KnowledgeRoutes(ports).all + KnowledgeTrialRoutes(ports, shelf: shelf).all
      + KnowledgeTestSetRoutes(ports, shelf: shelf).all + KnowledgeSuggestionRoutes(ports).all
  }

  /// What every route that needs a token may answer.
  static let tokenAnswers: [Operation.Answer] = [
    .init(401, "No token, or one that isn't good."), .init(403, "The role, or the key's scopes, don't include this."),
    .init(404, "The tenant that a platform administrator names isn't there."),
    .init(429, "Asked too often: the problem names the limit, `Retry-After` says when to try again."),
    .init(503, "Try again after `Retry-After` seconds."),
  ]

  /// The schema of an identifier in a path.
  static let idSchema = #"{"type":"string","format":"uuid"}"#

  /// What every list in pages takes.
  static let pageParameters: [Operation.Parameter] = [
    .init(
      "limit", in: .query, "How many at most.", schema: #"{"type":"integer","minimum":1,"maximum":500,"default":50}"#),
    .init("cursor", in: .query, "The `next_cursor` of the page before.", schema: #"{"type":"string"}"#),
  ]

  private static func call(_ calls: ReadCalls) -> OneCallRoute<CallJSON> {
    OneCallRoute("/v1/calls/{id}", id: "getCall", summary: "One call", schema: "Call") {
      id, bearer, tenant throws(StoreFailure) in
      try await calls.call(id, for: bearer, of: tenant).map {
        CallJSON(call: $0.call, record: $0.record, owner: $0.owner)
      }
    }
  }

  private static func events(_ calls: ReadCalls) -> OneCallRoute<ListJSON<CallEventJSON>> {
    OneCallRoute(
      "/v1/calls/{id}/events", id: "listCallEvents", summary: "What happened in a call, in order",
      schema: "CallEventList"
    ) { id, bearer, tenant throws(StoreFailure) in
      try await calls.facts(of: id, for: bearer, of: tenant).map { ListJSON(data: $0.compactMap(CallEventJSON.init)) }
    }
  }

  private static func transcript(_ calls: ReadCalls) -> OneCallRoute<TranscriptJSON> {
    OneCallRoute(
      "/v1/calls/{id}/transcript", id: "getTranscript",
      summary: "What was said in a call, in order, without card numbers and secrets",
      schema: "Transcript"
    ) { id, bearer, tenant throws(StoreFailure) in
      try await calls.transcript(of: id, for: bearer, of: tenant).map(TranscriptJSON.init)
    }
  }

  private static func summary(_ calls: ReadCalls) -> OneCallRoute<CallSummaryJSON> {
    OneCallRoute(
      "/v1/calls/{id}/summary", id: "getCallSummary",
      summary: "A call in short: what it came to, the caller's last words, what they left", schema: "CallSummary"
    ) { id, bearer, tenant throws(StoreFailure) in
      try await calls.summary(of: id, for: bearer, of: tenant).map(CallSummaryJSON.init)
    }
  }

  private static func notes(_ calls: ReadCalls) -> OneCallRoute<ListJSON<CallerNoteJSON>> {
    OneCallRoute(
      "/v1/calls/{id}/notes", id: "listCallerNotes",
      summary: "What the caller left with the receptionist: messages, wishes, who they are; confirmed or not",
      schema: "CallerNoteList"
    ) { id, bearer, tenant throws(StoreFailure) in
      try await calls.notes(of: id, for: bearer, of: tenant).map { ListJSON(data: $0.map(CallerNoteJSON.init)) }
    }
  }
}
