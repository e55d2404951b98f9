import PropertyTesting
import Testing

@Suite("Cases made smaller by asking elsewhere")
struct SmallerCaseTests {
  /// The law whose body can't run here: it would end this process.
  private static let deadly = Property(6, "Lists", for: .array(of: .int(0...1_000))) { _ in
    Issue.record("the body ran here")
  }
  /// The same cases, judged by a body that throws where the other would trap.
  private static let mild = Property(6, "Lists", for: .array(of: .int(0...1_000))) { list in
    try require(list.reduce(0, +) < 1_500)
  }

  private static func found() async throws -> (byChance: ReplayToken, smallest: Counterexample) {
    let found = try #require(await check(mild, RunSettings(seed: 3)).counterexample)
    return (try #require(found.generatedBy), found)
  }

  private static func fails(_ token: ReplayToken) async -> Bool {
    !(await check(mild, RunSettings(replay: token, maximumShrinkEvaluations: 0)).passed)
  }

  @Test func `the case ends as small as it would here, and is named by its token`() async throws {
    let (token, smallest) = try await Self.found()
    let smaller = try #require(await Self.deadly.smaller(than: token, evaluations: 500) { await Self.fails($0) })
    #expect(smaller.text == smallest.text && smaller.token == smallest.token)
    #expect(smaller.evaluations > 2 && !smaller.isFlaky)
    let again = await Self.deadly.smaller(than: smaller.token, evaluations: 500) { await Self.fails($0) }
    #expect(again?.token == smaller.token)
  }

  @Test func `it is asked no more often than allowed, and the answer fails`() async throws {
    let (token, _) = try await Self.found()
    for budget in [1, 2, 7, 40] {
      let asked = Tries()
      let smaller = await Self.deadly.smaller(than: token, evaluations: budget) { token in
        asked.add(1)
        return await Self.fails(token)
      }
      #expect(asked.sum <= budget && smaller?.evaluations == asked.sum)
      #expect(await Self.fails(try #require(smaller?.token)))
    }
  }

  @Test func `when time is up the smallest so far is kept`() async throws {
    let (token, smallest) = try await Self.found()
    let asked = Tries()
    let smaller = await Self.deadly.smaller(than: token, evaluations: 500) { token in
      asked.add(1)
      return asked.sum > 5 ? nil : await Self.fails(token)
    }
    #expect(asked.sum == 6 && smaller?.isFlaky == false)
    #expect(smaller?.token != smallest.token)
    #expect(await Self.fails(try #require(smaller?.token)))
  }

  @Test func `a token that doesn't fit, and a case that holds, give none`() async throws {
    let (token, smallest) = try await Self.found()
    #expect(await Self.deadly.smaller(than: token, evaluations: 9) { _ in false } == nil)
    let other = try #require(ReplayToken("vc1:7:3:1"))
    #expect(await Self.deadly.smaller(than: other, evaluations: 9) { _ in true } == nil)
    let narrower = Property(6, "Lists", for: .int(0...9)) { _ in }
    #expect(await narrower.smaller(than: try #require(smallest.token), evaluations: 9) { _ in true } == nil)
  }

  @Test func `a case that fails by chance is told as such`() async throws {
    let (token, _) = try await Self.found()
    let asked = Tries()
    let smaller = await Self.deadly.smaller(than: token, evaluations: 500) { _ in
      asked.add(1)
      return asked.sum == 1
    }
    #expect(smaller?.isFlaky == true)
  }
}
