internal import VoiceCore
internal import Web

/// `/v1/webhook-endpoints`: where the tenant's events are sent to.
struct WebhookEndpointRoutes: Sendable {
  private let read: ReadWebhooks
  private let ports: APIPorts
  private let doors: WebhookDoors

  init(_ ports: APIPorts, _ doors: WebhookDoors) {
    read = ReadWebhooks(store: ports.store)
    self.ports = ports
    self.doors = doors
  }

  static let path = "/v1/webhook-endpoints"
  private static let id = ResourceAnswers.id("The endpoint.")

  var all: [APIAction] { [list, one, creation, alteration, removal, verification, rotation, redelivery] }

  private func changing(_ request: Request) -> ChangeWebhooks {
    ChangeWebhooks(
      store: ports.store, sender: doors.sender, time: ports.time, ids: ports.ids, tokens: ports.secrets,
      auditing: ports.auditing(of: request), rule: doors.rule)
  }

  private var list: APIAction {
    let operation = Operation(
      id: "listWebhookEndpoints", summary: "The endpoints, by id", parameters: APIRoutes.pageParameters,
      answers: [.init(200, "A page of endpoints.", schema: "WebhookEndpointPage"), ResourceAnswers.paged]
        + APIRoutes.tokenAnswers)
    return APIAction(.get, Self.path, operation, query: ["limit", "cursor"]) { [self] asked, query throws(APIFault) in
      let page = try ListPage<WebhookEndpoint>(query)
      let endpoints = try await endpoints(asked).sorted { $0.id < $1.id }
      return try page.response(of: endpoints, by: \.id, to: asked.request) { WebhookEndpointJSON(endpoint: $0) }
    }
  }

  private var one: APIAction {
    let operation = Operation(
      id: "getWebhookEndpoint", summary: "One endpoint, without its secret", parameters: [Self.id],
      answers: [.init(200, "Found.", schema: "WebhookEndpoint")] + ResourceAnswers.missing + APIRoutes.tokenAnswers)
    return APIAction(.get, Self.path + "/{id}", operation) { [self] asked, _ throws(APIFault) in
      let id = try asked.id(of: WebhookEndpoint.self)
      guard let endpoint = try await endpoints(asked).first(where: { $0.id == id }) else { throw .notFound }
      return .encoded(WebhookEndpointJSON(endpoint: endpoint), to: asked.request)
    }
  }

  private func endpoints(_ asked: APIAction.Asked) async throws(APIFault) -> [WebhookEndpoint] {
    do throws(StoreFailure) { return try await read.endpoints(of: asked.tenant) } catch {
      throw APIFault(error, to: asked.request)
    }
  }

  private var creation: APIAction {
    let operation = Operation(
      id: "createWebhookEndpoint",
      summary: "Add an endpoint and ask it by a signed message whether it wants any; its secret is shown this once",
      body: "NewWebhookEndpoint",
      answers: [
        .init(201, "Added; `active` where it answered with 2xx, `unverified` else.", schema: "MadeWebhookEndpoint")
      ] + ResourceAnswers.written + APIRoutes.tokenAnswers)
    return APIAction(.post, Self.path, operation) { [self] asked, _ throws(APIFault) in
      let id: WebhookEndpoint.ID = asked.request.seed.map { Identifier($0) } ?? ports.ids()
      let wanted = try asked.body(WebhookEndpointBody.self).endpoint()
      let endpoint = try await refusing { () throws(RoutingFailure) in
        try await changing(asked.request).add(id, at: wanted.url, wanted.events, by: asked.bearer, in: asked.tenant)
      }
      var response = Self.telling(endpoint, status: .created, to: asked.request)
      response.headers["Location"] = "\(Self.path)/\(id)"
      return response
    }
  }

  private var alteration: APIAction {
    let operation = Operation(
      id: "changeWebhookEndpoint",
      summary:
        "Change an endpoint; what isn't said stays. Another address, or one that is to be enabled, is asked first",
      parameters: [Self.id], body: "WebhookEndpointChange",
      answers: [.init(200, "As it is now.", schema: "WebhookEndpoint"), .init(404, "No such endpoint.")]
        + ResourceAnswers.written + APIRoutes.tokenAnswers)
    return APIAction(.patch, Self.path + "/{id}", operation) { [self] asked, _ throws(APIFault) in
      let id = try asked.id(of: WebhookEndpoint.self)
      let change = try asked.body(WebhookEndpointBody.self).change()
      let endpoint = try await refusing { () throws(RoutingFailure) in
        try await changing(asked.request).change(id, to: change, by: asked.bearer, in: asked.tenant)
      }
      return .encoded(WebhookEndpointJSON(endpoint: endpoint), to: asked.request)
    }
  }

