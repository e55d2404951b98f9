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
    let eve = try await office.makeUser(plan(), by: office.boss, in: office.tenant)
    #expect(try await office.user(eve.id) == eve)
    await #expect(throws: UserFailure.emailTaken) {
      try await office.makeUser(plan(), by: office.boss, in: office.tenant)
    }
    await #expect(throws: UserFailure.notFound) {
      try await office.makeUser(plan(), by: .user(office.admin.id, .platformAdmin, of: nil), in: Identifier(99))
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
        try await office.makeUser(plan(), by: bearer, in: office.tenant)
      }
      await #expect(throws: UserFailure.forbidden) {
        try await office.changeRole(of: office.agent.id, to: .agent, by: bearer, in: office.tenant)
      }
      await #expect(throws: UserFailure.forbidden) {
        try await office.removeUser(office.agent.id, by: bearer, in: office.tenant)
      }
      await #expect(throws: UserFailure.forbidden) {
        try await office.changePassword(
          of: office.agent.id, in: office.tenant, to: good, proof: .administrator(bearer))
      }
    }
    await #expect(throws: UserFailure.forbidden) {
      try await office.makeUser(plan(role: .platformAdmin), by: office.boss, in: office.tenant)
    }
    await #expect(throws: UserFailure.forbidden) {
      try await office.changeRole(of: office.agent.id, to: .platformAdmin, by: office.boss, in: office.tenant)
    }
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
      of: office.agent.id, in: office.tenant, to: good, proof: .administrator(office.boss))
    #expect(try await office.user(office.agent.id)?.password.text == good)
    await #expect(throws: UserFailure.notFound) {
      try await office.changePassword(
        of: office.agent.id, in: Identifier(99), to: good, proof: .administrator(office.boss))
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
        of: office.admin.id, in: office.tenant, to: password, proof: .administrator(office.boss))
    }
  }

  @Test(arguments: [
    "twelve chars", "no capitals no digits", "пароль на русском", "🐎🔋📎🍀🐎🔋📎🍀🌧️🍀🐎🔋", "ada likes one.example a lot",
    String(repeating: "long pass phrase", count: 64),
  ])
  func `length is all that is asked for`(password: String) async throws {
    let office = try await Office()
    try await office.changePassword(
      of: office.admin.id, in: office.tenant, to: password, proof: .administrator(office.boss))
  }
}

/// What two administrators do to each other. A class, so that a task captures one word (async functions of many words
/// jump to garbage when Swift 6.3.1 compiles them for release).
final class AdministratorRace: Sendable {
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
