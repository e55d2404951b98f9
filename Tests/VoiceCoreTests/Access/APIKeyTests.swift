import Synchronization
import Testing
import VoiceCore

@Suite("Keys for machines")
struct APIKeyTests {
  @Test func `a key opens its tenant with its scopes`() async throws {
    let office = try await Office()
    let made = try await office.makeKey(
      .init(name: "CRM", scopes: [.readCalls, .readContacts]), by: office.boss, in: office.tenant)
    let bearer = try await office.authenticateKey(made.text)
    #expect(bearer == .key(made.key.id, [.readCalls, .readContacts], of: office.tenant))
    #expect(made.text.hasPrefix("vc_live_") && made.text.hasPrefix(made.key.hint))
    #expect(made.text.count - made.key.hint.count >= 39)
  }

  @Test func `the secret is kept nowhere and shown by no description`() async throws {
    let office = try await Office()
    let made = try await office.makeKey(.init(name: "CRM", scopes: [.readCalls]), by: office.boss, in: office.tenant)
    let random = String(made.text.dropFirst(made.key.hint.count))
    #expect(!office.store.everything.joined().contains(random))
    #expect(!"\(String(describing: made.secret))\(dumped(made))".contains(random))
  }

  @Test func `a revoked key opens nothing, and is revoked once`() async throws {
    let office = try await Office()
    let made = try await office.makeKey(.init(name: "CRM", scopes: [.readCalls]), by: office.boss, in: office.tenant)
    await #expect(throws: APIKeyFailure.notFound) {
      try await office.revokeKey(made.key.id, by: office.boss, in: Identifier(99))
    }
    try await office.revokeKey(made.key.id, by: office.boss, in: office.tenant)
    await #expect(throws: APIKeyFailure.refused) { try await office.authenticateKey(made.text) }
    await #expect(throws: APIKeyFailure.notFound) {
      try await office.revokeKey(made.key.id, by: office.boss, in: office.tenant)
    }
  }

  @Test func `a key is good until its last microsecond`() async throws {
    let office = try await Office()
    let end = office.time.now() + .seconds(60)
    let made = try await office.makeKey(
      .init(name: "CRM", scopes: [.readCalls], expiresAt: end), by: office.boss, in: office.tenant)
    office.time.advance(by: .microseconds(59_999_999))
    _ = try await office.authenticateKey(made.text)
    office.time.advance(by: .microseconds(1))
    await #expect(throws: APIKeyFailure.refused) { try await office.authenticateKey(made.text) }
    await #expect(throws: APIKeyFailure.alreadyExpired) {
      try await office.makeKey(
        .init(name: "CRM", scopes: [.readCalls], expiresAt: end), by: office.boss, in: office.tenant)
    }
  }

  @Test func `its last use is known by the day and costs one write a day`() async throws {
    let office = try await Office()
    let made = try await office.makeKey(.init(name: "CRM", scopes: [.readCalls]), by: office.boss, in: office.tenant)
    let before = office.store.committed.withLock { $0 }
    for _ in 1...10 { _ = try await office.authenticateKey(made.text) }
    #expect(office.store.committed.withLock { $0 } == before + 1)
    office.time.advance(by: .seconds(86_400))
    for _ in 1...10 { _ = try await office.authenticateKey(made.text) }
    #expect(office.store.committed.withLock { $0 } == before + 2)
    let day = office.time.now().microseconds / 86_400_000_000
    let tenant = office.tenant
    let keys = try await office.store.read(for: tenant) { scope throws(StoreFailure) in try await scope.apiKeys() }
    #expect(keys.map(\.lastUsedDay) == [day])
  }

  @Test(arguments: [
    "", "vc_live_", "vc_live_short", "vc_test_" + String(repeating: "x", count: 43),
    "vc_live_" + String(repeating: "x", count: 65), "vc_live_" + String(repeating: "ü", count: 43),
    "vc_live_" + String(repeating: "x", count: 43), "vc_live_" + String(repeating: ".", count: 43),
  ])
  func `what is no key of ours opens nothing`(text: String) async throws {
    let office = try await Office()
    await #expect(throws: APIKeyFailure.refused) { try await office.authenticateKey(text) }
  }

  @Test func `nobody gives a key what they or keys may not have`() async throws {
    let office = try await Office()
    for scope in Permission.allCases where !Permission.keyScopes.contains(scope) {
      await #expect(throws: APIKeyFailure.badScopes) {
        try await office.makeKey(.init(name: "k", scopes: [.readCalls, scope]), by: office.boss, in: office.tenant)
      }
    }
    await #expect(throws: APIKeyFailure.badScopes) {
      try await office.makeKey(.init(name: "k", scopes: []), by: office.boss, in: office.tenant)
    }
    let others: [Bearer] = [
      .user(office.agent.id, .agent, of: office.tenant), .user(office.agent.id, .supervisor, of: office.tenant),
      .key(Identifier(1), Set(Permission.allCases), of: office.tenant),
    ]
    for bearer in others {
      await #expect(throws: APIKeyFailure.forbidden) {
        try await office.makeKey(.init(name: "k", scopes: [.readContacts]), by: bearer, in: office.tenant)
      }
    }
    for name in ["", String(repeating: "n", count: 101)] {
      await #expect(throws: APIKeyFailure.badName) {
        try await office.makeKey(.init(name: name, scopes: [.readCalls]), by: office.boss, in: office.tenant)
      }
    }
  }

  @Test func `a tenant has a hundred keys at most, also when two make the last one at once`() async throws {
    let office = try await Office(pause: { await Task.yield() })
    for number in 1..<APIKey.maximumPerTenant {
      _ = try await office.makeKey(.init(name: "\(number)", scopes: [.readCalls]), by: office.boss, in: office.tenant)
    }
    let (make, boss, tenant) = (office.makeKey, office.boss, office.tenant)
    let made = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<4 {
        group.addTask { (try? await make(.init(name: "last", scopes: [.readCalls]), by: boss, in: tenant)) != nil }
      }
      return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    #expect(made == 1)
    #expect(office.store.count("api_keys", of: office.tenant) == APIKey.maximumPerTenant)
  }

  @Test func `a store that is away is no wrong key`() async throws {
    let office = try await Office()
    let made = try await office.makeKey(.init(name: "CRM", scopes: [.readCalls]), by: office.boss, in: office.tenant)
    office.store.set(isAway: true)
    await #expect(throws: APIKeyFailure.unavailable) { try await office.authenticateKey(made.text) }
  }
}

extension MakeAPIKey.Made {
  /// The whole key.
  fileprivate var text: String { secret?.text ?? "" }
}
