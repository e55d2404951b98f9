public import VoiceCore
public import Web

/// The REST API under `/v1`: each route with its OpenAPI description.
public struct APIRoutes: Sendable {
  /// To be mounted and documented.
  public let routes: [any Route]

  /// The API on these use cases and ports.
  public init(signIn: SignIn, calls: ReadCalls, tokens: any AccessTokens, time: any TimeSource) {
    func authenticated(_ route: some TenantRoute) -> any Route { Authenticated(route, tokens: tokens, time: time) }
    routes = [
      LoginRoute(signIn: signIn),
      NotYetRoute(.post, "/v1/auth/refresh", id: "refresh", summary: "Exchange a refresh token"),
      NotYetRoute(.post, "/v1/auth/logout", id: "logout", summary: "Sign out"),
      authenticated(ListCallsRoute(calls: calls)),
      authenticated(Self.call(calls)),
      authenticated(Self.events(calls)),
      authenticated(Self.transcript(calls)),
    ]
  }

  /// What every route that needs a token may answer.
  static let tokenAnswers: [Operation.Answer] = [
    .init(401, "No token, or one that isn't good."), .init(503, "Try again after `Retry-After` seconds."),
  ]

  private static func call(_ calls: ReadCalls) -> OneCallRoute<CallJSON> {
    OneCallRoute("/v1/calls/{id}", id: "getCall", summary: "One call", schema: "Call") {
      id, tenant throws(StoreFailure) in
      try await calls.call(id, of: tenant).map { CallJSON(call: $0.call, record: $0.record) }
    }
  }

  private static func events(_ calls: ReadCalls) -> OneCallRoute<ListJSON<CallEventJSON>> {
    OneCallRoute(
      "/v1/calls/{id}/events", id: "listCallEvents", summary: "What happened in a call, in order",
      schema: "CallEventList"
    ) { id, tenant throws(StoreFailure) in
      try await calls.facts(of: id, of: tenant).map { ListJSON(data: $0.compactMap(CallEventJSON.init)) }
    }
  }

  private static func transcript(_ calls: ReadCalls) -> OneCallRoute<ListJSON<UtteranceJSON>> {
    OneCallRoute(
      "/v1/calls/{id}/transcript", id: "getTranscript", summary: "What was said in a call, in order",
      schema: "Transcript"
    ) { id, tenant throws(StoreFailure) in
      try await calls.transcript(of: id, of: tenant).map { ListJSON(data: $0.map(UtteranceJSON.init)) }
    }
  }
}
