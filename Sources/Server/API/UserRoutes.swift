internal import VoiceCore
internal import Web

/// `/v1/users`: the tenant's people. Who may ask for what is said by the table of operations; whose role somebody may
/// give or take is said by the use cases.
struct UserRoutes: Sendable {
  private let ports: APIPorts
  private let read: ReadUsers

  init(_ ports: APIPorts) {
    self.ports = ports
    read = ReadUsers(store: ports.store)
  }

  static let path = "/v1/users"
  private static let written: [Operation.Answer] = [
    .init(400, "A field is missing, unknown or no text."), .init(415, "The body isn't JSON."),
    .init(422, "A field is not acceptable."),
  ]
  private static let missing: [Operation.Answer] = [.init(400, "A parameter is unknown."), .init(404, "No such user.")]
  private static let id = Operation.Parameter("id", in: .path, "The user.", schema: APIRoutes.idSchema)

  var all: [APIAction] {
    [list, one, creation, roleChange, departmentChange, passwordReset, removal, ownPassword]
  }

  private var list: APIAction {
    let operation = Operation(
      id: "listUsers", summary: "The tenant's people, by id", parameters: APIRoutes.pageParameters,
      answers: [.init(200, "A page of users.", schema: "UserPage"), .init(400, "A parameter is wrong or unknown.")]
        + APIRoutes.tokenAnswers)
    return APIAction(.get, Self.path, operation, query: ["limit", "cursor"]) {
      [read] asked, query throws(APIFault) in
      do throws(Query.Fault) {
        let limit = try query.number("limit", in: 1...ReadUsers.maximumPage, else: ListCallsRoute.standardPage)
        var cursor: User.ID?
        if let text = query.text("cursor") {
          cursor = User.ID(text)
          guard cursor != nil else { throw Query.Fault("Not a cursor of this list.", field: "cursor") }
        }
        return await Self.page(read, asked, cursor, limit)
      } catch {
        throw .problem(error.problem)
      }
    }
  }

  private static func page(
    _ read: ReadUsers, _ asked: APIAction.Asked, _ cursor: User.ID?, _ limit: Int
  ) async -> Response {
    do throws(StoreFailure) {
      let page = try await read.page(for: asked.bearer, of: asked.tenant, after: cursor, limit: limit)
      return .encoded(ListJSON(data: page.users.map(UserJSON.init), next: page.next?.description), to: asked.request)
    } catch {
      return Response(error, to: asked.request)
    }
  }

  private var one: APIAction {
    let operation = Operation(
      id: "getUser", summary: "One user", parameters: [Self.id],
      answers: [.init(200, "Found.", schema: "User")] + Self.missing + APIRoutes.tokenAnswers)
    return APIAction(.get, Self.path + "/{id}", operation) { [read] asked, _ throws(APIFault) in
      try await Self.shown(read, asked, try asked.id(of: User.self))
    }
  }

  private static func shown(
    _ read: ReadUsers, _ asked: APIAction.Asked, _ id: User.ID
  ) async throws(APIFault) -> Response {
    do throws(StoreFailure) {
      guard let user = try await read.user(id, for: asked.bearer, of: asked.tenant) else {
        return Router.notFound(asked.request)
      }
      return .encoded(UserJSON(user), to: asked.request)
    } catch {
      throw APIFault(error, to: asked.request)
    }
  }

  private var creation: APIAction {
    let operation = Operation(
      id: "createUser", summary: "Make a user", body: "NewUser",
      answers: [.init(201, "Made.", schema: "User"), .init(409, "Another user has the address.")] + Self.written
        + APIRoutes.tokenAnswers)
    return APIAction(.post, Self.path, operation) { [ports] asked, _ throws(APIFault) in
      let body = try asked.body(NewUserBody.self)
      guard let email = EmailAddress(body.email) else { throw .field("email", "An address like name@example.com.") }
      let role = try Self.role(body.role)
      let plan = MakeUser.Plan(email: email, name: body.name, role: role, password: body.password)
      let make = MakeUser(
        store: ports.store, ids: ports.ids, passwords: ports.passwords, auditing: ports.auditing(of: asked.request))
      do throws(UserFailure) {
        let user = try await make(plan, by: .bearer(asked.bearer), in: asked.tenant)
        var response = Response.encoded(UserJSON(SeenUser(user, in: [])), status: .created, to: asked.request)
        response.headers["Location"] = "\(Self.path)/\(user.id)"
        return response
      } catch {
        throw APIFault(error)
      }
    }
  }

