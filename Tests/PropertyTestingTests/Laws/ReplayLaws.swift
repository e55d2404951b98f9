import PropertyTesting
import Testing

@Suite("Laws of replay")
struct ReplayLaws {
  @Test func `both tokens of a failure bring the same case back, through their text`() async {
    let law = Property("exact", for: zip(.situation, Gen<UInt64>.any)) { situation, otherSeed in
      let first = await situation.report()
      guard let thing = first.thing, let failing = first.counterexample else { return }
      for (token, isExact) in [(failing.token, true), (failing.generatedBy, false)] {
        let written = try requireSome(token).description
        let read = try ReplayToken.parse(written)
        try requireEqual(read, try requireSome(token))
        try requireEqual(read.description, written)
        var settings = situation.settings(shrinking: 300)
        (settings.replay, settings.seed) = (read, otherSeed)
        let seen = Seen<Thing>()
        let again = await check(situation.property { seen.add($0) }, settings)
        try requireEqual(again.thing?.text, thing.text)
        try requireEqual(again.counterexample?.failure, failing.failure)
        try requireEqual(again.token, failing.token)
        if isExact { try requireEqual(seen.values, [thing], "what the body saw") }
      }
    }
    await expectLaw(law, cases: 300)
  }

  @Test func `a case as found comes back by its exact token`() async {
    let law = Property("as found", for: Gen<Situation>.situation) { situation in
      let found = await situation.report(shrinking: 0)
      guard let thing = found.thing else { return }
      var settings = situation.settings(shrinking: 0)
      settings.replay = found.token
      let again = await check(situation.property(), settings)
      try requireEqual(again.thing?.text, thing.text)
      try requireEqual(again.token, found.token)
    }
    await expectLaw(law, cases: 300)
  }

  @Test func `no edit of one character of an exact token is read as another case`() async {
    let characters = Array("ABZaz059-_:%é ")
    let edit = zip(Gen<Situation>.situation, .int(0...2), .int(0...10_000), .element(of: characters))
    let refused = Seen<Int>()
    let law = Property("edits", for: edit) { situation, kind, place, character in
      guard let token = await situation.report(shrinking: place % 2).token else { return }
      var text = Array(token.description)
      switch kind {
      case 0: text[place % text.count] = character
      case 1: text.insert(character, at: place % (text.count + 1))
      default: text.remove(at: place % text.count)
      }
      let edited = String(text)
      // White space around a token does not matter, and some edits change nothing.
      guard let read = ReplayToken(edited) else {
        refused.add(1)
        return
      }
      try requireEqual(read, token)
    }
    await expectLaw(law, cases: 1_500)
    #expect(refused.values.count > 500)
  }

  @Test func `a token cut short or with parts added is refused`() async {
    let law = Property("cut", for: zip(.situation, .int(1...20), .element(of: [":", ":0", ":A:", "=="]))) {
      situation, cut, more in
      guard let failing = await situation.report().counterexample else { return }
      for token in [failing.token, failing.generatedBy] {
        let text = try requireSome(token).description
        try requireNil(ReplayToken(text + more))
        let parts = text.split(separator: ":").count
        // The numbers of a token for hand are cut to other numbers; without its last part it is none.
        let end = parts == 4 ? text.lastIndex(of: ":") : text.index(text.endIndex, offsetBy: -min(cut, text.count))
        try requireNil(ReplayToken(String(text[..<(end ?? text.startIndex)])))
      }
    }
    await expectLaw(law, cases: 300)
  }

  @Test func `a token of another property or another version runs nothing`() async {
    let law = Property("others", for: Gen<Situation>.situation) { situation in
      guard let failing = await situation.report().counterexample else { return }
      for token in [failing.token, failing.generatedBy] {
        let token = try requireSome(token)
        let seen = Seen<Int>()
        let other = Property("another situation", for: situation.recipe.generator) { _ in seen.add(1) }
        let report = await check(other, RunSettings(replay: token, caseLimit: nil))
        guard case .replayDoesNotFit(let reason) = report.outcome else { throw Misread.anotherCase }
        try requireContains(reason, "for property situation")
        try require(!report.passed && seen.values.isEmpty)
        let newer = token.description.replacingFirst("vc1", with: "vc2")
        try requireThrows(ReplayToken.Problem.self) { try ReplayToken.parse(newer) }
      }
    }
    await expectLaw(law, cases: 200)
  }

  @Test func `on another generator an exact token fits with a case of that generator, or runs nothing`() async {
    let refused = Seen<Int>()
    let law = Property("changed", for: zip(.situation, .recipe)) { situation, other in
      guard let token = await situation.report(shrinking: 0).token else { return }
      let seen = Seen<Thing>()
      let property = Property("situation", for: other.generator) { seen.add($0) }
      let report = await check(property, RunSettings(replay: token, caseLimit: nil))
      if case .replayDoesNotFit = report.outcome {
        refused.add(1)
        try require(seen.values.isEmpty && !report.passed)
      } else {
        for thing in seen.values { try require(other.allows(thing)) }
        // Whatever ran is what the token says, not something padded or clamped.
        let failing = Property("situation", for: other.generator) { _ in throw FirstBug() }
        let ran = await check(failing, RunSettings(replay: token, caseLimit: nil))
        try requireEqual(ran.token, token)
      }
    }
    await expectLaw(law, cases: 400)
    #expect(refused.values.count > 150)
  }

  @Test func `a token fits no other range, even where its number lies in both`() async {
    let law = Property("ranges", for: zip(.int(-50...0), .int(1...50), .int(1...9), Gen<UInt64>.any)) {
      low, high, wider, seed in
      func property(_ range: ClosedRange<Int>) -> Property {
        Property("range", for: zip(.int(range), .bool)) { _ in throw FirstBug() }
      }
      let settings = RunSettings(seed: seed, caseLimit: nil)
      var replaying = settings
      replaying.replay = await check(property(low...high), settings).token
      for range in [low...(high + wider), (low - wider)...high] {
        let report = await check(property(range), replaying)
        guard case .replayDoesNotFit = report.outcome else {
          throw RequirementFailure("it fits \(range)", fileID: #fileID, line: #line)
        }
      }
    }
    await expectLaw(law, cases: 100)
  }

  @Test func `choices that are missing or too many at the end are never made up`() async {
    // The same choices for a longer and for a shorter list.
    let law = Property("padding", for: zip(.int(1...5), .int(1...5), Gen<UInt64>.any)) { made, asked, seed in
      func property(_ count: Int) -> Property {
        Property("fixed", for: Gen<[Int]>.array(of: .int(0...9), count: count)) { _ in throw FirstBug() }
      }
      let settings = RunSettings(seed: seed, maximumShrinkEvaluations: 0, caseLimit: nil)
      var replaying = settings
      replaying.replay = await check(property(made), settings).token
      let report = await check(property(asked), replaying)
      try requireEqual(report.counterexample != nil, made == asked)
    }
    await expectLaw(law, cases: 200)
  }

  private enum Misread: Error { case anotherCase }
}

extension String {
  fileprivate func replacingFirst(_ part: String, with other: String) -> String {
    hasPrefix(part) ? other + dropFirst(part.count) : self
  }
}
