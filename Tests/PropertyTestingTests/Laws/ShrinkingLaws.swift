import PropertyTesting
import Testing

@Suite("Laws of shrinking")
struct ShrinkingLaws {
  @Test func `a shrunk case fails as the found one did, keeps the rules, and is never larger`() async {
    let shrunk = Seen<Int>()
    let law = Property("sound", for: Gen<Situation>.situation) { situation in
      let found = await situation.report(shrinking: 0)
      let small = await situation.report()
      try requireEqual(small.thing == nil, found.thing == nil, "found with and without shrinking")
      guard let (first, last) = small.counterexample.flatMap({ last in found.counterexample.map { ($0, last) } }) else {
        return
      }
      let (before, after) = (try requireSome(found.thing), try requireSome(small.thing))
      try requireEqual(last.failure.origin, first.failure.origin)
      try requireEqual(situation.demand.bug(in: before), first.failure.origin.type, "as found")
      try requireEqual(situation.demand.bug(in: after), last.failure.origin.type, "as shrunk")
      try require(situation.recipe.allows(after), "the generator cannot make \(after.text)")
      let (large, little) = (
        try requireSome(RecordedChoices(first.token)), try requireSome(RecordedChoices(last.token))
      )
      try require(!little.isLarger(than: large), "\(little) after \(large)")
      try requireEqual(last.generatedBy, first.generatedBy)
      if little != large { shrunk.add(1) }
    }
    await expectLaw(law, cases: 400)
    #expect(shrunk.values.count > 100)
  }

  @Test func `whatever the body sees, while generating and while shrinking, keeps the generator's rules`() async {
    let law = Property("in range", for: Gen<Situation>.situation) { situation in
      let strangers = Seen<String>()
      let property = situation.property { if !situation.recipe.allows($0) { strangers.add($0.text) } }
      _ = await check(property, situation.settings(shrinking: 300))
      try requireEqual(strangers.values.first, nil)
    }
    await expectLaw(law, cases: 400)
  }

  @Test func `what never holds shrinks to the plain value of its generator`() async {
    let told = Seen<Int>()
    let law = Property("plainest", for: zip(.recipe, Gen<UInt64>.any(in: 0...1_000))) { recipe, seed in
      let report = await Situation(recipe: recipe, demand: .never, seed: seed).report()
      guard let thing = report.thing, let plainest = recipe.plainest else { return }
      let choices = try requireSome(RecordedChoices(report.token)).ranks.count
      // A later alternative may be met that takes fewer choices, and is simpler then.
      if choices < plainest.choices { return }
      try requireEqual(thing.text, plainest.thing.text)
      try requireEqual(choices, plainest.choices)
      told.add(1)
    }
    await expectLaw(law, cases: 400)
    #expect(told.values.count > 200)
  }

  @Test func `the body runs once to confirm the failure and then as often as told, within the budget`() async {
    let law = Property("budget", for: zip(.situation, .int(0...60))) { situation, budget in
      let thing = Seen<Thing>()
      let property = situation.property { thing.add($0) }
      let report = await check(property, situation.settings(shrinking: budget))
      guard report.thing != nil else { return }
      try requireAtMost(report.evaluations, budget)
      try requireEqual(thing.values.count, report.cases + 1 + report.evaluations)
    }
    await expectLaw(law, cases: 300)
  }

  @Test func `a greater budget never gives a larger case, and none once shrinking has ended by itself`() async {
    let law = Property("more budget", for: zip(.situation, .int(0...150), .int(0...150))) { situation, budget, more in
      let less = await situation.report(shrinking: budget)
      let rest = await situation.report(shrinking: budget + more)
      guard let some = RecordedChoices(less.token), let best = RecordedChoices(rest.token) else { return }
      try require(!best.isLarger(than: some), "\(best) after \(some)")
      // Candidates followed without being judged have a bound as well, which small budgets may meet first.
      if less.evaluations < budget, budget > 100 { try requireEqual(best, some, "ended after \(less.evaluations)") }
    }
    await expectLaw(law, cases: 200)
  }

  @Test func `the smallest case so far never grows, and the last told is the token's`() async {
    let law = Property("progress", for: Gen<Situation>.situation) { situation in
      let sizes = Seen<Int>()
      var settings = situation.settings(shrinking: 300)
      settings.progressInterval = 1
      settings.progress = { if let size = $0.bestSize { sizes.add(size) } }
      let report = await check(situation.property(), settings)
      guard let choices = RecordedChoices(report.token) else { return }
      let all = sizes.values
      for (before, after) in zip(all, all.dropFirst()) { try requireAtMost(after, before) }
      try requireAtMost(choices.ranks.count, all.last ?? .max)
    }
    await expectLaw(law, cases: 200)
  }
}
