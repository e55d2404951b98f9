import MemoryStore
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
    let change = ChangeMembership(store: office.store)
    func belongs() async throws -> [UInt128] {
      try await office.store.read(for: office.tenant) { scope throws(StoreFailure) in
        try await scope.departments(of: office.agent.id)
      }.map(\.bits)
    }
    try await change(of: office.agent.id, to: [Identifier(2), Identifier(4)], by: office.boss, in: office.tenant)
    #expect(try await belongs() == [2, 4])
    await #expect(throws: UserFailure.notFound) {
      try await change(of: office.agent.id, to: [Identifier(3), Identifier(9)], by: office.boss, in: office.tenant)
    }
    await #expect(throws: UserFailure.notFound) {
      try await change(of: Identifier(99), to: [], by: office.boss, in: office.tenant)
    }
    await #expect(throws: UserFailure.forbidden) {
      try await change(
        of: office.agent.id, to: [Identifier(1)], by: .user(office.agent.id, .supervisor, of: office.tenant),
        in: office.tenant)
    }
    #expect(try await belongs() == [2, 4])
    try await change(of: office.agent.id, to: [Identifier(3), Identifier(4)], by: office.boss, in: office.tenant)
    #expect(try await belongs() == [3, 4])
    try await office.removeUser(office.agent.id, by: office.boss, in: office.tenant)
    #expect(try await belongs() == [])
  }
}
