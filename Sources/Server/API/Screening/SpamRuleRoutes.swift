internal import VoiceCore
internal import Web

/// `/v1/spam-rules`: what the tenant holds for a sign of spam. A change holds from the next call on.
struct SpamRuleRoutes: Sendable {
  private let read: ReadScreening
  private let ports: APIPorts

  init(_ ports: APIPorts) {
    read = ReadScreening(store: ports.store)
    self.ports = ports
  }

  static let path = "/v1/spam-rules"
  private static let id = ResourceAnswers.id("The rule.")

  var all: [APIAction] { [list, one, creation, alteration, removal] }

  private var list: APIAction {
    let operation = Operation(
      id: "listSpamRules", summary: "The rules against spam, by id", parameters: APIRoutes.pageParameters,
      answers: [.init(200, "A page of rules.", schema: "SpamRulePage"), ResourceAnswers.paged]
        + APIRoutes.tokenAnswers)
    return APIAction(.get, Self.path, operation, query: ["limit", "cursor"]) { [read] asked, query throws(APIFault) in
      let wanted = try PageQuery<SpamRule>(query)
      do throws(StoreFailure) {
        let page = try await read.rules(of: asked.tenant, after: wanted.cursor, limit: wanted.limit)
        return .encoded(
          ListJSON(data: page.items.map(SpamRuleJSON.init), next: page.next?.description), to: asked.request)
      } catch {
        throw APIFault(error, to: asked.request)
      }
    }
  }

  private var one: APIAction {
    let operation = Operation(
      id: "getSpamRule", summary: "One rule", parameters: [Self.id],
      answers: [.init(200, "Found.", schema: "SpamRule")] + ResourceAnswers.missing + APIRoutes.tokenAnswers)
    return APIAction(.get, Self.path + "/{id}", operation) { [read] asked, _ throws(APIFault) in
      let id = try asked.id(of: SpamRule.self)
      do throws(StoreFailure) {
        guard let rule = try await read.rule(id, of: asked.tenant) else { return Router.notFound(asked.request) }
        return .encoded(SpamRuleJSON(rule: rule), to: asked.request)
      } catch {
        throw APIFault(error, to: asked.request)
      }
    }
  }

  private var creation: APIAction {
    let operation = Operation(
      id: "createSpamRule", summary: "Make a rule; it holds from the next call on", body: "NewSpamRule",
      answers: [.init(201, "Made.", schema: "SpamRule"), ResourceAnswers.full] + ResourceAnswers.written
        + APIRoutes.tokenAnswers)
    return APIAction(.post, Self.path, operation) { [ports] asked, _ throws(APIFault) in
      let change = try asked.body(SpamRuleBody.self).change()
      guard let sign = change.sign else { throw .field("kind", "Say which kind of rule this makes.") }
      let plan = ChangeSpamRules.Plan(sign, change, id: asked.request.seed.map { Identifier($0) })
      do throws(ScreeningFailure) {
        let rule = try await ports.spamRules(for: asked.request).make(plan, by: asked.bearer, in: asked.tenant)
        var response = Response.encoded(SpamRuleJSON(rule: rule), status: .created, to: asked.request)
        response.headers["Location"] = "\(Self.path)/\(rule.id)"
        return response
      } catch {
        throw APIFault(error)
      }
    }
  }

  private var alteration: APIAction {
    let operation = Operation(
      id: "changeSpamRule", summary: "Change a rule; what isn't said stays", parameters: [Self.id],
      body: "SpamRuleChange",
      answers: [
        .init(200, "As it is now.", schema: "SpamRule"), .init(404, "No such rule."), ResourceAnswers.full,
      ] + ResourceAnswers.written + APIRoutes.tokenAnswers)
    return APIAction(.patch, Self.path + "/{id}", operation) { [ports] asked, _ throws(APIFault) in
      let id = try asked.id(of: SpamRule.self)
      let plan = try asked.body(SpamRuleBody.self).change()
      do throws(ScreeningFailure) {
        let rule = try await ports.spamRules(for: asked.request)
          .change(id, to: plan, by: asked.bearer, in: asked.tenant)
        return .encoded(SpamRuleJSON(rule: rule), to: asked.request)
      } catch {
        throw APIFault(error)
      }
    }
  }

  private var removal: APIAction {
    let operation = Operation(
      id: "deleteSpamRule", summary: "Remove a rule", parameters: [Self.id],
      answers: [.init(204, "Removed.")] + ResourceAnswers.missing + APIRoutes.tokenAnswers)
    return APIAction(.delete, Self.path + "/{id}", operation) { [ports] asked, _ throws(APIFault) in
      let id = try asked.id(of: SpamRule.self)
      do throws(ScreeningFailure) {
        try await ports.spamRules(for: asked.request).remove(id, by: asked.bearer, in: asked.tenant)
      } catch {
        throw APIFault(error)
      }
      return .noContent
    }
  }
}
