internal import VoiceCore
internal import Web

/// `/v1/agents`: who takes calls. What each is doing and how they did is in `AgentRoutes+Work`.
struct AgentRoutes: Sendable {
  let ports: APIPorts
  let read: ReadAgents

  init(_ ports: APIPorts) {
    self.ports = ports
    read = ReadAgents(store: ports.store)
  }

  static let path = "/v1/agents"
  static let id = Operation.Parameter("id", in: .path, "The agent.", schema: APIRoutes.idSchema)
  static let missing: [Operation.Answer] = [.init(400, "A parameter is unknown."), .init(404, "No such agent.")]
  static let written: [Operation.Answer] = [
    .init(400, "A field is missing, unknown or of the wrong kind."), .init(415, "The body isn't JSON."),
    .init(422, "A field is not acceptable."),
  ]

  var all: [APIAction] { [list, one, creation, alteration, removal, status, statusChange, metrics] }

  private static func changing(_ ports: APIPorts, _ request: Request) -> ChangeAgents {
    ChangeAgents(store: ports.store, auditing: ports.auditing(of: request))
  }

  private var list: APIAction {
    let operation = Operation(
      id: "listAgents", summary: "Who takes calls, by id, with what they are doing",
      parameters: APIRoutes.pageParameters,
      answers: [.init(200, "A page of agents.", schema: "AgentPage"), .init(400, "A parameter is wrong or unknown.")]
        + APIRoutes.tokenAnswers)
    return APIAction(.get, Self.path, operation, query: ["limit", "cursor"]) {
      [read, ports] asked, query throws(APIFault) in
      let page = try ListPage<SeenAgent>(query)
      let agents: [SeenAgent]
      do throws(StoreFailure) {
        agents = try await read.all(for: asked.bearer, of: asked.tenant)
      } catch {
        throw APIFault(error, to: asked.request)
      }
      let now = ports.time.now()
      return try page.response(of: agents, by: \.agent.id, to: asked.request) { AgentJSON(seen: $0, moment: now) }
    }
  }

  private var one: APIAction {
    let operation = Operation(
      id: "getAgent", summary: "One agent", parameters: [Self.id],
      answers: [.init(200, "Found.", schema: "Agent")] + Self.missing + APIRoutes.tokenAnswers)
    return APIAction(.get, Self.path + "/{id}", operation) { [read, ports] asked, _ throws(APIFault) in
      let id = try asked.id(of: Agent.self)
      do throws(StoreFailure) {
        guard let seen = try await read.agent(id, for: asked.bearer, of: asked.tenant) else {
          return Router.notFound(asked.request)
        }
        return .encoded(AgentJSON(seen: seen, moment: ports.time.now()), to: asked.request)
      } catch {
        throw APIFault(error, to: asked.request)
      }
    }
  }

  private var creation: APIAction {
    let operation = Operation(
      id: "createAgent", summary: "Make an agent", body: "NewAgent",
      answers: [.init(201, "Made.", schema: "Agent"), .init(409, "The extension, or the user, is taken.")]
        + Self.written + APIRoutes.tokenAnswers)
    return APIAction(.post, Self.path, operation) { [ports] asked, _ throws(APIFault) in
      let body = try asked.body(AgentBody.self)
      guard body.name != nil else { throw StrictFields.Fault.missing("name") }
      guard body.departments != nil else { throw StrictFields.Fault.missing("departments") }
      let change = try body.change()
      let id: Agent.ID = asked.request.seed.map { Identifier($0) } ?? ports.ids()
      do throws(RoutingFailure) {
        let seen = try await Self.changing(ports, asked.request)
          .add(id, as: change, by: asked.actor, in: asked.tenant)
        var response = Response.encoded(
          AgentJSON(seen: seen, moment: ports.time.now()), status: .created, to: asked.request)
        response.headers["Location"] = "\(Self.path)/\(id)"
        return response
      } catch {
        throw APIFault(error)
      }
    }
  }

  private var alteration: APIAction {
    let operation = Operation(
      id: "changeAgent", summary: "Change an agent; what isn't said stays, `null` clears", parameters: [Self.id],
      body: "AgentChange",
      answers: [
        .init(200, "As they are now.", schema: "Agent"), .init(404, "No such agent."),
        .init(409, "The extension, or the user, is taken."),
      ] + Self.written + APIRoutes.tokenAnswers)
    return APIAction(.patch, Self.path + "/{id}", operation) { [ports] asked, _ throws(APIFault) in
      let id = try asked.id(of: Agent.self)
      let change = try asked.body(AgentBody.self).change()
      do throws(RoutingFailure) {
        let seen = try await Self.changing(ports, asked.request)
          .change(id, by: change, by: asked.actor, in: asked.tenant)
        return .encoded(AgentJSON(seen: seen, moment: ports.time.now()), to: asked.request)
      } catch {
        throw APIFault(error)
      }
    }
  }

  private var removal: APIAction {
    let operation = Operation(
      id: "deleteAgent", summary: "Remove an agent; calls that they have go on", parameters: [Self.id],
      answers: [.init(204, "Removed.")] + Self.missing + APIRoutes.tokenAnswers)
    return APIAction(.delete, Self.path + "/{id}", operation) { [ports] asked, _ throws(APIFault) in
      let id = try asked.id(of: Agent.self)
      do throws(RoutingFailure) {
        try await Self.changing(ports, asked.request).remove(id, by: asked.actor, in: asked.tenant)
      } catch {
        throw APIFault(error)
      }
      return .noContent
    }
  }
}
