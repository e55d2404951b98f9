internal import VoiceCore
internal import Web

/// `GET /v1/events`: what happened, in order, of that which the bearer sees.
enum EventsRoute {
  private static let operation = Operation(
    id: "listEvents",
    summary:
      "What happened in the tenant's calls, oldest first, as far as the bearer sees it: administrators all, others what "
      + "happened in their departments",
    parameters: [
      .init(
        "limit", in: .query, "How many at most.", schema: #"{"type":"integer","minimum":1,"maximum":500,"default":50}"#),
      .init(
        "after", in: .query,
        "The last event that is known: its `id`, or the `next_cursor` of the page before. Without it, from the oldest that is kept.",
        schema: #"{"type":"string"}"#),
      topics,
      .init(
        EventFeed.lastHeader, in: .header,
        "With `Accept: text/event-stream`: the last event that is known. What comes after it is told as it happens, like over the "
          + "real-time socket; the stream ends after two minutes at most, to be asked for again.",
        schema: #"{"type":"string"}"#),
    ],
    answers: [
      .init(
        200, "A page of events; where many follow each other that aren't seen it may be short or empty, and go on.",
        schema: "CallEventList"), .init(400, "A parameter is wrong or unknown."),
      .init(404, "No such event, or it is forgotten: begin without `after`."),
      .init(406, "This server streams no events."), .init(429, "So many streams as may be: close another first."),
    ] + APIRoutes.tokenAnswers)

  static let topics = Operation.Parameter(
    "topics", in: .query,
    "Only these, separated by commas: \(EventTopics.nouns.joined(separator: ", ")), department:ID.",
    schema: #"{"type":"string"}"#)

  static func action(_ ports: APIPorts) -> APIAction {
    let read = ReadEvents(store: ports.store)
    return APIAction(.get, "/v1/events", operation, query: ["limit", "after", "topics"]) {
      asked, query throws(APIFault) in
      EventFeed.isWanted(by: asked.request)
        ? try await stream(asked, query, ports) : try await page(asked, query, read)
    }
  }

  private static func page(
    _ asked: APIAction.Asked, _ query: Query, _ read: ReadEvents
  ) async throws(APIFault) -> Response {
    let limit: Int
    let after: EventID?
    let topics: EventTopics
    do throws(Query.Fault) {
      limit = try query.number("limit", in: 1...ReadEvents.maximumPage, else: ListCallsRoute.standardPage)
      after = try query.event("after")
      topics = try query.topics()
    } catch {
      throw .problem(error.problem)
    }
    let page: ReadEvents.Page?
    do throws(StoreFailure) {
      page = try await read.page(for: asked.bearer, of: asked.tenant, after: after, topics: topics, limit: limit)
    } catch {
      throw APIFault(error, to: asked.request)
    }
    guard let page else {
      throw .problem(
        Problem(.notFound, "No such event", detail: "Unknown or forgotten: begin without it.", field: "after"))
    }
    let events = page.events.compactMap { CallEventJSON($0.recorded) }
    // The place is an event's id, which is good at the socket, too: it isn't sealed like a list's cursor.
    var request = asked.request
    request.cursors = nil
    return .encoded(ListJSON(data: events, next: page.next?.description), to: request)
  }

  /// The same as it happens. An event that nobody knows is answered by how things stand.
  private static func stream(
    _ asked: APIAction.Asked, _ query: Query, _ ports: APIPorts
  ) async throws(APIFault) -> Response {
    guard let hub = ports.hub else {
      throw .problem(Problem(406, "Not streamed here", detail: "Ask for application/json."))
    }
    let topics: EventTopics
    do throws(Query.Fault) {
      guard query.text("limit") == nil else { throw Query.Fault("Only pages have one.", field: "limit") }
      topics = try query.topics()
    } catch {
      throw .problem(error.problem)
    }
    let last = asked.request.headers[EventFeed.lastHeader] ?? query.text("after")
    do throws(EventHub.Refusal) {
      return try await EventFeed.response(
        JoinEvents.Wish(after: last.flatMap { EventID($0) }, topics: topics), by: asked.bearer, of: asked.tenant,
        at: hub, time: ports.time)
    } catch {
      switch error {
      case .full: throw .tooMany(after: .seconds(30))
      case .forbidden: throw .forbidden
      case .store(let failure): throw APIFault(failure, to: asked.request)
      }
    }
  }
}

extension Query {
  /// An event's name; `nil` when it isn't there.
  func event(_ name: String) throws(Fault) -> EventID? {
    guard let text = text(name) else { return nil }
    guard let id = EventID(text) else { throw Fault("The `id` of an event.", field: name) }
    return id
  }

  /// What is to be heard of.
  func topics() throws(Fault) -> EventTopics {
    guard let text = text("topics") else { return EventTopics() }
    do throws(EventTopics.Unknown) {
      return try EventTopics(text.split(separator: ",", omittingEmptySubsequences: false).map(String.init))
    } catch {
      throw Fault(error.remedy, field: "topics")
    }
  }
}