  private var roleChange: APIAction {
    let operation = Operation(
      id: "changeUser", summary: "Give a user another role", parameters: [Self.id], body: "UserChange",
      answers: [
        .init(200, "As it is now.", schema: "User"), .init(404, "No such user."),
        .init(409, "The last administrator keeps the role."),
      ] + Self.written + APIRoutes.tokenAnswers)
    return APIAction(.patch, Self.path + "/{id}", operation) { [ports, read] asked, _ throws(APIFault) in
      let id = try asked.id(of: User.self)
      let role = try Self.role(try asked.body(UserChangeBody.self).role)
      let change = ChangeRole(store: ports.store, auditing: ports.auditing(of: asked.request))
      do throws(UserFailure) {
        try await change(of: id, to: role, by: asked.bearer, in: asked.tenant)
      } catch {
        throw APIFault(error)
      }
      return try await Self.shown(read, asked, id)
    }
  }

  private var departmentChange: APIAction {
    let operation = Operation(
      id: "setUserDepartments",
      summary: "Say to which departments a user belongs, and to no other: a supervisor sees what is in these",
      parameters: [Self.id], body: "UserDepartments",
      answers: [.init(200, "As it is now.", schema: "User"), .init(404, "No such user.")] + Self.written
        + APIRoutes.tokenAnswers)
    return APIAction(.put, Self.path + "/{id}/departments", operation) { [ports, read] asked, _ throws(APIFault) in
      let id = try asked.id(of: User.self)
      let departments = try asked.body(UserDepartmentsBody.self).ids()
      let change = ChangeMembership(store: ports.store, auditing: ports.auditing(of: asked.request))
      do throws(UserFailure) {
        try await change(of: id, to: departments, by: .bearer(asked.bearer), in: asked.tenant)
      } catch {
        throw APIFault(error)
      }
      return try await Self.shown(read, asked, id)
    }
  }

  private var passwordReset: APIAction {
    let operation = Operation(
      id: "resetPassword", summary: "Give a user a new password, without the old one; all their sessions end",
      parameters: [Self.id], body: "PasswordReset",
      answers: [.init(204, "Changed."), .init(404, "No such user.")] + Self.written + APIRoutes.tokenAnswers)
    return APIAction(.put, Self.path + "/{id}/password", operation) { [ports] asked, _ throws(APIFault) in
      let id = try asked.id(of: User.self)
      let body = try asked.body(PasswordResetBody.self)
      do throws(UserFailure) {
        try await ports.changePassword(for: asked.request)(
          of: id, in: asked.tenant, to: body.password, proof: .administrator(.bearer(asked.bearer)))
      } catch {
        throw APIFault(error)
      }
      return .noContent
    }
  }

  private var removal: APIAction {
    let operation = Operation(
      id: "deleteUser", summary: "Remove a user and end their sessions", parameters: [Self.id],
      answers: [.init(204, "Removed."), .init(409, "The last administrator stays.")] + Self.missing
        + APIRoutes.tokenAnswers)
    return APIAction(.delete, Self.path + "/{id}", operation) { [ports] asked, _ throws(APIFault) in
      let id = try asked.id(of: User.self)
      let remove = RemoveUser(store: ports.store, auditing: ports.auditing(of: asked.request))
      do throws(UserFailure) {
        try await remove(id, by: asked.bearer, in: asked.tenant)
      } catch {
        throw APIFault(error)
      }
      return .noContent
    }
  }

  private var ownPassword: APIAction {
    let operation = Operation(
      id: "changeOwnPassword", summary: "Change the own password; all own sessions end", body: "PasswordChange",
      answers: [
        .init(204, "Changed."), .init(404, "The user has gone."),
        .init(429, "Too many wrong passwords; nothing is checked for `Retry-After` seconds."),
      ] + Self.written + APIRoutes.tokenAnswers)
    return APIAction(.post, Self.path + "/me/password", operation) { [ports] asked, _ throws(APIFault) in
      guard case .user(let id, _, _) = asked.bearer else { throw .forbidden }
      let body = try asked.body(PasswordChangeBody.self)
      do throws(UserFailure) {
        try await ports.changePassword(for: asked.request)(
          of: id, in: asked.tenant, to: body.new, proof: .current(body.current))
      } catch {
        throw APIFault(error, passwordField: "new_password")
      }
      return .noContent
    }
  }

  private static func role(_ text: String) throws(APIFault) -> Role {
    guard let role = Role(rawValue: text) else {
      throw .field("role", "One of \(Role.allCases.map(\.rawValue).joined(separator: ", ")).")
    }
    return role
  }
}
