import Testing
import VoiceCore

@Suite("Administrative acts in the audit log")
struct AuditedActsTests {
  private static let good = "four words, no rule"

  private static func plan(_ email: String = "eve@one.example", role: Role = .agent) throws -> MakeUser.Plan {
    MakeUser.Plan(email: try #require(EmailAddress(email)), name: "Eve", role: role, password: good)
  }

  /// Action, outcome, actor and subject, in short.
  private static func short(_ entries: [AuditEntry]) -> [String] {
    entries.map { entry in
      let actor = if case .known(let who) = entry.actor { "\(who.kind.rawValue) \(who.id.bits)" } else { "?" }
      let subject = entry.subject.map { " \($0.kind.rawValue) \($0.id.bits)" } ?? ""
      return "\(entry.action.rawValue) \(entry.outcome.rawValue) by \(actor) on\(subject)"
    }
  }

  @Test func `each act is told with who did it to whom, in one chain`() async throws {
    let office = try await Office()
    let boss = office.boss
    let eve = try await office.makeUser(Self.plan(), by: .bearer(boss), in: office.tenant)
    try await office.changeRole(of: eve.id, to: .supervisor, by: boss, in: office.tenant)
    try await office.changePassword(
      of: eve.id, in: office.tenant, to: "five words and no rule", proof: .current(Self.good))
    try await office.changePassword(of: eve.id, in: office.tenant, to: Self.good, proof: .administrator(.bearer(boss)))
    let made = try await office.makeKey(
      MakeAPIKey.Plan(name: "CRM", scopes: [.readCalls]), by: boss, in: office.tenant)
    try await office.revokeKey(made.key.id, by: boss, in: office.tenant)
    try await office.removeUser(eve.id, by: boss, in: office.tenant)
    let (chief, who, key) = ("user \(office.admin.id.bits)", "user \(eve.id.bits)", "api_key \(made.key.id.bits)")
    #expect(
      Self.short(try await office.audited()) == [
        "user.add done by \(chief) on \(who)", "user.change_role done by \(chief) on \(who)",
        "user.change_password done by \(who) on \(who)", "user.reset_password done by \(chief) on \(who)",
        "api_key.issue done by \(chief) on \(key)", "api_key.revoke done by \(chief) on \(key)",
        "user.remove done by \(chief) on \(who)",
      ])
    let verdict = try await CheckAuditLog(store: office.store, digest: AuditChainTests.digest)(of: office.tenant)
    let head = try await office.store.read(for: office.tenant) { scope throws(StoreFailure) in
      try await scope.auditHead()
    }
    #expect(head?.position == 7 && verdict == head.map(AuditVerdict.intact))
  }

  @Test func `what came to nothing is not told as done`() async throws {
    let office = try await Office()
    let boss = office.boss
    _ = try? await office.makeUser(Self.plan("ben@one.example"), by: .bearer(boss), in: office.tenant)  // taken
    _ = try? await office.removeUser(Identifier(99), by: boss, in: office.tenant)
    _ = try? await office.removeUser(office.admin.id, by: boss, in: office.tenant)  // the last one
    _ = try? await office.revokeKey(Identifier(99), by: boss, in: office.tenant)
    try await office.changeRole(of: office.agent.id, to: .agent, by: boss, in: office.tenant)  // as it is
    _ = try? await office.makeUser(
      Self.plan(), by: .bearer(.user(office.admin.id, .platformAdmin, of: nil)), in: Identifier(99))
    #expect(try await office.audited() == [])
    #expect(office.store.count("audit_entries", of: Identifier(99)) == 0)
  }

