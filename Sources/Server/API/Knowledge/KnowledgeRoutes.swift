internal import VoiceCore
internal import Web

/// `/v1/knowledge`: what callers are told. A change holds for calls that are joined from then on.
struct KnowledgeRoutes: Sendable {
  private let read: ReadKnowledge
  private let ports: APIPorts

  init(_ ports: APIPorts) {
    read = ReadKnowledge(store: ports.store)
    self.ports = ports
  }

  static let path = "/v1/knowledge"
  private static let id = ResourceAnswers.id("The entry.")

  var all: [APIAction] { [list, one, creation, alteration, removal] }

  /// An entry as it is shown, with the tag of its state.
  private static func shown(
    _ entry: KnowledgeEntry, status: Status = .ok, by ports: APIPorts, to request: Request
  ) -> Response {
    EntityTag.added(to: .encoded(KnowledgeEntryJSON(entry: entry), status: status, to: request), by: ports.keyed)
  }

  /// Whether an entry is still what the request says that was read.
  private static func condition(
    of request: Request, _ ports: APIPorts
  ) throws(APIFault) -> @Sendable (KnowledgeEntry) -> Bool {
    let condition = try EntityTag.Condition(of: request, by: ports.keyed)
    return { condition.holds(for: .encoded(KnowledgeEntryJSON(entry: $0), to: request)) }
  }

  private static func changing(_ ports: APIPorts, _ request: Request) -> ChangeKnowledge {
    ChangeKnowledge(store: ports.store, auditing: ports.auditing(of: request))
  }

  private var list: APIAction {
    let operation = Operation(
      id: "listKnowledge", summary: "The entries, by id", parameters: APIRoutes.pageParameters,
      answers: [.init(200, "A page of entries.", schema: "KnowledgeEntryPage"), ResourceAnswers.paged]
        + APIRoutes.tokenAnswers)
    return APIAction(.get, Self.path, operation, query: ["limit", "cursor"]) { [read] asked, query throws(APIFault) in
      let wanted = try PageQuery<KnowledgeEntry>(query)
      do throws(StoreFailure) {
        let page = try await read.entries(of: asked.tenant, after: wanted.cursor, limit: wanted.limit)
        return .encoded(
          ListJSON(data: page.items.map(KnowledgeEntryJSON.init), next: page.next?.description), to: asked.request)
      } catch {
        throw APIFault(error, to: asked.request)
      }
    }
  }

  private var one: APIAction {
    let operation = Operation(
      id: "getKnowledgeEntry", summary: "One entry", parameters: [Self.id],
      answers: [.init(200, "Found.", schema: "KnowledgeEntry")] + ResourceAnswers.missing + APIRoutes.tokenAnswers)
    return APIAction(.get, Self.path + "/{id}", operation) { [read, ports] asked, _ throws(APIFault) in
      let id = try asked.id(of: KnowledgeEntry.self)
      do throws(StoreFailure) {
        guard let entry = try await read.entry(id, of: asked.tenant) else { return Router.notFound(asked.request) }
        return Self.shown(entry, by: ports, to: asked.request)
      } catch {
        throw APIFault(error, to: asked.request)
      }
    }
  }

  private var creation: APIAction {
    let operation = Operation(
      id: "createKnowledgeEntry", summary: "Add an entry; calls that are joined from then on are told it",
      body: "NewKnowledgeEntry",
      answers: [.init(201, "Added.", schema: "KnowledgeEntry"), ResourceAnswers.full] + ResourceAnswers.written
        + APIRoutes.tokenAnswers)
    return APIAction(.post, Self.path, operation) { [ports] asked, _ throws(APIFault) in
      let id: KnowledgeEntry.ID = asked.request.seed.map { Identifier($0) } ?? ports.ids()
      let entry = try asked.body(KnowledgeEntryBody.self).entry(id)
      do throws(KnowledgeFailure) {
        let added = try await Self.changing(ports, asked.request).add(entry, by: asked.bearer, in: asked.tenant)
        var response = Self.shown(added, status: .created, by: ports, to: asked.request)
        response.headers["Location"] = "\(Self.path)/\(id)"
        return response
      } catch {
        throw APIFault(error)
      }
    }
  }

  private var alteration: APIAction {
    let operation = Operation(
      id: "changeKnowledgeEntry", summary: "Change an entry; what isn't said stays",
      parameters: [Self.id, EntityTag.Condition.parameter],
      body: "KnowledgeEntryChange",
      answers: [
        .init(200, "As it is now.", schema: "KnowledgeEntry"), .init(404, "No such entry."), EntityTag.Condition.answer,
      ]
        + ResourceAnswers.written + APIRoutes.tokenAnswers)
    return APIAction(.patch, Self.path + "/{id}", operation) { [ports] asked, _ throws(APIFault) in
      let id = try asked.id(of: KnowledgeEntry.self)
      let change = try asked.body(KnowledgeEntryBody.self).change()
      let isAsRead = try Self.condition(of: asked.request, ports)
      do throws(KnowledgeFailure) {
        let entry = try await Self.changing(ports, asked.request)
          .change(id, to: change, by: asked.bearer, in: asked.tenant, onlyIf: isAsRead)
        return Self.shown(entry, by: ports, to: asked.request)
      } catch {
        throw APIFault(error)
      }
    }
  }

  private var removal: APIAction {
    let operation = Operation(
      id: "deleteKnowledgeEntry", summary: "Take an entry out",
      parameters: [Self.id, EntityTag.Condition.parameter],
      answers: [.init(204, "Taken out."), EntityTag.Condition.answer] + ResourceAnswers.missing + APIRoutes.tokenAnswers
    )
    return APIAction(.delete, Self.path + "/{id}", operation) { [ports] asked, _ throws(APIFault) in
      let id = try asked.id(of: KnowledgeEntry.self)
      let isAsRead = try Self.condition(of: asked.request, ports)
      do throws(KnowledgeFailure) {
        try await Self.changing(ports, asked.request)
          .remove(id, by: asked.bearer, in: asked.tenant, onlyIf: isAsRead)
      } catch {
        throw APIFault(error)
      }
      return .noContent
    }
  }
}
