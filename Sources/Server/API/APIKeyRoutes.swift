internal import VoiceCore
internal import Web

/// `/v1/api-keys`: the machines' credentials.
struct APIKeyRoutes: Sendable {
  private let ports: APIPorts
  private let read: ReadAPIKeys

  init(_ ports: APIPorts) {
    self.ports = ports
    read = ReadAPIKeys(store: ports.store)
  }

  static let path = "/v1/api-keys"
  private static let id = Operation.Parameter("id", in: .path, "The key.", schema: APIRoutes.idSchema)
  private static let missing: [Operation.Answer] = [.init(400, "A parameter is unknown."), .init(404, "No such key.")]

  var all: [APIAction] { [list, one, creation, revocation] }

  private var list: APIAction {
    let operation = Operation(
      id: "listAPIKeys", summary: "The tenant's keys, by age: all on one page",
      answers: [.init(200, "The keys.", schema: "APIKeyList"), .init(400, "A parameter is unknown.")]
        + APIRoutes.tokenAnswers)
    return APIAction(.get, Self.path, operation) { [read] asked, _ throws(APIFault) in
      do throws(StoreFailure) {
        let keys = try await read.all(of: asked.tenant)
        return .encoded(ListJSON(data: keys.map { APIKeyJSON(key: $0) }), to: asked.request)
      } catch {
        throw APIFault(error, to: asked.request)
      }
    }
  }

  private var one: APIAction {
    let operation = Operation(
      id: "getAPIKey", summary: "One key, without its secret", parameters: [Self.id],
      answers: [.init(200, "Found.", schema: "APIKey")] + Self.missing + APIRoutes.tokenAnswers)
    return APIAction(.get, Self.path + "/{id}", operation) { [read] asked, _ throws(APIFault) in
      let id = try asked.id(of: APIKey.self)
      do throws(StoreFailure) {
        guard let key = try await read.key(id, of: asked.tenant) else { return Router.notFound(asked.request) }
        return .encoded(APIKeyJSON(key: key), to: asked.request)
      } catch {
        throw APIFault(error, to: asked.request)
      }
    }
  }

  private var creation: APIAction {
    let operation = Operation(
      id: "createAPIKey", summary: "Make a key; its secret is shown this once", body: "NewAPIKey",
      answers: [
        .init(201, "Made.", schema: "MadeAPIKey"), .init(400, "A field is missing, unknown or malformed."),
        .init(409, "The tenant has as many keys as it may have."), .init(415, "The body isn't JSON."),
        .init(422, "A field is not acceptable."),
      ] + APIRoutes.tokenAnswers)
    return APIAction(.post, Self.path, operation) { [ports] asked, _ throws(APIFault) in
      let body = try asked.body(NewAPIKeyBody.self)
      var scopes: Set<Permission> = []
      for text in body.scopes {
        guard let scope = Permission(rawValue: text) else { throw .field("scopes", "One of them is unknown.") }
        scopes.insert(scope)
      }
      let end = body.expiresIn.map { ports.time.now() + .seconds($0) }
      let make = MakeAPIKey(
        store: ports.store, time: ports.time, ids: ports.ids, secrets: ports.secrets,
        auditing: ports.auditing(of: asked.request))
      let plan = MakeAPIKey.Plan(
        name: body.name, scopes: scopes, expiresAt: end, id: asked.request.seed.map { Identifier($0) })
      do throws(APIKeyFailure) {
        let made = try await make(plan, by: asked.bearer, in: asked.tenant)
        var response = Response.encoded(
          APIKeyJSON(key: made.key, secret: .some(made.secret)), status: .created, to: asked.request)
        response.headers["Location"] = "\(Self.path)/\(made.key.id)"
        response.headers["Cache-Control"] = "no-store"
        response.repeatedBody = Response.encoded(APIKeyJSON(key: made.key, secret: .some(nil)), to: asked.request).body
        return response
      } catch {
        throw APIFault(error)
      }
    }
  }

  private var revocation: APIAction {
    let operation = Operation(
      id: "deleteAPIKey", summary: "Revoke a key: it opens nothing any more", parameters: [Self.id],
      answers: [.init(204, "Revoked.")] + Self.missing + APIRoutes.tokenAnswers)
    return APIAction(.delete, Self.path + "/{id}", operation) { [ports] asked, _ throws(APIFault) in
      let id = try asked.id(of: APIKey.self)
      let revoke = RevokeAPIKey(store: ports.store, auditing: ports.auditing(of: asked.request))
      do throws(APIKeyFailure) {
        try await revoke(id, by: asked.bearer, in: asked.tenant)
      } catch {
        throw APIFault(error)
      }
      return .noContent
    }
  }
}
