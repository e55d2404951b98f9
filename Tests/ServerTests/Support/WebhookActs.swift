import Synchronization
import Testing
import VoiceCore
import Web

/// Stands for the tenants' own servers: answers as it is told, and remembers what it was sent.
final class Receivers: WebhookSender {
  private let state = Mutex<(answer: WebhookResult, seen: [WebhookMessage])>((.status(200), []))

  var seen: [WebhookMessage] { state.withLock { $0.seen } }

  func answer(_ result: WebhookResult) { state.withLock { $0.answer = result } }

  func send(_ message: WebhookMessage, to url: WebhookURL) async -> WebhookResult {
    state.withLock {
      $0.seen.append(message)
      return $0.answer
    }
  }
}

/// What has to be sent so that something about webhooks is made, changed, removed or repeated.
struct WebhookActs {
  static let path = "/v1/webhook-endpoints"
  static let body = #"{"url":"https://hooks.example/voice","event_types":["call.ended"]}"#

  let company: Company
  let admin: String

  /// The answer to an operation; `nil` for one that isn't about webhooks.
  func carryOut(_ route: String) async throws -> Response? {
    guard route.contains("/v1/webhook-") else { return nil }
    if route == "POST \(Self.path)" { return await company.send(.post, Self.path, Self.body, token: admin) }
    if route.hasSuffix("/verify") { company.receivers.answer(.status(500)) }
    let made = await company.send(.post, Self.path, Self.body, token: admin)
    company.receivers.answer(.status(200))
    let path = try #require(made.headers["Location"])
    let endpoint = try #require(try made.tree["id"]?.text.flatMap { WebhookEndpoint.ID($0) })
    switch route {
    case "PATCH \(Self.path)/{id}":
      return await company.send(.patch, path, #"{"event_types":[]}"#, token: admin)
    case "DELETE \(Self.path)/{id}": return await company.send(.delete, path, token: admin)
    case "POST \(Self.path)/{id}/verify": return await company.send(.post, path + "/verify", token: admin)
    case "POST \(Self.path)/{id}/rotate-secret":
      return await company.send(.post, path + "/rotate-secret", token: admin)
    case "POST \(Self.path)/{id}/retry":
      _ = try await park(for: endpoint)
      return await company.send(.post, path + "/retry", token: admin)
    case "POST /v1/webhook-deliveries/{id}/retry":
      return await company.send(
        .post, "/v1/webhook-deliveries/\(try await park(for: endpoint))/retry", token: admin)
    default: return nil
    }
  }

  /// A delivery of which all attempts were made.
  func park(
    for endpoint: WebhookEndpoint.ID, _ ordinal: Int = 1, of tenant: Tenant.ID? = nil
  ) async throws -> WebhookDelivery.ID {
    let now = company.time.now()
    var delivery = WebhookDelivery(
      of: RecordedFact(call: Identifier(0xCA11), ordinal: ordinal, at: now, fact: .answered(at: now)), to: endpoint,
      at: now + .seconds(ordinal))
    delivery.evolve(.claimed(until: now + WebhookDelivery.lease))
    let attempt = WebhookDelivery.Attempt(at: now, took: .milliseconds(7), result: .failed(.timedOut))
    delivery.evolve(.answered(attempt, next: .parked(.exhausted, at: now)))
    let parked = delivery
    try await company.store.transaction(for: tenant ?? company.one) { scope throws(StoreFailure) in
      try await scope.save(parked)
    }
    return parked.id
  }
}