  @Test func `who may not is told of once an hour for each kind of act, and never in a tenant that has gone`()
    async throws
  {
    let office = try await Office()
    let ben = Bearer.user(office.agent.id, .agent, of: office.tenant)
    for _ in 1...3 {
      _ = try? await office.makeUser(Self.plan(), by: .bearer(ben), in: office.tenant)
      _ = try? await office.changeRole(of: office.admin.id, to: .agent, by: ben, in: office.tenant)
      _ = try? await office.removeUser(office.admin.id, by: ben, in: office.tenant)
      _ = try? await office.changePassword(
        of: office.admin.id, in: office.tenant, to: Self.good, proof: .administrator(.bearer(ben)))
      _ = try? await office.makeKey(
        MakeAPIKey.Plan(name: "CRM", scopes: [.readCalls]), by: ben, in: office.tenant)
      _ = try? await office.revokeKey(Identifier(9), by: ben, in: office.tenant)
      _ = try? await office.makeUser(Self.plan(), by: .bearer(ben), in: Identifier(99))
    }
    let told = try await office.audited()
    #expect(told.allSatisfy { $0.outcome == .refused && $0.actor == AuditActor(ben) })
    #expect(
      told.map(\.action) == [.addUser, .changeRole, .removeUser, .resetPassword, .issueKey, .revokeKey])
    #expect(office.store.count("audit_heads", of: Identifier(99)) == 0)
    office.time.advance(by: .seconds(3600))
    _ = try? await office.makeUser(Self.plan(), by: .bearer(ben), in: office.tenant)
    #expect(try await office.audited().count == 7)
  }

  @Test func `a role above one's own is refused to administrators too, and told`() async throws {
    let office = try await Office()
    _ = try? await office.makeUser(Self.plan(role: .platformAdmin), by: .bearer(office.boss), in: office.tenant)
    #expect(try await office.audited().map(\.outcome) == [.refused])
  }

  @Test func `no name, address or password comes into the log`() async throws {
    let office = try await Office()
    let eve = try await office.makeUser(Self.plan(), by: .bearer(office.boss), in: office.tenant)
    try await office.removeUser(eve.id, by: office.boss, in: office.tenant)
    let log = office.store.everything.filter { $0.hasPrefix("audit_") }
    #expect(log.count == 3)
    for word in ["Eve", "eve@", "one.example", Self.good, Office.password] {
      #expect(!log.contains { $0.contains(word) }, "\(word)")
    }
  }

  @Test func `of acts at once each is told, one after the other`() async throws {
    let office = try await Office(pause: { await Task.yield() })
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<20 {
        group.addTask {
          _ = try? await office.makeUser(
            Self.plan("u\(number)@one.example"), by: .bearer(office.boss), in: office.tenant)
        }
      }
    }
    #expect(try await office.audited().count == 20)
    let verdict = try await CheckAuditLog(store: office.store, digest: AuditChainTests.digest, pageSize: 3)(
      of: office.tenant)
    guard case .intact(let head) = verdict else {
      Issue.record("\(verdict)")
      return
    }
    #expect(head.position == 20)
  }

  @Test func `each operation that changes something is an administrative act, or is known to be none`() {
    let daily = APIOperation.all.filter { !$0.route.hasPrefix("GET ") && $0.act == nil }.map(\.route)
    #expect(
      daily == [
        // Whoever signs in or out changes nothing for others; wrong passwords have their own notices.
        "POST /v1/auth/login", "POST /v1/auth/refresh", "POST /v1/auth/logout",
        // What agents do all day, for which the event log is there.
        "PUT /v1/agents/{id}/status", "POST /v1/calls", "POST /v1/calls/{id}/transfer", "POST /v1/calls/{id}/end",
        "POST /v1/calls/{id}/takeover", "POST /v1/calls/{id}/hand-back", "POST /v1/calls/{id}/recording/pause",
        "POST /v1/calls/{id}/recording/resume", "PATCH /v1/voicemails/{id}",
        "DELETE /v1/voicemails/{id}", "POST /v1/spam-check",
        "POST /v1/knowledge/try", "POST /v1/knowledge/test-sets/{id}/run",
        // Customers' records, changed in conversations.
        "POST /v1/contacts", "PATCH /v1/contacts/{id}", "DELETE /v1/contacts/{id}", "POST /v1/appointments",
        "PATCH /v1/appointments/{id}", "DELETE /v1/appointments/{id}", "POST /v1/leads", "PATCH /v1/leads/{id}",
        "DELETE /v1/leads/{id}", "POST /v1/conversations", "PATCH /v1/conversations/{id}",
        "DELETE /v1/conversations/{id}",
      ])
    #expect(APIOperation.all.allSatisfy { !$0.route.hasPrefix("GET ") || $0.act == nil })
  }
}
