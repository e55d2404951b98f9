/// The tenant's people say where events are sent to, and which.
///
/// An endpoint is asked by a signed message whether it wants any, and is sent events once it has answered that with 2xx: so
/// nobody has others flooded, and what is wrong with an address is told at once.
public struct ChangeWebhooks: Sendable {
  /// What is to be changed; `nil` for what stays.
  public struct Change: Equatable, Sendable {
    public var url: WebhookURL?
    public var events: WebhookEvents?
    /// Whether it is to be sent anything: `true` asks it once more.
    public var isEnabled: Bool?

    /// Nothing.
    public init() {}
  }

  private let store: any Store
  private let sender: any WebhookSender
  private let time: any TimeSource
  private let ids: IDSource
  private let tokens: SecretTokens
  private let auditing: Auditing
  private let rule: WebhookRule

  /// A use case on these ports.
  public init(
    store: any Store, sender: any WebhookSender, time: any TimeSource, ids: IDSource, tokens: SecretTokens,
    auditing: Auditing, rule: WebhookRule
  ) {
    self.store = store
    self.sender = sender
    self.time = time
    self.ids = ids
    self.tokens = tokens
    self.auditing = auditing
    self.rule = rule
  }

  /// Adds an endpoint and asks it; one whose identifier is there already stays as it is. An endpoint that doesn't answer is
  /// kept unverified.
  /// - Throws: `.refused` for an address that may not be sent to, or one endpoint too many.
  public func add(
    _ id: WebhookEndpoint.ID, at url: WebhookURL, _ events: WebhookEvents, by bearer: Bearer, in tenant: Tenant.ID
  ) async throws(RoutingFailure) -> WebhookEndpoint {
    let endpoint = WebhookEndpoint(
      id: id, url: url, events: events, secret: WebhookSecret(random: tokens.make()), createdAt: time.now())
    if let standing = try await roster(of: tenant)[id] { return standing }
    let isThere = try await ask(endpoint)
    let draft = act(by: bearer, on: id)
    return try await store.decide(for: tenant) { scope throws(StoreFailure) -> Decided<WebhookEndpoint> in
      var roster = try await scope.webhookRoster()
      if let standing = roster[id] { return .done(standing) }
      guard roster.hasRoom else { return .refused(RefusedSetting("url", .tooMany(WebhookRoster.maximumEndpoints))) }
      var added = endpoint
      if isThere { added.enable() }
      roster.put(added)
      try await scope.save(roster)
      try await scope.append(draft)
      return .done(added)
    }
  }

  /// Changes an endpoint. Another address is asked before anything is sent there, and so is one that is to be enabled.
  public func change(
    _ id: WebhookEndpoint.ID, to change: Change, by bearer: Bearer, in tenant: Tenant.ID
  ) async throws(RoutingFailure) -> WebhookEndpoint {
    guard var wanted = try await roster(of: tenant)[id] else { throw .notFound }
    if let url = change.url { wanted.url = url }
    let isOther = try await roster(of: tenant)[id]?.url != wanted.url
    let isAsked = change.isEnabled ?? isOther
    let isThere = isAsked ? try await ask(wanted) : false
    return try await alter(id, by: bearer, in: tenant) { [time] endpoint in
      if let events = change.events { endpoint.events = events }
      if let url = change.url, url != endpoint.url {
        endpoint.url = url
        endpoint.state = .unverified
      }
      if isThere { endpoint.enable() }
      if change.isEnabled == false { endpoint.state = .disabled(.asked, at: time.now()) }
    }
  }

  /// Asks an endpoint once more whether it wants anything; if it does, it is sent events from now on, whyever it wasn't.
  public func verify(
    _ id: WebhookEndpoint.ID, by bearer: Bearer, in tenant: Tenant.ID
  ) async throws(RoutingFailure) -> WebhookEndpoint {
    guard let endpoint = try await roster(of: tenant)[id] else { throw .notFound }
    let isThere = try await ask(endpoint)
    return try await alter(id, by: bearer, in: tenant) { endpoint in if isThere { endpoint.enable() } }
  }

  /// Signs by a new secret from now on, and for a day by the former one, too.
  public func rotateSecret(
    of id: WebhookEndpoint.ID, by bearer: Bearer, in tenant: Tenant.ID
  ) async throws(RoutingFailure) -> WebhookEndpoint {
    let secret = WebhookSecret(random: tokens.make())
    let now = time.now()
    return try await alter(id, by: bearer, in: tenant) { endpoint in endpoint.rotate(to: secret, at: now) }
  }

  /// Takes an endpoint out; nothing is sent there any more, and what is known of its deliveries goes too.
  public func remove(
    _ id: WebhookEndpoint.ID, by bearer: Bearer, in tenant: Tenant.ID
  ) async throws(RoutingFailure) {
    let draft = act(by: bearer, on: id)
    try await store.decide(for: tenant) { scope throws(StoreFailure) -> Decided<Void> in
      var roster = try await scope.webhookRoster()
      guard roster[id] != nil else { return .refused(.notFound) }
      roster.remove(id)
      try await scope.save(roster)
      try await scope.append(draft)
      return .done(())
    }
  }

  private func alter(
    _ id: WebhookEndpoint.ID, by bearer: Bearer, in tenant: Tenant.ID,
    _ change: @escaping @Sendable (inout WebhookEndpoint) -> Void
  ) async throws(RoutingFailure) -> WebhookEndpoint {
    let draft = act(by: bearer, on: id)
    return try await store.decide(for: tenant) { scope throws(StoreFailure) -> Decided<WebhookEndpoint> in
      var roster = try await scope.webhookRoster()
      guard let former = roster[id] else { return .refused(.notFound) }
      var endpoint = former
      change(&endpoint)
      guard endpoint != former else { return .done(endpoint) }
      roster.put(endpoint)
      try await scope.save(roster)
      try await scope.append(draft)
      return .done(endpoint)
    }
  }

  /// Whether it wants anything.
  /// - Throws: `.refused` for an address that may not be sent to.
  private func ask(_ endpoint: WebhookEndpoint) async throws(RoutingFailure) -> Bool {
    guard rule.allows(endpoint.url) else { throw .refused(RefusedSetting("url", .malformed)) }
    let message = WebhookMessage(verifying: endpoint, as: ids(), at: time.now())
    let result = await sender.send(message, to: endpoint.url)
    if result == .failed(.addressRefused) { throw .refused(RefusedSetting("url", .notPublic)) }
    return result.isSuccess
  }

  private func roster(of tenant: Tenant.ID) async throws(RoutingFailure) -> WebhookRoster {
    do throws(StoreFailure) {
      return try await store.read(for: tenant) { scope throws(StoreFailure) in try await scope.webhookRoster() }
    } catch {
      throw RoutingFailure(error)
    }
  }

  private func act(by bearer: Bearer, on id: WebhookEndpoint.ID) -> AuditDraft {
    auditing(.changeIntegration, by: bearer, on: AuditReference(.webhook, id))
  }
}