  private var removal: APIAction {
    let operation = Operation(
      id: "deleteWebhookEndpoint", summary: "Remove an endpoint, and its deliveries", parameters: [Self.id],
      answers: [.init(204, "Removed.")] + ResourceAnswers.missing + APIRoutes.tokenAnswers)
    return APIAction(.delete, Self.path + "/{id}", operation) { [self] asked, _ throws(APIFault) in
      let id = try asked.id(of: WebhookEndpoint.self)
      try await refusing { () throws(RoutingFailure) in
        try await changing(asked.request).remove(id, by: asked.bearer, in: asked.tenant)
      }
      return .noContent
    }
  }

  private var verification: APIAction {
    let operation = Operation(
      id: "verifyWebhookEndpoint", summary: "Ask an endpoint once more; one that answers with 2xx is sent events",
      parameters: [Self.id],
      answers: [
        .init(200, "As it is now.", schema: "WebhookEndpoint"), .init(404, "No such endpoint."),
        .init(422, "Its address may not be sent to."),
      ] + APIRoutes.tokenAnswers)
    return APIAction(.post, Self.path + "/{id}/verify", operation) { [self] asked, _ throws(APIFault) in
      let id = try asked.id(of: WebhookEndpoint.self)
      let endpoint = try await refusing { () throws(RoutingFailure) in
        try await changing(asked.request).verify(id, by: asked.bearer, in: asked.tenant)
      }
      return .encoded(WebhookEndpointJSON(endpoint: endpoint), to: asked.request)
    }
  }

  private var rotation: APIAction {
    let operation = Operation(
      id: "rotateWebhookSecret",
      summary:
        "Sign by a new secret, which is shown this once; for a day messages bear the former one's signature, too",
      parameters: [Self.id],
      answers: [.init(200, "With its new secret.", schema: "MadeWebhookEndpoint"), .init(404, "No such endpoint.")]
        + APIRoutes.tokenAnswers)
    return APIAction(.post, Self.path + "/{id}/rotate-secret", operation) { [self] asked, _ throws(APIFault) in
      let id = try asked.id(of: WebhookEndpoint.self)
      let endpoint = try await refusing { () throws(RoutingFailure) in
        try await changing(asked.request).rotateSecret(of: id, by: asked.bearer, in: asked.tenant)
      }
      return Self.telling(endpoint, status: .ok, to: asked.request)
    }
  }

  private var redelivery: APIAction {
    let operation = Operation(
      id: "retryParkedWebhooks", summary: "Send again what is parked for an endpoint, the oldest first",
      parameters: [Self.id],
      answers: [.init(200, "How many.", schema: "WebhookRetry"), .init(404, "No such endpoint.")]
        + APIRoutes.tokenAnswers)
    return APIAction(.post, Self.path + "/{id}/retry", operation) { [self] asked, _ throws(APIFault) in
      let id = try asked.id(of: WebhookEndpoint.self)
      let redeliver = RedeliverWebhooks(
        store: ports.store, time: ports.time, auditing: ports.auditing(of: asked.request), tell: doors.tell)
      let bulk = try await refusing { () throws(RoutingFailure) in
        try await redeliver.parked(to: id, by: asked.bearer, in: asked.tenant)
      }
      return .encoded(WebhookRetryJSON(bulk), to: asked.request)
    }
  }

  private func refusing<Outcome>(
    _ body: () async throws(RoutingFailure) -> Outcome
  ) async throws(APIFault) -> Outcome {
    do throws(RoutingFailure) { return try await body() } catch { throw APIFault(error) }
  }

  /// With the secret, which is shown once.
  private static func telling(_ endpoint: WebhookEndpoint, status: Status, to request: Request) -> Response {
    var response = Response.encoded(
      WebhookEndpointJSON(endpoint: endpoint, secret: .some(endpoint.secret)), status: status, to: request)
    response.headers["Cache-Control"] = "no-store"
    response.repeatedBody =
      Response.encoded(WebhookEndpointJSON(endpoint: endpoint, secret: .some(nil)), to: request).body
    return response
  }
}

/// How many deliveries were taken up.
struct WebhookRetryJSON: Encodable {
  private let count: Int
  private let hasMore: Bool

  private enum CodingKeys: String, CodingKey {
    case count
    case hasMore = "has_more"
  }

  init(_ bulk: RedeliverWebhooks.Bulk) { (count, hasMore) = (bulk.count, bulk.hasMore) }
}
