import PropertyTesting
import Testing

@Suite("What of a case doesn't matter")
struct ExplanationTests {
  private struct Order: Sendable {
    let customer: String
    let amount: Int
    let tags: [Int]
    let isUrgent: Bool
  }

  private static let orders = gen { source in
    Order(
      customer: try source.draw(.string(alphabet: "abc", count: 1...5)), amount: try source.draw(.int(0...1_000)),
      tags: try source.draw(.array(of: .int(0...9), count: 0...3)), isUrgent: try source.draw(.bool))
  }

  private static func free(_ law: @escaping @Sendable (Order) -> Bool) async -> [String]? {
    let property = Property("orders", for: orders) { try require(law($0)) }
    return await check(property, RunSettings(cases: 1_000, maximumExplanations: 200)).counterexample?.freeParts
  }

  @Test func `fields that don't matter are named, those that do are not`() async {
    #expect(await Self.free { $0.amount < 500 } == [".customer", ".tags", ".isUrgent"])
    #expect(await Self.free { $0.customer.count < 3 || !$0.isUrgent } == [".tags", ".amount"])
    #expect(await Self.free { !$0.tags.contains(7) || $0.amount < 10 || $0.customer.first != "b" } == [".isUrgent"])
    #expect(await Self.free { _ in false } == [""])
  }

  @Test func `the report says so, once, and only when asked`() async {
    let property = Property("orders", for: Self.orders) { try require($0.amount < 500) }
    let words = "\n  with whatever else in its place it fails as well: .customer, .tags, .isUrgent\n"
    let asked = await check(property, RunSettings(maximumExplanations: 200))
    #expect(asked.text().contains(words))
    #expect(ReportCollection("run", [ReportEntry(asked, group: "g")]).html().contains(".customer, .tags, .isUrgent"))
    #expect(await !check(property).text().contains("whatever"))
  }

  @Test func `an element and the schedule are told by their way`() async {
    let lists = Property("lists", for: .array(of: .int(0...100), count: 3)) { try require($0[1] < 40) }
    let found = await check(lists, RunSettings(maximumExplanations: 200)).counterexample
    #expect(found?.freeParts == ["[0]", "[2]"])
    let calm = Property("calm", simulating: .int(0...9)) { world, number in
      await world.pause(at: "here")
      try require(number < 5)
    }
    let always = await check(calm, RunSettings(maximumExplanations: 200)).counterexample
    #expect(always?.freeParts == [".schedule"])
  }

  @Test func `the body runs no more often than allowed, and the case is the same`() async {
    for budget in [0, 1, 7, 40] {
      let runs = Tries()
      let property = Property("orders", for: Self.orders) { order in
        runs.add(1)
        try require(order.amount < 500)
      }
      let plain = await check(property, RunSettings(maximumOthers: 0))
      let before = runs.sum
      let asked = await check(property, RunSettings(maximumExplanations: budget, maximumOthers: 0))
      #expect(runs.sum - before <= before + budget)
      #expect(asked.counterexample?.text == plain.counterexample?.text && asked.token == plain.token)
    }
  }
}
