import Testing
import VoiceCore

@Suite("The key menu")
struct KeyMenuTests {
  private func brief(entries: Int = 2, departments: Int = 1) throws -> ReceptionistBrief {
    let number = try #require(PhoneNumber("+15550100300"))
    return ReceptionistBrief(
      company: "Acme", language: .english,
      knowledge: (0..<entries).map {
        KnowledgeEntry(id: Identifier(UInt128($0)), question: "q\($0)", answer: "a\($0)", priority: $0)
      },
      departments: (0..<departments).map { Department(id: Identifier(UInt128($0)), name: "d\($0)", number: number) })
  }

  @Test func `the most important entry has key 1, departments follow, 0 is a person`() throws {
    let menu = KeyMenu(try brief())
    guard case .entry(let first)? = menu.choice(for: try key("1")) else {
      return #expect(Bool(false), "no entry at key 1")
    }
    #expect(first.question == "q1")
    guard case .department? = menu.choice(for: try key("3")) else {
      return #expect(Bool(false), "no department at key 3")
    }
    #expect(menu.choice(for: try key("0")) == .person)
    #expect(menu.choice(for: try key("*")) == .again)
  }

  @Test(arguments: ["4", "9", "#", "A"]) func `a key that stands for nothing has no choice`(sign: Character) throws {
    #expect(KeyMenu(try brief()).choice(for: try key(sign)) == nil)
  }

  @Test func `no more than nine choices are offered`() throws {
    #expect(KeyMenu(try brief(entries: 12, departments: 3)).offers.count == 9)
  }

  @Test func `what isn't active isn't offered`() {
    let silent = KnowledgeEntry(id: Identifier(1), question: "secret", answer: "never", isActive: false)
    let brief = ReceptionistBrief(company: "Acme", language: .english, knowledge: [silent], departments: [])
    #expect(KeyMenu(brief).offers.isEmpty)
  }

  private func key(_ sign: Character) throws -> DialKey { try #require(DialKey(sign)) }
}
