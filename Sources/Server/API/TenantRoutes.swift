internal import VoiceCore
internal import Web

/// `/v1/tenants` for the platform's administrators, `/v1/tenant` for everybody who may see their own.
struct TenantRoutes: Sendable {
  private let ports: APIPorts
  private let read: ReadTenants
  private let erasure: any TenantErasure

  init(_ ports: APIPorts) {
    self.ports = ports
    read = ReadTenants(store: ports.store)
    erasure = ports.store.erasure
  }

  static let path = "/v1/tenants"
  private static let own = "/v1/tenant"
  private static let id = Operation.Parameter("id", in: .path, "The tenant.", schema: APIRoutes.idSchema)
  private static let missing: [Operation.Answer] = [
    .init(400, "A parameter is unknown."), .init(404, "No such tenant."),
  ]
  private static let written: [Operation.Answer] = [
    .init(400, "A field is missing, unknown or malformed."), .init(415, "The body isn't JSON."),
    .init(422, "A field is not acceptable."),
  ]

  var all: [APIAction] { [list, creation, one, alteration, deletion, ownTenant, ownAlteration] }

  private var list: APIAction {
    let operation = Operation(
      id: "listTenants", summary: "The tenants that are served, by id", parameters: APIRoutes.pageParameters,
      answers: [.init(200, "A page of tenants.", schema: "TenantPage"), .init(400, "A parameter is wrong or unknown.")]
        + APIRoutes.tokenAnswers)
    return APIAction(.get, Self.path, operation, query: ["limit", "cursor"], about: .platform) {
      [read] asked, query throws(APIFault) in
      do throws(Query.Fault) {
        let limit = try query.number("limit", in: 1...ReadTenants.maximumPage, else: ListCallsRoute.standardPage)
        var cursor: Tenant.ID?
        if let text = query.text("cursor") {
          cursor = Tenant.ID(text)
          guard cursor != nil else { throw Query.Fault("Not a cursor of this list.", field: "cursor") }
        }
        return await Self.page(read, asked, cursor, limit)
      } catch {
        throw .problem(error.problem)
      }
    }
  }

  private static func page(
    _ read: ReadTenants, _ asked: APIAction.Asked, _ cursor: Tenant.ID?, _ limit: Int
  ) async -> Response {
    do throws(StoreFailure) {
      let page = try await read.page(after: cursor, limit: limit)
      return .encoded(
        ListJSON(data: TenantJSON.list(page), next: page.next?.description), to: asked.request)
    } catch {
      return Response(error, to: asked.request)
    }
  }

  private var creation: APIAction {
    let operation = Operation(
      id: "createTenant", summary: "Make a tenant with all that it begins with", body: "NewTenant",
      answers: [.init(201, "Made.", schema: "MadeTenant"), .init(409, "The domain or a number is taken.")]
        + Self.written + APIRoutes.tokenAnswers)
    return APIAction(.post, Self.path, operation, about: .platform) { [ports] asked, _ throws(APIFault) in
      let wanted = try asked.body(NewTenantBody.self).request(named: asked.request.seed)
      let create = CreateTenant(
        store: ports.store, auditing: ports.auditing(of: asked.request), ids: ports.ids, secrets: ports.secrets,
        passwords: ports.passwords)
      do throws(TenantFailure) {
        let created = try await create(wanted, by: asked.actor)
        var response = Response.encoded(
          TenantJSON(created.tenant, password: created.password), status: .created, to: asked.request)
        response.headers["Location"] = "\(Self.path)/\(created.tenant.id)"
        response.headers["Cache-Control"] = "no-store"
        response.repeatedBody =
          Response.encoded(TenantJSON(created.tenant, password: .some(nil)), to: asked.request).body
        return response
      } catch {
        throw APIFault(error)
      }
    }
  }

