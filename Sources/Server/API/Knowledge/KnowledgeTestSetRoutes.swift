internal import VoiceCore
internal import Web

/// `/v1/knowledge/test-sets`: questions by which a tenant's people try what callers are told.
struct KnowledgeTestSetRoutes: Sendable {
  private let read: ReadKnowledge
  private let run: RunTestSet
  private let ports: APIPorts

  init(_ ports: APIPorts, shelf: KnowledgeShelf) {
    read = ReadKnowledge(store: ports.store)
    run = RunTestSet(store: ports.store, time: ports.time, shelf: shelf)
    self.ports = ports
  }

  static let path = KnowledgeRoutes.path + "/test-sets"
  private static let id = ResourceAnswers.id("The set.")

  var all: [APIAction] { [list, one, creation, alteration, removal, trial] }

  private static func changing(_ ports: APIPorts, _ request: Request) -> ChangeTestSets {
    ChangeTestSets(store: ports.store, auditing: ports.auditing(of: request))
  }

  private var list: APIAction {
    let operation = Operation(
      id: "listKnowledgeTestSets", summary: "The sets of questions, by id", parameters: APIRoutes.pageParameters,
      answers: [.init(200, "A page of sets.", schema: "KnowledgeTestSetPage"), ResourceAnswers.paged]
        + APIRoutes.tokenAnswers)
    return APIAction(.get, Self.path, operation, query: ["limit", "cursor"]) { [read] asked, query throws(APIFault) in
      let wanted = try PageQuery<KnowledgeTestSet>(query)
      do throws(StoreFailure) {
        let page = try await read.testSets(of: asked.tenant, after: wanted.cursor, limit: wanted.limit)
        return .encoded(
          ListJSON(data: page.items.map(KnowledgeTestSetJSON.init), next: page.next?.description), to: asked.request)
      } catch {
        throw APIFault(error, to: asked.request)
      }
    }
  }

  private var one: APIAction {
    let operation = Operation(
      id: "getKnowledgeTestSet", summary: "One set of questions", parameters: [Self.id],
      answers: [.init(200, "Found.", schema: "KnowledgeTestSet")] + ResourceAnswers.missing + APIRoutes.tokenAnswers)
    return APIAction(.get, Self.path + "/{id}", operation) { [read] asked, _ throws(APIFault) in
      let id = try asked.id(of: KnowledgeTestSet.self)
      do throws(StoreFailure) {
        guard let set = try await read.testSet(id, of: asked.tenant) else { return Router.notFound(asked.request) }
        return .encoded(KnowledgeTestSetJSON(set: set), to: asked.request)
      } catch {
        throw APIFault(error, to: asked.request)
      }
    }
  }

  private var creation: APIAction {
    let operation = Operation(
      id: "createKnowledgeTestSet", summary: "Add a set of questions with what is expected to answer each",
      body: "NewKnowledgeTestSet",
      answers: [.init(201, "Added.", schema: "KnowledgeTestSet"), ResourceAnswers.full] + ResourceAnswers.written
        + APIRoutes.tokenAnswers)
    return APIAction(.post, Self.path, operation) { [ports] asked, _ throws(APIFault) in
      let id: KnowledgeTestSet.ID = asked.request.seed.map { Identifier($0) } ?? ports.ids()
      let set = try asked.body(KnowledgeTestSetBody.self).set(id)
      do throws(KnowledgeFailure) {
        let added = try await Self.changing(ports, asked.request).add(set, by: asked.bearer, in: asked.tenant)
        var response = Response.encoded(KnowledgeTestSetJSON(set: added), status: .created, to: asked.request)
        response.headers["Location"] = "\(Self.path)/\(id)"
        return response
      } catch {
        throw APIFault(error)
      }
    }
  }

  private var alteration: APIAction {
    let operation = Operation(
      id: "changeKnowledgeTestSet", summary: "Change a set; what isn't said stays", parameters: [Self.id],
      body: "KnowledgeTestSetChange",
      answers: [.init(200, "As it is now.", schema: "KnowledgeTestSet"), .init(404, "No such set.")]
        + ResourceAnswers.written + APIRoutes.tokenAnswers)
    return APIAction(.patch, Self.path + "/{id}", operation) { [ports] asked, _ throws(APIFault) in
      let id = try asked.id(of: KnowledgeTestSet.self)
      let change = try asked.body(KnowledgeTestSetBody.self).change()
      do throws(KnowledgeFailure) {
        let set = try await Self.changing(ports, asked.request)
          .change(id, to: change, by: asked.bearer, in: asked.tenant)
        return .encoded(KnowledgeTestSetJSON(set: set), to: asked.request)
      } catch {
        throw APIFault(error)
      }
    }
  }

  private var removal: APIAction {
    let operation = Operation(
      id: "deleteKnowledgeTestSet", summary: "Take a set out", parameters: [Self.id],
      answers: [.init(204, "Taken out.")] + ResourceAnswers.missing + APIRoutes.tokenAnswers)
    return APIAction(.delete, Self.path + "/{id}", operation) { [ports] asked, _ throws(APIFault) in
      let id = try asked.id(of: KnowledgeTestSet.self)
      do throws(KnowledgeFailure) {
        try await Self.changing(ports, asked.request).remove(id, by: asked.bearer, in: asked.tenant)
      } catch {
        throw APIFault(error)
      }
      return .noContent
    }
  }

  private var trial: APIAction {
    let operation = Operation(
      id: "runKnowledgeTestSet", summary: "Ask all questions of a set now, and tell which are answered as expected",
      parameters: [Self.id],
      answers: [.init(200, "What came of each question.", schema: "KnowledgeTestReport")] + ResourceAnswers.missing
        + APIRoutes.tokenAnswers)
    return APIAction(.post, Self.path + "/{id}/run", operation) { [run] asked, _ throws(APIFault) in
      let id = try asked.id(of: KnowledgeTestSet.self)
      do throws(StoreFailure) {
        guard let report = try await run(id, of: asked.tenant) else { return Router.notFound(asked.request) }
        return .encoded(KnowledgeTestReportJSON(report: report), to: asked.request)
      } catch {
        throw APIFault(error, to: asked.request)
      }
    }
  }
}
