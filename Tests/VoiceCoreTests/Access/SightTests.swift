import MemoryStore
import Synchronization
import Testing
import VoiceCore

@Suite("What somebody sees of a company's departments")
struct SightTests {
  /// 1 above 2 above 3; 4 stands apart; 5 and 6 stand below each other.
  private static let parents: [UInt128?] = [nil, 1, 2, nil, 6, 5]

  private func departments() throws -> [Department] {
    let number = try #require(PhoneNumber("+14155550101"))
    return Self.parents.enumerated().map { index, parent in
      Department(id: Identifier(UInt128(index + 1)), name: "d", number: number, parent: parent.map { Identifier($0) })
    }
  }

  @Test(
    arguments: [
      ([1], [1, 2, 3]), ([2], [2, 3]), ([3], [3]), ([4, 2], [2, 3, 4]), ([5], [5, 6]), ([9], [9]), ([], []),
    ] as [([UInt128], [UInt128])])
  func `a department reaches itself and those below it`(from: [UInt128], reached: [UInt128]) throws {
    let reach = DepartmentTree(try departments()).within(from.map { Department.ID($0) })
    #expect(reach == reached.map { Identifier($0) })
  }

  @Test func `an administrator says who belongs where, once for all that is there`() async throws {
    let office = try await Office()
    let all = try departments()
    try await office.store.transaction(for: office.tenant) { scope throws(StoreFailure) in
      for department in all { try await scope.save(department) }
    }
    func belongs() async throws -> [UInt128] {
      try await office.store.read(for: office.tenant) { scope throws(StoreFailure) in
        try await scope.departments(of: office.agent.id)
      }.map(\.bits)
    }
    func change(_ departments: [UInt128], of user: User.ID, by bearer: Bearer) async throws(UserFailure) {
      try await office.changeMembership(
        of: user, to: Set(departments.map { Identifier($0) }), by: .bearer(bearer), in: office.tenant)
    }
    let agent = office.agent.id
    try await change([2, 4], of: agent, by: office.boss)
    #expect(try await belongs() == [2, 4])
    await #expect(throws: UserFailure.unknownDepartment) { try await change([3, 9], of: agent, by: office.boss) }
    await #expect(throws: UserFailure.tooManyDepartments) {
      try await change(Array(1...101), of: agent, by: office.boss)
    }
    await #expect(throws: UserFailure.notFound) { try await change([], of: Identifier(99), by: office.boss) }
    let supervisor = Bearer.user(agent, .supervisor, of: office.tenant)
    for _ in 1...2 {
      await #expect(throws: UserFailure.forbidden) { try await change([1], of: agent, by: supervisor) }
    }
    #expect(try await belongs() == [2, 4])
    try await change([3, 4], of: agent, by: office.boss)
    try await change([4, 3], of: agent, by: office.boss)
    #expect(try await belongs() == [3, 4])
    try await office.changeMembership(of: agent, to: [Identifier(1)], by: .commandLine, in: office.tenant)
    #expect(try await belongs() == [1])
    let told = try await office.audited()
    #expect(told.allSatisfy { $0.action == .changeUser && $0.subject == AuditReference(.user, agent) })
    #expect(told.map(\.outcome) == [.done, .refused, .done, .done] && told.last?.actor == .commandLine)
    try await office.removeUser(agent, by: office.boss, in: office.tenant)
    #expect(try await belongs() == [])
  }

  /// Thirty departments, one below the other five of them, and three people in each of thirty.
  @Test(arguments: [(1, 500), (1, 7), (30, 40)])
  func `a page of people is read in few questions, each with their departments`(above: Int, limit: Int) async throws {
    let questions = Questions()
    let office = try await Office(pause: { questions.count() })
    let number = try #require(PhoneNumber("+14155550101"))
    let departments = (1...30).map { index in
      Department(
        id: Identifier(UInt128(index)), name: "d", number: number, parent: index == 1 ? nil : Identifier(1))
    }
    let people = (0..<90).map { index in
      User(
        id: Identifier(UInt128(1000 + index * 10)), email: office.agent.email.numbered(index), name: "P", role: .agent,
        password: office.agent.password)
    }
    try await office.store.transaction(for: office.tenant) { scope throws(StoreFailure) in
      for department in departments { try await scope.save(department) }
      for (index, person) in people.enumerated() {
        try await scope.save(person)
        try await scope.save(Membership(of: person.id, in: departments[index % 30].id))
      }
      try await scope.save(Membership(of: office.admin.id, in: Identifier(UInt128(above))))
    }
    let boss = Bearer.user(office.admin.id, .supervisor, of: office.tenant)
    let expected = people.enumerated().filter { above == 1 || $0.offset % 30 == above - 1 }.map { $0.element.id }
    questions.reset()
    let read = ReadUsers(store: office.store, by: .readAgents)
    let page = try await read.page(for: boss, of: office.tenant, after: office.admin.id, limit: limit)
    #expect(page.users.map(\.id) == Array(expected.prefix(limit)))
    #expect(
      page.users.allSatisfy { seen in
        seen.departments == [departments[Int(seen.id.bits - 1000) / 10 % 30].id]
      })
    #expect((page.next == nil) == (limit >= expected.count))
    #expect(questions.asked <= 6, "\(questions.asked) questions")
  }

  @Test func `who sees nobody else sees themselves, and once`() async throws {
    let office = try await Office()
    let read = ReadUsers(store: office.store, by: .readAgentMetrics)
    let bearer = Bearer.user(office.agent.id, .agent, of: office.tenant)
    let page = try await read.page(for: bearer, of: office.tenant, after: nil, limit: 10)
    #expect(page.users.map(\.user.id) == [office.agent.id] && page.next == nil)
    #expect(try await read.page(for: bearer, of: office.tenant, after: office.agent.id, limit: 10).users.isEmpty)
  }

  @Test func `each of many people is shown with every department of theirs`() async throws {
    let office = try await Office()
    let people = try (1...40).map { number in
      User(
        id: Identifier(UInt128(0x1000 + number)), email: try #require(EmailAddress("p\(number)@one.example")),
        name: "P", role: .agent, password: PasswordVerifier(text: ""))
    }
    let departments: [Department.ID] = (1...30).map { Identifier(UInt128($0)) }
    let number = try #require(PhoneNumber("+14155550101"))
    try await office.store.transaction(for: office.tenant) { scope throws(StoreFailure) in
      for id in departments { try await scope.save(Department(id: id, name: "d", number: number)) }
      for user in people {
        try await scope.save(user)
        for id in departments { try await scope.save(Membership(of: user.id, in: id)) }
      }
    }
    // The thousandth membership is in the midst of the last person's.
    let page = try await ReadUsers(store: office.store).page(
      for: office.boss, of: office.tenant, after: office.agent.id, limit: 33)
    #expect(page.users.count == 33 && page.users.allSatisfy { $0.departments == departments })
    #expect(page.next == people[32].id)
  }
}

/// How often a store was asked.
private final class Questions: Sendable {
  private let number = Mutex(0)
  var asked: Int { number.withLock { $0 } }
  func count() { number.withLock { $0 += 1 } }
  func reset() { number.withLock { $0 = 0 } }
}

extension EmailAddress {
  fileprivate func numbered(_ number: Int) -> EmailAddress { EmailAddress("p\(number)-\(text)") ?? self }
}