  private var one: APIAction {
    let operation = Operation(
      id: "getTenant", summary: "One tenant; of a deleted one, what became of it", parameters: [Self.id],
      answers: [.init(200, "Found.", schema: "Tenant")] + Self.missing + APIRoutes.tokenAnswers)
    return APIAction(.get, Self.path + "/{id}", operation, about: .platform) {
      [read, erasure] asked, _ throws(APIFault) in
      let id = try asked.id(of: Tenant.self)
      do throws(StoreFailure) {
        if let closure = try await erasure.closure(of: id) {
          return .encoded(TenantJSON(closure), to: asked.request)
        }
      } catch {
        throw APIFault(error, to: asked.request)
      }
      return try await Self.shown(read, asked, id)
    }
  }

  private var alteration: APIAction {
    let operation = Operation(
      id: "changeTenant", summary: "Change a tenant's name, language or words of welcome", parameters: [Self.id],
      body: "TenantChange",
      answers: [.init(200, "As it is now.", schema: "Tenant"), .init(404, "No such tenant.")] + Self.written
        + APIRoutes.tokenAnswers)
    return APIAction(.patch, Self.path + "/{id}", operation, about: .platform) { [ports] asked, _ throws(APIFault) in
      try await Self.changed(ports, asked, try asked.id(of: Tenant.self))
    }
  }

  private var deletion: APIAction {
    let operation = Operation(
      id: "deleteTenant",
      summary: "Delete a tenant: nothing answers for it any more, and what it had is erased within a day",
      parameters: [Self.id],
      answers: [
        .init(202, "Closed; its erasure goes on.", schema: "Tenant"),
        .init(409, "Platform administrators sign in there."),
      ] + Self.missing + APIRoutes.tokenAnswers)
    return APIAction(.delete, Self.path + "/{id}", operation, about: .platform) { [ports] asked, _ throws(APIFault) in
      let id = try asked.id(of: Tenant.self)
      let delete = DeleteTenant(store: ports.store, erase: ports.erase, time: ports.time)
      do throws(TenantFailure) {
        let closure = try await delete(id, by: asked.actor)
        ports.closed.add(id)
        return .encoded(TenantJSON(closure), status: .accepted, to: asked.request)
      } catch {
        throw APIFault(error)
      }
    }
  }

  private var ownTenant: APIAction {
    let operation = Operation(
      id: "getOwnTenant", summary: "The own tenant",
      answers: [.init(200, "Found.", schema: "Tenant")] + Self.missing + APIRoutes.tokenAnswers)
    return APIAction(.get, Self.own, operation) { [read] asked, _ throws(APIFault) in
      try await Self.shown(read, asked, asked.tenant)
    }
  }

  private var ownAlteration: APIAction {
    let operation = Operation(
      id: "changeOwnTenant", summary: "Change the own tenant's name, language or words of welcome",
      body: "TenantChange",
      answers: [.init(200, "As it is now.", schema: "Tenant"), .init(404, "The tenant has gone.")] + Self.written
        + APIRoutes.tokenAnswers)
    return APIAction(.patch, Self.own, operation) { [ports] asked, _ throws(APIFault) in
      try await Self.changed(ports, asked, asked.tenant)
    }
  }

  private static func shown(
    _ read: ReadTenants, _ asked: APIAction.Asked, _ id: Tenant.ID
  ) async throws(APIFault) -> Response {
    do throws(StoreFailure) {
      guard let tenant = try await read.tenant(id) else { return Router.notFound(asked.request) }
      return .encoded(TenantJSON(tenant), to: asked.request)
    } catch {
      throw APIFault(error, to: asked.request)
    }
  }

  private static func changed(
    _ ports: APIPorts, _ asked: APIAction.Asked, _ id: Tenant.ID
  ) async throws(APIFault) -> Response {
    let body = try asked.body(TenantChangeBody.self)
    let language = try body.language.map { text throws(APIFault) in try APIFault.language(text, in: "language") }
    let greetings = try body.greetings.map { list throws(APIFault) in try list.greetings() }
    let change = ChangeTenant(store: ports.store, auditing: ports.auditing(of: asked.request))
    do throws(TenantFailure) {
      let tenant = try await change(
        id, name: body.name, language: language, greetings: greetings, by: asked.actor)
      return .encoded(TenantJSON(tenant), to: asked.request)
    } catch {
      throw APIFault(error)
    }
  }
}

extension APIAction.Asked {
  /// Who acts, as the audit log names them.
  var actor: AuditActor { AuditActor(bearer) }
}
