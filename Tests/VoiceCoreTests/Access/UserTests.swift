import Testing
import VoiceCore

@Suite("A tenant's people")
struct UserTests {
  let good = "four words, no rule"

  func plan(_ email: String = "eve@one.example", role: Role = .agent) throws -> MakeUser.Plan {
    MakeUser.Plan(email: try #require(EmailAddress(email)), name: "Eve", role: role, password: good)
  }

  @Test func `an administrator makes a user, once per address`() async throws {
    let office = try await Office()
    let eve = try await office.makeUser(plan(), by: .bearer(office.boss), in: office.tenant)
    #expect(try await office.user(eve.id) == eve)
    await #expect(throws: UserFailure.emailTaken) {
      try await office.makeUser(plan(), by: .bearer(office.boss), in: office.tenant)
    }
    await #expect(throws: UserFailure.notFound) {
      try await office.makeUser(
        plan(), by: .bearer(.user(office.admin.id, .platformAdmin, of: nil)), in: Identifier(99))
    }
  }

  @Test func `nobody makes, changes or removes a user above themselves`() async throws {
    let office = try await Office()
    let lowly: [Bearer] = [
      .user(office.agent.id, .agent, of: office.tenant), .user(office.agent.id, .supervisor, of: office.tenant),
      .key(Identifier(1), Set(Permission.allCases), of: office.tenant),
    ]
    for bearer in lowly {
      await #expect(throws: UserFailure.forbidden) {
        try await office.makeUser(plan(), by: .bearer(bearer), in: office.tenant)
      }
      await #expect(throws: UserFailure.forbidden) {
        try await office.changeRole(of: office.agent.id, to: .agent, by: bearer, in: office.tenant)
      }
      await #expect(throws: UserFailure.forbidden) {
        try await office.removeUser(office.agent.id, by: bearer, in: office.tenant)
      }
      await #expect(throws: UserFailure.forbidden) {
        try await office.changePassword(
          of: office.agent.id, in: office.tenant, to: good, proof: .administrator(.bearer(bearer)))
      }
    }
    await #expect(throws: UserFailure.forbidden) {
      try await office.makeUser(plan(role: .platformAdmin), by: .bearer(office.boss), in: office.tenant)
    }
    await #expect(throws: UserFailure.forbidden) {
      try await office.changeRole(of: office.agent.id, to: .platformAdmin, by: office.boss, in: office.tenant)
    }
  }

  @Test func `what the command line does is told as the command line's, not as somebody's`() async throws {
    let office = try await Office()
    let root = try await office.makeUser(plan(role: .platformAdmin), by: .commandLine, in: office.tenant)
    try await office.changePassword(
      of: office.agent.id, in: office.tenant, to: good, proof: .administrator(.commandLine))
    let told = try await office.audited()
    #expect(told.map(\.action) == [.addUser, .resetPassword] && told.allSatisfy { $0.actor == .commandLine })
    #expect(told.first?.subject == AuditReference(.user, root.id))
  }

  @Test(arguments: ["", "   ", "Eve\nAdam", "Eve\u{1B}[2J", "Eve\u{202E}mada", String(repeating: "e", count: 201)])
  func `a name that can't be read is no name`(name: String) async throws {
    let office = try await Office()
    let plan = MakeUser.Plan(
      email: try #require(EmailAddress("eve@one.example")), name: name, role: .agent, password: good)
    await #expect(throws: UserFailure.badName) {
      try await office.makeUser(plan, by: .bearer(office.boss), in: office.tenant)
    }
    await #expect(throws: APIKeyFailure.badName) {
      try await office.makeKey(
        MakeAPIKey.Plan(name: name, scopes: [.readCalls], expiresAt: nil), by: office.boss, in: office.tenant)
    }
  }

  @Test(arguments: ["Ève", "王", "José María O'Neill-Ruiz", "משה", "👩\u{200D}⚕️ Ada"])
  func `a name from anywhere is one`(name: String) { #expect(NameRule.accepts(name, of: 1...200)) }

  @Test func `nobody comes to be in a closed tenant, and its log doesn't go on`() async throws {
    let office = try await Office()
    let now = office.time.now()
    try await office.store.transaction(for: office.tenant) { scope throws(StoreFailure) in
      var tenant = try await scope.openTenant()
      tenant.closedAt = now
      try await scope.save(tenant)
    }
    await #expect(throws: UserFailure.notFound) {
      try await office.makeUser(plan(), by: .bearer(office.boss), in: office.tenant)
    }
    await #expect(throws: UserFailure.notFound) {
      try await office.changeRole(of: office.agent.id, to: .supervisor, by: office.boss, in: office.tenant)
    }
    await #expect(throws: UserFailure.forbidden) {
      try await office.makeUser(
        plan(role: .platformAdmin), by: .bearer(office.boss), in: office.tenant)
    }
    #expect(try await office.audited() == [])
  }

  @Test func `the last administrator is neither demoted nor removed`() async throws {
    let office = try await Office()
    await #expect(throws: UserFailure.lastAdministrator) {
      try await office.changeRole(of: office.admin.id, to: .agent, by: office.boss, in: office.tenant)
    }
    await #expect(throws: UserFailure.lastAdministrator) {
      try await office.removeUser(office.admin.id, by: office.boss, in: office.tenant)
    }
    try await office.changeRole(of: office.agent.id, to: .tenantAdmin, by: office.boss, in: office.tenant)
    try await office.removeUser(office.admin.id, by: office.boss, in: office.tenant)
    #expect(try await office.user(office.admin.id) == nil)
    await #expect(throws: UserFailure.notFound) {
      try await office.removeUser(office.admin.id, by: office.boss, in: office.tenant)
    }
  }

  @Test func `two administrators who demote and remove each other at once don't leave the tenant without`() async throws
  {
    for round in 0..<20 {
      let office = try await Office(pause: { await Task.yield() })
      try await office.changeRole(of: office.agent.id, to: .tenantAdmin, by: office.boss, in: office.tenant)
      let race = AdministratorRace(office: office)
      let done = await withTaskGroup(of: Bool.self) { group in
        group.addTask { await race.demoteAdmin() }
        if round.isMultiple(of: 2) {
          group.addTask { await race.demoteAgent() }
        } else {
          group.addTask { await race.removeAgent() }
        }
        return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
      }
      #expect(done == 1)
    }
  }

  @Test func `a person changes the password by the current one, and all sessions end`() async throws {
    let office = try await Office()
    let token = try await office.session(of: office.agent).text
    let other = try await office.session(of: office.admin).text
    await #expect(throws: UserFailure.wrongPassword) {
      try await office.changePassword(
        of: office.agent.id, in: office.tenant, to: good, proof: .current("a guess"))
    }
    _ = try await office.refresh(token)
    try await office.changePassword(
      of: office.agent.id, in: office.tenant, to: good, proof: .current(Office.password))
    #expect(try await office.user(office.agent.id)?.password.text == good)
    await #expect(throws: SessionFailure.refused) { try await office.refresh(token) }
    _ = try await office.refresh(other)
  }

  @Test func `an administrator sets a password without knowing the old one`() async throws {
    let office = try await Office()
    try await office.changePassword(
      of: office.agent.id, in: office.tenant, to: good, proof: .administrator(.bearer(office.boss)))
    #expect(try await office.user(office.agent.id)?.password.text == good)
    await #expect(throws: UserFailure.notFound) {
      try await office.changePassword(
        of: office.agent.id, in: Identifier(99), to: good, proof: .administrator(.bearer(office.boss)))
    }
  }

  @Test func `who holds somebody's token can't guess at the password either`() async throws {
    let office = try await Office()
    func guess(_ password: String) async -> UserFailure? {
      do throws(UserFailure) {
        try await office.changePassword(of: office.agent.id, in: office.tenant, to: good, proof: .current(password))
        return nil
      } catch {
        return error
      }
    }
    for _ in 1...4 { #expect(await guess("wrong") == .wrongPassword) }
    #expect(await guess(Office.password) == .tryLater(.seconds(1)))
    office.time.advance(by: .seconds(1))
    #expect(await guess(Office.password) == nil)
    #expect(office.store.count("sign_in_guards", of: office.tenant) == 0)
  }

  @Test(arguments: [
    ("elevenchars", PasswordRule.Fault.tooShort), (String(repeating: "aB3$", count: 257), .tooLong),
    ("aaaaaaaaaaaaaaaa", .repetitive), ("abababababababab", .repetitive), ("ada@one.example", .obvious),
    ("Ada@One.Example!!", .obvious), ("one.example12345", .obvious), ("1one.exampleone.example", .obvious),
  ])
  func `a password that anybody could guess is refused`(password: String, fault: PasswordRule.Fault) async throws {
    let office = try await Office()
    await #expect(throws: UserFailure.password(fault)) {
      try await office.changePassword(
        of: office.admin.id, in: office.tenant, to: password, proof: .administrator(.bearer(office.boss)))
    }
  }

  @Test(arguments: [
    "twelve chars", "no capitals no digits", "пароль на русском", "🐎🔋📎🍀🐎🔋📎🍀🌧️🍀🐎🔋", "ada likes one.example a lot",
    String(repeating: "long pass phrase", count: 64),
  ])
  func `length is all that is asked for`(password: String) async throws {
    let office = try await Office()
    try await office.changePassword(
      of: office.admin.id, in: office.tenant, to: password, proof: .administrator(.bearer(office.boss)))
  }

  @Test func `nobody's password changes in a company that is closed`() async throws {
    let office = try await Office()
    try await office.store.transaction(for: office.tenant) { scope throws(StoreFailure) in
      guard var tenant = try await scope.tenant() else { throw .notFound }
      tenant.closedAt = office.time.now()
      try await scope.save(tenant)
    }
    await #expect(throws: UserFailure.notFound) {
      try await office.changePassword(
        of: office.agent.id, in: office.tenant, to: good, proof: .administrator(.commandLine))
    }
    #expect(try await office.user(office.agent.id)?.password == office.agent.password)
  }
}

/// What two administrators do to each other.
struct AdministratorRace: Sendable {
  private let office: Office

  init(office: Office) { self.office = office }

  func demoteAdmin() async -> Bool { await demote(office.admin.id) }
  func demoteAgent() async -> Bool { await demote(office.agent.id) }

  func removeAgent() async -> Bool {
    do {
      try await office.removeUser(office.agent.id, by: office.boss, in: office.tenant)
      return true
    } catch {
      return false
    }
  }

  private func demote(_ user: User.ID) async -> Bool {
    do {
      try await office.changeRole(of: user, to: .supervisor, by: office.boss, in: office.tenant)
      return true
    } catch {
      return false
    }
  }
}
