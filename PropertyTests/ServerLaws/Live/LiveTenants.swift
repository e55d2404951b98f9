import DocumentedAPI
import FoundationEssentials
import Web

/// Makes and deletes throw-away tenants as the platform's administrator, and forgets none: whatever it began to make is
/// deleted, or told.
actor LiveTenants {
  /// Tenants of other runs are swept when they are older than any run may last, in seconds.
  static let oldest = 60 * 60
  /// Pages of tenants that are looked through for such.
  private static let mostPages = 200
  /// How often a deletion is tried.
  private static let tries = 3
  /// How long a key of a tenant is good for, in seconds.
  private static let keyLife = 60 * 60

  let client: LiveClient
  let described: DescribedAPI
  private let token: String
  private let now: Int
  /// Domains that were asked for, with the tenant's id once it is known.
  private var made: [(domain: String, id: String?)] = []

  init(_ client: LiveClient, _ described: DescribedAPI, token: LiveToken, now: Int) {
    self.client = client
    self.described = described
    self.token = token.text
    self.now = now
  }

  /// A question of the platform's administrator, in a tenant when one is named.
  func ask(
    _ question: Prober.Question, in tenant: LiveTenant? = nil, _ manner: LiveClient.Manner = .patient
  ) async throws -> Prober.Answer {
    var question = question
    if let tenant { question.headers.append(("VoiceCore-Tenant", tenant.id)) }
    return try await client.ask(question, bearing: token, manner)
  }

  /// A new tenant, which can ring nobody.
  func make(named name: String = "voicecore-verify throw-away") async throws -> LiveTenant {
    let domain = LiveTenant.domain(at: now)
    let password = LiveTenant.word(24)
    made.append((domain, nil))
    let wanted: JSON = .object([
      "name": .text(name), "domain": .text(domain), "customer_service": .text(LiveTenant.customerService),
      "admin_email": .text("admin@\(domain)"), "admin_password": .text(password),
    ])
    var question = Prober.Question.json("POST", "/v1/tenants", wanted)
    question.headers.append(("Idempotency-Key", domain))
    // An interruption must not lose the answer that says what is to be deleted.
    let sent = question
    let answer = try await Task { try await self.ask(sent) }.value
    guard answer.status == 201, let id = answer.tree["id"]?.text else {
      throw await client.give(up: "a throw-away tenant can't be made: \(answer.inShort)")
    }
    made[made.count - 1].id = id
    let tenant = LiveTenant(id: id, domain: domain, password: password)
    let quiet = try await ask(
      .json("PATCH", "/v1/settings", .object(["outbound_calls": .object(["at_once": .number(0)])])), in: tenant)
    guard quiet.status == 200 else {
      throw await client.give(up: "a throw-away tenant can't be kept from placing calls: \(quiet.inShort)")
    }
    return tenant
  }

  /// A key that may do whatever a key may, but for what costs something or reaches somebody.
  func key(of tenant: LiveTenant, named name: String = "voicecore-verify") async throws -> String {
    let all =
      described.schemas["NewAPIKey"]?["properties"]?["scopes"]?["items"]?["enum"]?.items.compactMap(\.text) ?? []
    let scopes = all.filter { !LiveTenant.leftOut.contains($0) }
    let wanted: JSON = .object([
      "name": .text(name), "scopes": .list(scopes.map { .text($0) }), "expires_in": .number(Double(Self.keyLife)),
    ])
    let answer = try await ask(.json("POST", "/v1/api-keys", wanted), in: tenant)
    guard answer.status == 201, let secret = answer.tree["secret"]?.text else {
      throw await client.give(up: "a throw-away tenant gets no API key: \(answer.inShort)")
    }
    return secret
  }

  /// Deletes what was made, whatever became of the run.
  /// - Returns: the domains of those that may be left.
  func deleteAll() async -> [String] {
    var left: [String] = []
    for (domain, id) in made {
      var id = id
      if id == nil { id = await lost(domain) }
      if let id, await delete(id) { continue }
      if id != nil { left.append(domain) }
    }
    made = []
    return left
  }

  /// Deletes those that runs before this one have left. Those of runs that may still go on are let be.
  /// - Returns: how many; and of how many that failed.
  func sweep() async throws -> (deleted: Int, left: Int) {
    var old: [String] = []
    try await look { domain, id in
      if let moment = LiveTenant.moment(of: domain), moment < self.now - Self.oldest { old.append(id) }
      return true
    }
    var left = 0
    for id in old where !(await delete(id)) { left += 1 }
    return (old.count - left, left)
  }

  /// The tenant of a domain whose making was never answered, or refused; an empty text when nobody can say.
  private func lost(_ domain: String) async -> String? {
    var found: String?
    do {
      try await look(.cleaning) {
        if $0 == domain { found = $1 }
        return found == nil
      }
    } catch { return "" }
    return found
  }

  private func delete(_ id: String) async -> Bool {
    guard !id.isEmpty else { return false }
    for _ in 0..<Self.tries {
      let answer = try? await ask(Prober.Question(method: "DELETE", target: "/v1/tenants/\(id)"), .cleaning)
      if let answer, [202, 404].contains(answer.status) { return true }
    }
    return false
  }

  /// Goes through the domains and ids of the tenants there are, while it is wanted.
  private func look(
    _ manner: LiveClient.Manner = .patient, _ isWanted: (String, String) -> Bool
  ) async throws {
    var target = "/v1/tenants?limit=500"
    for _ in 0..<Self.mostPages {
      let answer = try await ask(Prober.Question(target: target), manner)
      guard answer.status == 200 else { throw LiveTrouble("the tenants can't be listed: \(answer.inShort)") }
      for tenant in answer.tree["data"]?.items ?? [] {
        guard let id = tenant["id"]?.text, let domain = tenant["domain"]?.text else { continue }
        if !isWanted(domain, id) { return }
      }
      guard let cursor = answer.tree["next_cursor"]?.text else { return }
      target = "/v1/tenants?limit=500&cursor=\(Percent.encoded(cursor))"
    }
  }

  private func ask(_ question: Prober.Question, _ manner: LiveClient.Manner) async throws -> Prober.Answer {
    try await ask(question, in: nil, manner)
  }
}

extension Prober.Question {
  /// A body of JSON.
  static func json(_ method: String, _ target: String, _ body: JSON) -> Prober.Question {
    Prober.Question(
      method: method, target: target, headers: [("Content-Type", "application/json")], body: Array(body.written.utf8))
  }
}

extension Prober.Answer {
  /// The body as a tree; null for what isn't JSON.
  var tree: JSON { (try? JSON(body)) ?? .null }

  /// Status, title and field of a problem, without what the server says of us.
  var inShort: String {
    let field = (tree["errors"]?.items.first?["pointer"] ?? tree["field"])?.text
    return [String(status), tree["title"]?.text, field, tree["detail"]?.text].compactMap { $0 }.joined(separator: ", ")
  }
}
