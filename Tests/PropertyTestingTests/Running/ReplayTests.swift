import PropertyTesting
import Testing

@Suite("Replay")
struct ReplayTests {
  static let property = Property(7, "Lists are short", for: .array(of: Gen<Int>.any)) { list in
    try require(list.count < 3, "too long")
  }

  @Test func `the token of the shrunk case gives the same smallest case, whatever the seed`() async throws {
    let first = await check(Self.property, RunSettings(seed: 5))
    let token = try #require(first.token)
    let read = try #require(ReplayToken(token.description))
    let again = await check(Self.property, RunSettings(seed: 99, replay: read))
    #expect(again.counterexample?.value as? [Int] == [0, 0, 0])
    #expect(again.counterexample?.failure == first.counterexample?.failure)
    #expect(again.evaluations == 0)
    #expect(again.token == token)
  }

  @Test func `the token of the generated case finds the same failure alone`() async throws {
    let first = await check(Self.property, RunSettings(seed: 0xbeef))
    let token = try #require(first.counterexample?.generatedBy)
    #expect(token.description.hasPrefix("vc1:7:beef:"))
    let again = await check(Self.property, RunSettings(replay: ReplayToken(token.description)))
    #expect(again.token == first.token)
    #expect(again.cases == 1)
  }

  @Test func `a token stays readable across versions`() async {
    let report = await check(Self.property, RunSettings(seed: 5))
    #expect(report.token?.description == "vc1c:7:xNRAAQABAAEAAAxI")
    #expect(report.counterexample?.generatedBy?.description == "vc1:7:5:2")
  }

  @Test func `a token of an older generator is named as such and nothing runs`() async throws {
    let token = try #require(await check(Self.property).token)
    let narrower = Property(7, "Lists are short", for: .array(of: .int(0...9))) { _ in
      Issue.record("the body ran")
    }
    let longer = Property(7, "Lists are short", for: zip(.array(of: Gen<Int>.any), .bool)) { _ in
      Issue.record("the body ran")
    }
    for property in [narrower, longer] {
      let report = await check(property, RunSettings(replay: token))
      guard case .replayDoesNotFit(let reason) = report.outcome else {
        Issue.record("\(report.outcome)")
        return
      }
      #expect(reason.contains("does not fit the generator any more"))
      #expect(report.cases == 0 && !report.passed)
    }
  }

  @Test func `a token of another property is refused`() async {
    let report = await check(Self.property, RunSettings(replay: ReplayToken("vc1:8:1:1")))
    guard case .replayDoesNotFit = report.outcome else {
      Issue.record("\(report.outcome)")
      return
    }
  }

  @Test func `a property without a number is named by its title`() async {
    let property = Property("Callers: never, lost!", for: .just(1)) { _ in try require(false) }
    #expect(await check(property).token?.property == "callers-never-lost")
  }

  @Test func `any token of choices comes back as it was`() async {
    // Through a run: the case of many choices fails as found, and its token brings the same value back.
    let numbers = Gen<[UInt64]>.array(of: .any, count: 0...30)
    for seed in UInt64(0)..<50 {
      let property = Property("numbers", for: numbers) { _ in try require(false) }
      let found = await check(property, RunSettings(seed: seed, maximumShrinkEvaluations: 0))
      let again = await check(property, RunSettings(replay: found.token))
      #expect(again.counterexample?.value as? [UInt64] == found.counterexample?.value as? [UInt64])
    }
  }

  @Test func `a generated case that is discarded now is no pass`() async {
    let property = Property(7, "Odd", for: .just(1)) { _ in throw Discard("always") }
    let report = await check(property, RunSettings(replay: ReplayToken("vc1:7:1:0")))
    guard case .gaveUp(1) = report.outcome else {
      Issue.record("\(report.outcome)")
      return
    }
  }
}
