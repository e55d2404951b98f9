import Testing
import VoiceCore

@Suite("The departments' tree")
struct DepartmentTreeTests {
  private let number: PhoneNumber

  init() throws { number = try #require(PhoneNumber("+14155550100")) }

  private func department(_ id: Int, under parent: Int? = nil) -> Department {
    Department(
      id: Identifier(UInt128(id)), name: "d\(id)", number: number, parent: parent.map { Identifier(UInt128($0)) })
  }

  private func ids(_ numbers: Int...) -> [Department.ID] { numbers.map { Identifier(UInt128($0)) } }

  @Test func `those above see those below and nobody else`() {
    let tree = DepartmentTree([
      department(1), department(2, under: 1), department(3, under: 2), department(4, under: 1),
    ])
    #expect(tree.above(Identifier(3)) == ids(2, 1))
    #expect(tree.within(Identifier(1)) == ids(1, 2, 3, 4))
    #expect(tree.within(ids(2, 4)) == ids(2, 3, 4))
    #expect(tree.sees(Identifier(1), Identifier(3)) && tree.sees(Identifier(3), Identifier(3)))
    #expect(!tree.sees(Identifier(3), Identifier(1)) && !tree.sees(Identifier(2), Identifier(4)))
  }

  @Test func `a department above itself is refused with the field's name`() {
    let tree = DepartmentTree([department(1), department(2, under: 1), department(3, under: 2)])
    #expect(throws: RefusedSetting("parent", .ownParent)) { try tree.accept(department(1, under: 1)) }
    #expect(throws: RefusedSetting("parent", .parentLoop)) { try tree.accept(department(1, under: 3)) }
    #expect(throws: RefusedSetting("parent", .unknown)) { try tree.accept(department(1, under: 9)) }
    #expect(throws: Never.self) { try tree.accept(department(3, under: 1)) }
  }

  @Test func `a tree that would be too deep is refused, counting what hangs below`() {
    let chain = (1...8).map { department($0, under: $0 > 1 ? $0 - 1 : nil) }
    let tree = DepartmentTree(chain + [department(20), department(21, under: 20)])
    #expect(throws: RefusedSetting("parent", .tooMany(8))) { try tree.accept(department(9, under: 8)) }
    #expect(throws: RefusedSetting("parent", .tooMany(8))) { try tree.accept(department(20, under: 7)) }
    #expect(throws: Never.self) { try tree.accept(department(20, under: 6)) }
  }

  @Test func `a loop that is stored all the same ends every walk`() {
    let tree = DepartmentTree([department(1, under: 2), department(2, under: 1)])
    #expect(tree.above(Identifier(1)) == ids(2))
    #expect(tree.within(Identifier(1)) == ids(1, 2))
  }
}
