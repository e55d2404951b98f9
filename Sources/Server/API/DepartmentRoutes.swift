internal import VoiceCore
internal import Web

/// `/v1/departments`: the groups that callers are handed to, and how each takes its calls.
struct DepartmentRoutes: Sendable {
  private let ports: APIPorts
  private let read: ReadDepartments

  init(_ ports: APIPorts) {
    self.ports = ports
    read = ReadDepartments(store: ports.store)
  }

  static let path = "/v1/departments"
  private static let id = Operation.Parameter("id", in: .path, "The department.", schema: APIRoutes.idSchema)
  private static let missing: [Operation.Answer] = [
    .init(400, "A parameter is unknown."), .init(404, "No such department."),
  ]
  private static let written: [Operation.Answer] = [
    .init(400, "A field is missing, unknown or of the wrong kind."), .init(415, "The body isn't JSON."),
    .init(422, "A field is not acceptable."),
  ]

  var all: [APIAction] { [list, one, creation, alteration, removal] }

  private static func changing(_ ports: APIPorts, _ request: Request) -> ChangeDepartments {
    ChangeDepartments(store: ports.store, zones: ports.zones, auditing: ports.auditing(of: request))
  }

  private var list: APIAction {
    let operation = Operation(
      id: "listDepartments", summary: "The tenant's departments, by id", parameters: APIRoutes.pageParameters,
      answers: [
        .init(200, "A page of departments.", schema: "DepartmentPage"), .init(400, "A parameter is wrong or unknown."),
      ] + APIRoutes.tokenAnswers)
    return APIAction(.get, Self.path, operation, query: ["limit", "cursor"]) {
      [read] asked, query throws(APIFault) in
      let page = try ListPage<SeenDepartment>(query)
      let departments: [SeenDepartment]
      do throws(StoreFailure) {
        departments = try await read.seen(by: asked.bearer, of: asked.tenant)
      } catch {
        throw APIFault(error, to: asked.request)
      }
      return try page.response(of: departments, by: \.department.id, to: asked.request) { DepartmentJSON(seen: $0) }
    }
  }

  private var one: APIAction {
    let operation = Operation(
      id: "getDepartment", summary: "One department", parameters: [Self.id],
      answers: [.init(200, "Found.", schema: "Department")] + Self.missing + APIRoutes.tokenAnswers)
    return APIAction(.get, Self.path + "/{id}", operation) { [read] asked, _ throws(APIFault) in
      let id = try asked.id(of: Department.self)
      do throws(StoreFailure) {
        guard let seen = try await read.seen(id, by: asked.bearer, of: asked.tenant) else {
          return Router.notFound(asked.request)
        }
        return .encoded(DepartmentJSON(seen: seen), to: asked.request)
      } catch {
        throw APIFault(error, to: asked.request)
      }
    }
  }

  private var creation: APIAction {
    let operation = Operation(
      id: "createDepartment", summary: "Make a department", body: "NewDepartment",
      answers: [.init(201, "Made.", schema: "Department"), .init(409, "The extension is taken.")] + Self.written
        + APIRoutes.tokenAnswers)
    return APIAction(.post, Self.path, operation) { [ports] asked, _ throws(APIFault) in
      let body = try asked.body(DepartmentBody.self)
      guard body.name != nil else { throw StrictFields.Fault.missing("name") }
      guard body.number != nil else { throw StrictFields.Fault.missing("number") }
      let change = try body.change()
      let id: Department.ID = asked.request.seed.map { Identifier($0) } ?? ports.ids()
      do throws(RoutingFailure) {
        let seen = try await Self.changing(ports, asked.request)
          .add(id, as: change, by: asked.actor, in: asked.tenant)
        var response = Response.encoded(DepartmentJSON(seen: seen), status: .created, to: asked.request)
        response.headers["Location"] = "\(Self.path)/\(id)"
        return response
      } catch {
        throw APIFault(error)
      }
    }
  }

  private var alteration: APIAction {
    let operation = Operation(
      id: "changeDepartment", summary: "Change a department; what isn't said stays, `null` clears",
      parameters: [Self.id], body: "DepartmentChange",
      answers: [
        .init(200, "As it is now.", schema: "Department"), .init(404, "No such department."),
        .init(409, "The extension is taken."),
      ] + Self.written + APIRoutes.tokenAnswers)
    return APIAction(.patch, Self.path + "/{id}", operation) { [ports] asked, _ throws(APIFault) in
      let id = try asked.id(of: Department.self)
      let change = try asked.body(DepartmentBody.self).change()
      do throws(RoutingFailure) {
        let seen = try await Self.changing(ports, asked.request)
          .change(id, by: change, by: asked.actor, in: asked.tenant)
        return .encoded(DepartmentJSON(seen: seen), to: asked.request)
      } catch {
        throw APIFault(error)
      }
    }
  }

  private var removal: APIAction {
    let operation = Operation(
      id: "deleteDepartment", summary: "Remove a department that nothing needs; routing passes over what names it",
      parameters: [Self.id],
      answers: [
        .init(204, "Removed."), .init(409, "Departments, agents or waiting callers need it."),
      ] + Self.missing + APIRoutes.tokenAnswers)
    return APIAction(.delete, Self.path + "/{id}", operation) { [ports] asked, _ throws(APIFault) in
      let id = try asked.id(of: Department.self)
      do throws(RoutingFailure) {
        try await Self.changing(ports, asked.request).remove(id, by: asked.actor, in: asked.tenant)
      } catch {
        throw APIFault(error)
      }
      return .noContent
    }
  }
}
