internal import VoiceCore
internal import Web

/// `/v1/usage`, `/v1/credits`, `/v1/subscription`: what a tenant has booked, has used and has left.
struct CreditRoutes: Sendable {
  private let ports: APIPorts
  private let read: ReadCredits

  init(_ ports: APIPorts) {
    self.ports = ports
    read = ReadCredits(store: ports.store, time: ports.time)
  }

  private static let subscriptionPath = "/v1/subscription"
  private static let unmetered = Operation.Answer(404, "The tenant's calls aren't metered: it is older than accounts.")
  private static let unknown = Operation.Answer(400, "A parameter is unknown.")

  var all: [APIAction] { [usage, credits, subscription, alteration] }

  private var usage: APIAction {
    let operation = Operation(
      id: "getUsage", summary: "What was used in this period and in those before it, the newest first",
      answers: [.init(200, "As it is now.", schema: "Usage"), Self.unknown, Self.unmetered] + APIRoutes.tokenAnswers)
    return shown("/v1/usage", operation) { UsageJSON(account: $0) }
  }

  private var subscription: APIAction {
    let operation = Operation(
      id: "getSubscription", summary: "The plan, and what becomes of new calls when its credits are spent",
      answers: [.init(200, "As it is now.", schema: "Subscription"), Self.unknown, Self.unmetered]
        + APIRoutes.tokenAnswers)
    return shown(Self.subscriptionPath, operation) { SubscriptionJSON(account: $0) }
  }

  private func shown(
    _ path: String, _ operation: Operation, _ show: @escaping @Sendable (BillingAccount) -> some Encodable & Sendable
  ) -> APIAction {
    APIAction(.get, path, operation) { [read] asked, _ throws(APIFault) in
      do throws(StoreFailure) {
        guard let account = try await read.account(of: asked.tenant) else { return Router.notFound(asked.request) }
        return .encoded(show(account), to: asked.request)
      } catch {
        throw APIFault(error, to: asked.request)
      }
    }
  }

  private var credits: APIAction {
    let operation = Operation(
      id: "getCredits", summary: "What is left and set aside, and the journal, newest first",
      parameters: APIRoutes.pageParameters,
      answers: [.init(200, "The balances, and a page of entries.", schema: "Credits"), ResourceAnswers.paged]
        + [Self.unmetered] + APIRoutes.tokenAnswers)
    return APIAction(.get, "/v1/credits", operation, query: ["limit", "cursor"]) {
      [read] asked, query throws(APIFault) in
      let limit: Int
      let before: Int?
      do throws(Query.Fault) {
        limit = try query.number("limit", in: 1...ReadCredits.maximumPage, else: ListCallsRoute.standardPage)
        before = try Self.cursor(query)
      } catch {
        throw .problem(error.problem)
      }
      do throws(StoreFailure) {
        let (account, page) = try await read.journal(of: asked.tenant, before: before, limit: limit)
        guard let account else { return Router.notFound(asked.request) }
        let next = asked.request.cursor(at: page.next.map(String.init))
        return .encoded(CreditsJSON(account: account, entries: page.items, next: next), to: asked.request)
      } catch {
        throw APIFault(error, to: asked.request)
      }
    }
  }

  private var alteration: APIAction {
    let operation = Operation(
      id: "changeSubscription",
      summary:
        "Choose what becomes of calls at the limit; the plan and overage are chosen by the platform's administrators",
      body: "SubscriptionChange",
      answers: [.init(200, "As it is now.", schema: "Subscription")] + ResourceAnswers.written
        + [.init(404, "The tenant has gone.")] + APIRoutes.tokenAnswers)
    return APIAction(.patch, Self.subscriptionPath, operation) { [ports] asked, _ throws(APIFault) in
      let (plan, atLimit) = try asked.body(SubscriptionChangeBody.self).chosen()
      // What costs the platform money is its administrators' to give.
      guard asked.bearer.allows(.manageTenants) || (plan == nil && atLimit != .overage) else { throw .forbidden }
      let change = ChangeSubscription(
        store: ports.store, time: ports.time, auditing: ports.auditing(of: asked.request))
      do throws(StoreFailure) {
        let account = try await change(plan: plan, atLimit: atLimit, by: asked.bearer, in: asked.tenant)
        return .encoded(SubscriptionJSON(account: account), to: asked.request)
      } catch {
        throw APIFault(error, to: asked.request)
      }
    }
  }

  /// A cursor is the number of the last entry that was shown, in the one spelling that we write.
  private static func cursor(_ query: Query) throws(Query.Fault) -> Int? {
    guard let text = query.text("cursor") else { return nil }
    guard let number = Int(text), number > 0, String(number) == text else {
      throw Query.Fault("Not a cursor of this list.", field: "cursor")
    }
    return number
  }
}
