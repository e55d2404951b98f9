internal import VoiceCore
internal import Web

/// `/v1/exports`: files of what the tenant has, which are written when somebody asks for them.
struct ExportRoutes: Sendable {
  private let ports: APIPorts
  private let doors: ExportDoors

  init(_ ports: APIPorts, _ doors: ExportDoors) {
    self.ports = ports
    self.doors = doors
  }

  static let path = "/v1/exports"
  private static let id = ResourceAnswers.id("The export.")

  var all: [APIAction] { [list, one, creation] }

  private var list: APIAction {
    let operation = Operation(
      id: "listExports", summary: "The exports, by id, without links to their files",
      parameters: APIRoutes.pageParameters,
      answers: [.init(200, "A page of exports.", schema: "ExportPage"), ResourceAnswers.paged]
        + APIRoutes.tokenAnswers)
    return APIAction(.get, Self.path, operation, query: ["limit", "cursor"]) { [doors] asked, query throws(APIFault) in
      let page = try ListPage<Export>(query)
      let exports: [Export]
      do throws(StoreFailure) { exports = try await doors.read.list(of: asked.tenant) } catch {
        throw APIFault(error, to: asked.request)
      }
      return try page.response(of: exports.sorted { $0.id < $1.id }, by: \.id, to: asked.request) {
        ExportJSON(export: $0)
      }
    }
  }

  private var one: APIAction {
    let operation = Operation(
      id: "getExport", summary: "One export, with a link to its file that holds for 15 minutes", parameters: [Self.id],
      answers: [.init(200, "Found; `url` is null while there is no file.", schema: "Export")]
        + ResourceAnswers.missing + APIRoutes.tokenAnswers)
    return APIAction(.get, Self.path + "/{id}", operation) { [ports, doors] asked, _ throws(APIFault) in
      let id = try asked.id(of: Export.self)
      do throws(StoreFailure) {
        let found = try await doors.read(
          id, for: asked.bearer, of: asked.tenant, auditing: ports.auditing(of: asked.request))
        guard let found else { return Router.notFound(asked.request) }
        return .encoded(
          ExportJSON(
            export: found.export, url: found.target.map { doors.publicURL + $0 }, expiresAt: found.expiresAt),
          to: asked.request)
      } catch {
        throw APIFault(error, to: asked.request)
      }
    }
  }

  private var creation: APIAction {
    let operation = Operation(
      id: "createExport", summary: "Ask for a file of a resource; it is written a little later",
      body: "NewExport",
      answers: [
        .init(202, "It will be written; ask at `Location` how it stands.", schema: "Export"),
        .init(409, "As many exports are waited for, or kept, as may be."),
      ] + ResourceAnswers.written + APIRoutes.tokenAnswers)
    return APIAction(.post, Self.path, operation) { [ports, doors] asked, _ throws(APIFault) in
      let id: Export.ID = asked.request.seed.map { Identifier($0) } ?? ports.ids()
      let order = try asked.body(ExportBody.self).order()
      let request = RequestExport(
        store: ports.store, time: ports.time, auditing: ports.auditing(of: asked.request), tell: doors.tell)
      let answer: RequestExport.Answer
      do throws(StoreFailure) {
        answer = try await request(id, order, by: asked.bearer, in: asked.tenant)
      } catch {
        throw APIFault(error, to: asked.request)
      }
      switch answer {
      case .waits(let export):
        var response = Response.encoded(ExportJSON(export: export), status: .accepted, to: asked.request)
        response.headers["Location"] = "\(Self.path)/\(export.id)"
        return response
      case .tooManyOpen(let limit):
        throw .problem(
          Problem(
            .conflict, "Too many exports", detail: "At most \(limit) are waited for at once. Wait until one is there."))
      case .tooManyKept(let limit):
        throw .problem(
          Problem(
            .conflict, "Too many exports", detail: "At most \(limit) files are kept at once, each for a day."))
      }
    }
  }
}
