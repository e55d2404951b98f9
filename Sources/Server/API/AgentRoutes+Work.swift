internal import VoiceCore
internal import Web

/// What agents are doing, and how they did.
extension AgentRoutes {
  private static let moment = #"{"type":"string","format":"date-time"}"#
  /// When nobody says how long.
  private static let standardWindow: Duration = .seconds(86_400)

  var status: APIAction {
    let operation = Operation(
      id: "getAgentStatus", summary: "What an agent is doing", parameters: [Self.id],
      answers: [.init(200, "Found.", schema: "AgentStatus")] + Self.missing + APIRoutes.tokenAnswers)
    return APIAction(.get, Self.path + "/{id}/status", operation) { [read, ports] asked, _ throws(APIFault) in
      let id = try asked.id(of: Agent.self)
      do throws(StoreFailure) {
        guard let seen = try await read.agent(id, for: asked.bearer, of: asked.tenant) else {
          return Router.notFound(asked.request)
        }
        return .encoded(AgentStatusJSON(seen: seen, moment: ports.time.now()), to: asked.request)
      } catch {
        throw APIFault(error, to: asked.request)
      }
    }
  }

  var statusChange: APIAction {
    let operation = Operation(
      id: "setAgentStatus",
      summary: "Choose a status, and keep a session alive: it lapses after two missed refreshes, and with the last one "
        + "the agent isn't available any more",
      parameters: [Self.id], body: "AgentStatusChange",
      answers: [
        .init(200, "As it is now.", schema: "AgentStatus"), .init(404, "No such agent."),
        .init(409, "As many sessions are alive as may be at once."),
      ] + Self.written + APIRoutes.tokenAnswers)
    return APIAction(.put, Self.path + "/{id}/status", operation) { [ports] asked, _ throws(APIFault) in
      let id = try asked.id(of: Agent.self)
      let wish = try asked.body(AgentStatusBody.self).wish()
      let set = SetAgentStatus(store: ports.store, time: ports.time)
      do throws(RoutingFailure) {
        let seen = try await set(wish, of: id, by: asked.bearer, in: asked.tenant)
        return .encoded(AgentStatusJSON(seen: seen, moment: ports.time.now()), to: asked.request)
      } catch {
        throw APIFault(error)
      }
    }
  }

  var metrics: APIAction {
    let operation = Operation(
      id: "getAgentMetrics", summary: "How an agent did; without a window in the last 24 hours",
      parameters: [
        Self.id, .init("from", in: .query, "From this moment on (RFC 3339).", schema: Self.moment),
        .init("to", in: .query, "Before this moment; at most 31 days after the first.", schema: Self.moment),
      ],
      answers: [
        .init(200, "The figures.", schema: "AgentMetrics"), .init(400, "A parameter is wrong or unknown."),
        .init(404, "No such agent."),
      ] + APIRoutes.tokenAnswers)
    return APIAction(.get, Self.path + "/{id}/metrics", operation, query: ["from", "to"]) {
      [ports] asked, query throws(APIFault) in
      let id = try asked.id(of: Agent.self)
      let window = try Self.window(query, now: ports.time.now())
      let measure = MeasureAgent(store: ports.store, time: ports.time)
      do throws(StoreFailure) {
        guard let measured = try await measure(id, over: window, for: asked.bearer, of: asked.tenant) else {
          return Router.notFound(asked.request)
        }
        return .encoded(AgentMetricsJSON(agent: id, metrics: measured), to: asked.request)
      } catch {
        throw APIFault(error, to: asked.request)
      }
    }
  }

  private static func window(_ query: Query, now: Timestamp) throws(APIFault) -> Range<Timestamp> {
    do throws(Query.Fault) {
      let end = try query.moment("to") ?? now
      let start = try query.moment("from") ?? (end - standardWindow)
      guard start < end else { throw Query.Fault("Before `to`.", field: "from") }
      guard end - start <= MeasureAgent.longestWindow else {
        throw Query.Fault("At most 31 days after `from`.", field: "to")
      }
      return start..<end
    } catch {
      throw .problem(error.problem)
    }
  }
}
