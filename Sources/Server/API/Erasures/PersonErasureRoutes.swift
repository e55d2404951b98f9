internal import VoiceCore
internal import Web

/// `/v1/erasures`: one caller's data are taken out of everything that the tenant has.
struct PersonErasureRoutes: Sendable {
  private let ports: APIPorts
  private let read: ReadPersonErasures

  init(_ ports: APIPorts) {
    self.ports = ports
    read = ReadPersonErasures(store: ports.store)
  }

  static let path = "/v1/erasures"

  var all: [APIAction] { [list, one, creation] }

  private var list: APIAction {
    let operation = Operation(
      id: "listErasures", summary: "Whose data were erased or are to be, by id", parameters: APIRoutes.pageParameters,
      answers: [.init(200, "A page of erasures.", schema: "PersonErasurePage"), ResourceAnswers.paged]
        + APIRoutes.tokenAnswers)
    return APIAction(.get, Self.path, operation, query: ["limit", "cursor"]) { [read] asked, query throws(APIFault) in
      let wanted = try PageQuery<PersonErasure>(query)
      do throws(StoreFailure) {
        let page = try await read.page(of: asked.tenant, after: wanted.cursor, limit: wanted.limit)
        return .encoded(
          ListJSON(data: page.items.map(PersonErasureJSON.init), next: page.next?.description), to: asked.request)
      } catch {
        throw APIFault(error, to: asked.request)
      }
    }
  }

  private var one: APIAction {
    let operation = Operation(
      id: "getErasure", summary: "One erasure, with its signed statement once all is gone",
      parameters: [ResourceAnswers.id("The erasure.")],
      answers: [.init(200, "Found.", schema: "PersonErasure")] + ResourceAnswers.missing + APIRoutes.tokenAnswers)
    return APIAction(.get, Self.path + "/{id}", operation) { [read] asked, _ throws(APIFault) in
      let id = try asked.id(of: PersonErasure.self)
      do throws(StoreFailure) {
        guard let erasure = try await read(id, of: asked.tenant) else { return Router.notFound(asked.request) }
        return .encoded(PersonErasureJSON(erasure: erasure), to: asked.request)
      } catch {
        throw APIFault(error, to: asked.request)
      }
    }
  }

  private var creation: APIAction {
    let operation = Operation(
      id: "createErasure",
      summary: "Erase a caller: number, words, sound and notes go; figures without them stay. It can't be undone",
      body: "NewPersonErasure",
      answers: [
        .init(
          202, "It will be done; ask at `Location`. The one that is under way already, if there is one.",
          schema: "PersonErasure"),
        .init(409, "The person is on the line, or as many erasures are under way as may be."),
      ] + ResourceAnswers.written + APIRoutes.tokenAnswers)
    return APIAction(.post, Self.path, operation) { [ports] asked, _ throws(APIFault) in
      let id: PersonErasure.ID = asked.request.seed.map { Identifier($0) } ?? ports.ids()
      guard let number = PhoneNumber(try asked.body(NewPersonErasureBody.self).phoneNumber) else {
        throw .field("phone_number", "A number in E.164, as +14155550100.")
      }
      let request = RequestPersonErasure(
        store: ports.store, time: ports.time, keyed: ports.keyed, auditing: ports.auditing(of: asked.request))
      let answer: RequestPersonErasure.Answer
      do throws(StoreFailure) {
        answer = try await request(id, of: number, by: AuditActor(asked.bearer), in: asked.tenant)
      } catch {
        throw APIFault(error, to: asked.request)
      }
      switch answer {
      case .waits(let erasure):
        var response = Response.encoded(PersonErasureJSON(erasure: erasure), status: .accepted, to: asked.request)
        response.headers["Location"] = "\(Self.path)/\(erasure.id)"
        return response
      case .onTheLine:
        throw .problem(
          Problem(
            .conflict, "The person is on the line",
            detail: "A call with this number is running. Ask again once it has ended."))
      case .tooManyOpen(let limit):
        throw .problem(
          Problem(
            .conflict, "Too many erasures",
            detail: "At most \(limit) are under way at once. Wait until one is done."))
      }
    }
  }
}
