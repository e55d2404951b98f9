internal import VoiceCore
internal import Web

/// `/v1/webhook-deliveries`: what became of events on their way to endpoints.
struct WebhookDeliveryRoutes: Sendable {
  private let read: ReadWebhooks
  private let ports: APIPorts
  private let doors: WebhookDoors

  init(_ ports: APIPorts, _ doors: WebhookDoors) {
    read = ReadWebhooks(store: ports.store)
    self.ports = ports
    self.doors = doors
  }

  static let path = "/v1/webhook-deliveries"
  private static let id = Operation.Parameter("id", in: .path, "The delivery.", schema: #"{"type":"string"}"#)
  private static let filters: [Operation.Parameter] = [
    .init("endpoint_id", in: .query, "Whose deliveries; needed.", schema: APIRoutes.idSchema),
    .init(
      "state", in: .query, "How they stand; all unless said.",
      schema: OpenAPISchemas.oneOf(WebhookDelivery.Kind.allCases.map(\.rawValue))),
  ]

  var all: [APIAction] { [list, one, redelivery] }

  private var list: APIAction {
    let operation = Operation(
      id: "listWebhookDeliveries", summary: "The deliveries to an endpoint, newest first",
      parameters: Self.filters + APIRoutes.pageParameters,
      answers: [
        .init(200, "A page of deliveries.", schema: "WebhookDeliveryPage"), ResourceAnswers.paged,
        .init(404, "No such endpoint."),
      ] + APIRoutes.tokenAnswers)
    return APIAction(.get, Self.path, operation, query: ["limit", "cursor", "endpoint_id", "state"]) {
      [read] asked, query throws(APIFault) in
      let wanted = try Wanted(query)
      do throws(StoreFailure) {
        let page = try await read.deliveries(
          to: wanted.endpoint, wanted.kind, of: asked.tenant, after: wanted.cursor, limit: wanted.limit)
        guard let page else { return Router.notFound(asked.request) }
        return .encoded(
          ListJSON(data: page.items.map(WebhookDeliveryJSON.init), next: page.next?.text), to: asked.request)
      } catch {
        throw APIFault(error, to: asked.request)
      }
    }
  }

  /// Which page of which deliveries.
  private struct Wanted {
    let endpoint: WebhookEndpoint.ID
    let kind: WebhookDelivery.Kind?
    let cursor: WebhookDeliveryCursor?
    let limit: Int

    init(_ query: Query) throws(APIFault) {
      do throws(Query.Fault) {
        limit = try query.number("limit", in: 1...ReadWebhooks.maximumPage, else: ListCallsRoute.standardPage)
        guard let endpoint = query.text("endpoint_id").flatMap({ WebhookEndpoint.ID($0) }) else {
          throw Query.Fault("The identifier of an endpoint.", field: "endpoint_id")
        }
        self.endpoint = endpoint
        kind = query.text("state").flatMap { WebhookDelivery.Kind(rawValue: $0) }
        if query.text("state") != nil, kind == nil {
          let words = WebhookDelivery.Kind.allCases.map(\.rawValue).joined(separator: ", ")
          throw Query.Fault("One of \(words).", field: "state")
        }
        cursor = query.text("cursor").flatMap { WebhookDeliveryCursor(text: $0) }
        if query.text("cursor") != nil, cursor == nil {
          throw Query.Fault("Not a cursor of this list.", field: "cursor")
        }
      } catch {
        throw .problem(error.problem)
      }
    }
  }

  private var one: APIAction {
    let operation = Operation(
      id: "getWebhookDelivery", summary: "One delivery, with what came of its last attempts", parameters: [Self.id],
      answers: [.init(200, "Found.", schema: "WebhookDelivery")] + ResourceAnswers.missing + APIRoutes.tokenAnswers)
    return APIAction(.get, Self.path + "/{id}", operation) { [read] asked, _ throws(APIFault) in
      let id = try Self.id(asked)
      do throws(StoreFailure) {
        guard let delivery = try await read.delivery(id, of: asked.tenant) else {
          return Router.notFound(asked.request)
        }
        return .encoded(WebhookDeliveryJSON(delivery: delivery), to: asked.request)
      } catch {
        throw APIFault(error, to: asked.request)
      }
    }
  }

  private var redelivery: APIAction {
    let operation = Operation(
      id: "retryWebhookDelivery",
      summary: "Send an event once more, with all attempts before it; one that is being sent goes on as it is",
      parameters: [Self.id],
      answers: [.init(200, "As it is now.", schema: "WebhookDelivery")] + ResourceAnswers.missing
        + APIRoutes.tokenAnswers)
    return APIAction(.post, Self.path + "/{id}/retry", operation) { [ports, doors] asked, _ throws(APIFault) in
      let id = try Self.id(asked)
      let redeliver = RedeliverWebhooks(
        store: ports.store, time: ports.time, auditing: ports.auditing(of: asked.request), tell: doors.tell)
      do throws(RoutingFailure) {
        let delivery = try await redeliver.one(id, by: asked.bearer, in: asked.tenant)
        return .encoded(WebhookDeliveryJSON(delivery: delivery), to: asked.request)
      } catch {
        throw APIFault(error)
      }
    }
  }

  private static func id(_ asked: APIAction.Asked) throws(APIFault) -> WebhookDelivery.ID {
    guard let id = asked.request.parameters["id"].flatMap({ WebhookDelivery.ID($0) }) else { throw .notFound }
    return id
  }
}
