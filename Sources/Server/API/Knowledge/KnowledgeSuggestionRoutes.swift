internal import VoiceCore
internal import Web

/// `/v1/knowledge/suggestions`: answers that were marked as wrong when they were tried, and what became of that.
struct KnowledgeSuggestionRoutes: Sendable {
  private let read: ReadKnowledge
  private let ports: APIPorts

  init(_ ports: APIPorts) {
    read = ReadKnowledge(store: ports.store)
    self.ports = ports
  }

  static let path = KnowledgeRoutes.path + "/suggestions"
  private static let id = ResourceAnswers.id("The suggestion.")

  var all: [APIAction] { [list, one, creation, judgement, removal] }

  private static func changing(_ ports: APIPorts, _ request: Request) -> ChangeSuggestions {
    ChangeSuggestions(store: ports.store, ids: ports.ids, auditing: ports.auditing(of: request))
  }

  private var list: APIAction {
    let operation = Operation(
      id: "listKnowledgeSuggestions", summary: "What was marked as answered wrongly, by id",
      parameters: APIRoutes.pageParameters,
      answers: [.init(200, "A page of suggestions.", schema: "KnowledgeSuggestionPage"), ResourceAnswers.paged]
        + APIRoutes.tokenAnswers)
    return APIAction(.get, Self.path, operation, query: ["limit", "cursor"]) { [read] asked, query throws(APIFault) in
      let wanted = try PageQuery<KnowledgeSuggestion>(query)
      do throws(StoreFailure) {
        let page = try await read.suggestions(of: asked.tenant, after: wanted.cursor, limit: wanted.limit)
        return .encoded(
          ListJSON(data: page.items.map(KnowledgeSuggestionJSON.init), next: page.next?.description),
          to: asked.request)
      } catch {
        throw APIFault(error, to: asked.request)
      }
    }
  }

  private var one: APIAction {
    let operation = Operation(
      id: "getKnowledgeSuggestion", summary: "One suggestion", parameters: [Self.id],
      answers: [.init(200, "Found.", schema: "KnowledgeSuggestion")] + ResourceAnswers.missing
        + APIRoutes.tokenAnswers)
    return APIAction(.get, Self.path + "/{id}", operation) { [read] asked, _ throws(APIFault) in
      let id = try asked.id(of: KnowledgeSuggestion.self)
      do throws(StoreFailure) {
        guard let found = try await read.suggestion(id, of: asked.tenant) else {
          return Router.notFound(asked.request)
        }
        return .encoded(KnowledgeSuggestionJSON(suggestion: found), to: asked.request)
      } catch {
        throw APIFault(error, to: asked.request)
      }
    }
  }

  private var creation: APIAction {
    let operation = Operation(
      id: "createKnowledgeSuggestion", summary: "Mark what a question was answered as wrong",
      body: "NewKnowledgeSuggestion",
      answers: [.init(201, "Kept.", schema: "KnowledgeSuggestion"), ResourceAnswers.full] + ResourceAnswers.written
        + APIRoutes.tokenAnswers)
    return APIAction(.post, Self.path, operation) { [ports] asked, _ throws(APIFault) in
      let id: KnowledgeSuggestion.ID = asked.request.seed.map { Identifier($0) } ?? ports.ids()
      let suggestion = try asked.body(KnowledgeSuggestionBody.self).suggestion(id, at: ports.time.now())
      do throws(KnowledgeFailure) {
        let kept = try await Self.changing(ports, asked.request).add(suggestion, by: asked.bearer, in: asked.tenant)
        var response = Response.encoded(
          KnowledgeSuggestionJSON(suggestion: kept), status: .created, to: asked.request)
        response.headers["Location"] = "\(Self.path)/\(id)"
        return response
      } catch {
        throw APIFault(error)
      }
    }
  }

  private var judgement: APIAction {
    let operation = Operation(
      id: "judgeKnowledgeSuggestion",
      summary: "Make an entry of a suggestion, make it another question of one, or dismiss it", parameters: [Self.id],
      body: "KnowledgeJudgement",
      answers: [
        .init(200, "As it is now.", schema: "KnowledgeSuggestion"), .init(404, "No such suggestion."),
        .init(409, "It was judged already, or the tenant has as many entries as it may have."),
      ] + ResourceAnswers.written + APIRoutes.tokenAnswers)
    return APIAction(.patch, Self.path + "/{id}", operation) { [ports] asked, _ throws(APIFault) in
      let id = try asked.id(of: KnowledgeSuggestion.self)
      let judgement = try asked.body(KnowledgeJudgementBody.self).judgement()
      do throws(KnowledgeFailure) {
        let judged = try await Self.changing(ports, asked.request)
          .judge(id, judgement, by: asked.bearer, in: asked.tenant)
        return .encoded(KnowledgeSuggestionJSON(suggestion: judged), to: asked.request)
      } catch {
        throw APIFault(error)
      }
    }
  }

  private var removal: APIAction {
    let operation = Operation(
      id: "deleteKnowledgeSuggestion", summary: "Take a suggestion out", parameters: [Self.id],
      answers: [.init(204, "Taken out.")] + ResourceAnswers.missing + APIRoutes.tokenAnswers)
    return APIAction(.delete, Self.path + "/{id}", operation) { [ports] asked, _ throws(APIFault) in
      let id = try asked.id(of: KnowledgeSuggestion.self)
      do throws(KnowledgeFailure) {
        try await Self.changing(ports, asked.request).remove(id, by: asked.bearer, in: asked.tenant)
      } catch {
        throw APIFault(error)
      }
      return .noContent
    }
  }
}
