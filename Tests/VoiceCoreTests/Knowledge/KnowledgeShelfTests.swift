import Testing
import VoiceCore

@Suite("The shelf of indexes")
struct KnowledgeShelfTests {
  private func entries(_ answer: String, count: Int = 1) -> [KnowledgeEntry] {
    (1...count).map { KnowledgeEntry(id: Identifier(UInt128($0)), question: "When?", answer: answer) }
  }

  @Test func `the same entries share an index, and changed ones have another`() async {
    let shelf = KnowledgeShelf()
    for answer in ["At nine.", "At ten.", "At nine."] {
      #expect(await shelf.index(of: entries(answer)).entries == entries(answer))
    }
    #expect(await shelf.count == 2)
  }

  @Test func `the shelf stays within its bounds, and what was used last stays`() async {
    let shelf = KnowledgeShelf(maximumIndexes: 3, maximumEntries: 10)
    for number in 1...9 { _ = await shelf.index(of: entries("\(number)")) }
    #expect(await shelf.count == 3)
    _ = await shelf.index(of: entries("long", count: 9))
    #expect(await shelf.count == 2)
    _ = await shelf.index(of: entries("longer", count: 50))
    #expect(await shelf.count == 1)
  }
}
