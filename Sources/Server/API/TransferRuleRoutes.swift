internal import VoiceCore
internal import Web

/// `/v1/transfer-rules`: by which callers are handed over.
struct TransferRuleRoutes: Sendable {
  private let ports: APIPorts
  private let read: ReadRouting

  init(_ ports: APIPorts) {
    self.ports = ports
    read = ReadRouting(store: ports.store)
  }

  static let path = "/v1/transfer-rules"
  private static let id = Operation.Parameter("id", in: .path, "The rule.", schema: APIRoutes.idSchema)
  private static let missing: [Operation.Answer] = [
    .init(400, "A parameter is unknown."), .init(404, "No such rule."),
  ]
  private static let written: [Operation.Answer] = [
    .init(400, "A field is missing, unknown or of the wrong kind."), .init(415, "The body isn't JSON."),
    .init(422, "A field is not acceptable."),
  ]

  var all: [APIAction] { [list, one, creation, alteration, removal] }

  private static func changing(_ ports: APIPorts, _ request: Request) -> ChangeTransferRules {
    ChangeTransferRules(store: ports.store, auditing: ports.auditing(of: request))
  }

  private var list: APIAction {
    let operation = Operation(
      id: "listTransferRules", summary: "The tenant's rules, by id; tried by priority",
      parameters: APIRoutes.pageParameters,
      answers: [
        .init(200, "A page of rules.", schema: "TransferRulePage"), .init(400, "A parameter is wrong or unknown."),
      ] + APIRoutes.tokenAnswers)
    return APIAction(.get, Self.path, operation, query: ["limit", "cursor"]) {
      [read] asked, query throws(APIFault) in
      let page = try ListPage<TransferRule>(query)
      let rules: [TransferRule]
      do throws(StoreFailure) {
        rules = try await read.rules(of: asked.tenant)
      } catch {
        throw APIFault(error, to: asked.request)
      }
      return try page.response(of: rules, by: \.id, to: asked.request) { TransferRuleJSON(rule: $0) }
    }
  }

  private var one: APIAction {
    let operation = Operation(
      id: "getTransferRule", summary: "One rule", parameters: [Self.id],
      answers: [.init(200, "Found.", schema: "TransferRule")] + Self.missing + APIRoutes.tokenAnswers)
    return APIAction(.get, Self.path + "/{id}", operation) { [read] asked, _ throws(APIFault) in
      let id = try asked.id(of: TransferRule.self)
      do throws(StoreFailure) {
        guard let rule = try await read.rule(id, of: asked.tenant) else { return Router.notFound(asked.request) }
        return .encoded(TransferRuleJSON(rule: rule), to: asked.request)
      } catch {
        throw APIFault(error, to: asked.request)
      }
    }
  }

  private var creation: APIAction {
    let operation = Operation(
      id: "createTransferRule", summary: "Make a rule; the next hand-over goes by it", body: "NewTransferRule",
      answers: [.init(201, "Made.", schema: "TransferRule")] + Self.written + APIRoutes.tokenAnswers)
    return APIAction(.post, Self.path, operation) { [ports] asked, _ throws(APIFault) in
      let id: TransferRule.ID = asked.request.seed.map { Identifier($0) } ?? ports.ids()
      let rule = try asked.body(TransferRuleBody.self).rule(id)
      do throws(RoutingFailure) {
        try await Self.changing(ports, asked.request).add(rule, by: asked.actor, in: asked.tenant)
      } catch {
        throw APIFault(error)
      }
      var response = Response.encoded(TransferRuleJSON(rule: rule), status: .created, to: asked.request)
      response.headers["Location"] = "\(Self.path)/\(id)"
      return response
    }
  }

  private var alteration: APIAction {
    let operation = Operation(
      id: "changeTransferRule", summary: "Change a rule; what isn't said stays", parameters: [Self.id],
      body: "TransferRuleChange",
      answers: [.init(200, "As it is now.", schema: "TransferRule"), .init(404, "No such rule.")] + Self.written
        + APIRoutes.tokenAnswers)
    return APIAction(.patch, Self.path + "/{id}", operation) { [ports] asked, _ throws(APIFault) in
      let id = try asked.id(of: TransferRule.self)
      let change = try asked.body(TransferRuleBody.self).change()
      do throws(RoutingFailure) {
        let rule = try await Self.changing(ports, asked.request)
          .change(id, by: asked.actor, in: asked.tenant, change)
        return .encoded(TransferRuleJSON(rule: rule), to: asked.request)
      } catch {
        throw APIFault(error)
      }
    }
  }

  private var removal: APIAction {
    let operation = Operation(
      id: "deleteTransferRule", summary: "Remove a rule", parameters: [Self.id],
      answers: [.init(204, "Removed.")] + Self.missing + APIRoutes.tokenAnswers)
    return APIAction(.delete, Self.path + "/{id}", operation) { [ports] asked, _ throws(APIFault) in
      let id = try asked.id(of: TransferRule.self)
      do throws(RoutingFailure) {
        try await Self.changing(ports, asked.request).remove(id, by: asked.actor, in: asked.tenant)
      } catch {
        throw APIFault(error)
      }
      return .noContent
    }
  }
}
