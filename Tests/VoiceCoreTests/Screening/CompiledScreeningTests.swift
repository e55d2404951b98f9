import Testing
import VoiceCore

@Suite("Rules against spam")
struct CompiledScreeningTests {
  private static func number(_ text: String) throws -> PhoneNumber { try #require(PhoneNumber(text)) }

  private static func rule(
    _ id: UInt128, _ sign: SpamRule.Sign, _ action: SpamAction = .flag, weight: Int = 10, isActive: Bool = true
  ) -> SpamRule {
    SpamRule(id: Identifier(id), sign: sign, action: action, weight: weight, isActive: isActive)
  }

  private static func reasons(_ rules: [SpamRule], _ sample: ScreeningSample) -> [UInt128] {
    CompiledScreening(rules: rules).verdict(on: sample, by: SpamThresholds()).reasons.map(\.bits)
  }

  @Test func `exact numbers, prefixes and ranges find their callers`() throws {
    let rules = [
      Self.rule(1, .number(try Self.number("+15550100150"))),
      Self.rule(2, .prefix(try #require(NumberPrefix("+1555")))),
      Self.rule(3, .prefix(try #require(NumberPrefix("+1 (555) 0100")))),
      Self.rule(4, .prefix(try #require(NumberPrefix("+1")))),
      Self.rule(
        5, .range(try #require(NumberRange(try Self.number("+15550100100"), try Self.number("+15550100150"))))),
      Self.rule(
        6, .range(try #require(NumberRange(try Self.number("+15550100151"), try Self.number("+15550100199"))))),
      Self.rule(
        7, .range(try #require(NumberRange(try Self.number("+15550100000"), try Self.number("+15550100999"))))),
      Self.rule(8, .numberPattern(try SpamPattern("150$"))),
      Self.rule(9, .number(try Self.number("+15550100150")), isActive: false),
    ]
    let one = ScreeningSample(caller: .number(try Self.number("+15550100150")))
    #expect(Self.reasons(rules, one) == [1, 2, 3, 4, 5, 7, 8])
    let other = ScreeningSample(caller: .number(try Self.number("+15550100151")))
    #expect(Self.reasons(rules, other) == [2, 3, 4, 6, 7])
    #expect(Self.reasons(rules, ScreeningSample(caller: .number(try Self.number("+442079460958")))) == [])
    #expect(Self.reasons(rules, ScreeningSample(caller: .withheld)) == [])
  }

  @Test func `a phrase is found whole, once, in one utterance`() throws {
    let rules = [
      Self.rule(1, .keyword(try #require(Keyword("free cruise")))),
      Self.rule(2, .keyword(try #require(Keyword("free")))),
      Self.rule(3, .keyword(try #require(Keyword("free cruise tickets")))),
      Self.rule(4, .keyword(try #require(Keyword("FREE  cruise")))),
    ]
    func heard(_ texts: String...) -> [UInt128] { Self.reasons(rules, ScreeningSample(caller: .withheld, said: texts)) }
    #expect(heard("A free, cruise! free") == [1, 2, 4])
    #expect(heard("free", "cruise") == [2])
    #expect(heard("freecruise") == [])
    #expect(heard("my free cruise tickets") == [1, 2, 3, 4])
  }

  @Test func `scores add up to a hundred at most, and thresholds may be stricter than rules`() throws {
    let rules = [
      Self.rule(1, .keyword(try #require(Keyword("one"))), .allow, weight: 60),
      Self.rule(2, .keyword(try #require(Keyword("two"))), .flag, weight: 60),
    ]
    let screening = CompiledScreening(rules: rules)
    let thresholds = SpamThresholds(block: SpamScore(70))
    let one = screening.verdict(on: ScreeningSample(caller: .withheld, name: "one"), by: thresholds)
    #expect(one.action == .allow && one.score == SpamScore(60) && one.reasons.count == 1)
    let two = screening.verdict(hearing: "two and one", after: one, by: thresholds)
    #expect(two.action == .block && two.score == SpamScore(100) && two.reasons.count == 2)
    #expect(screening.verdict(hearing: "two", after: two, by: thresholds) == two)
  }

  @Test func `the allow-list beats every rule, also later on`() throws {
    let caller = try Self.number("+15550100150")
    let screening = CompiledScreening(
      rules: [
        Self.rule(1, .number(caller), .block), Self.rule(2, .keyword(try #require(Keyword("prize"))), .block),
      ], allowed: [caller])
    let verdict = screening.verdict(on: ScreeningSample(caller: .number(caller), name: "prize"), by: .standard)
    #expect(verdict.isAllowListed && verdict.action == .allow && verdict.reasons.isEmpty)
    #expect(screening.verdict(hearing: "prize", after: verdict, by: .standard) == verdict)
  }

  @Test func `callers who call often, or were reported, are found`() throws {
    let rules = [
      Self.rule(1, .repeatedCalls(try #require(RepeatedCalls(atLeast: 3, withinSeconds: 600)))),
      Self.rule(2, .reports(try #require(CallerReports(atLeast: 2)))),
    ]
    #expect(CompiledScreening(rules: rules).asksForHistory)
    func reasons(_ history: CallerHistory) -> [UInt128] {
      Self.reasons(rules, ScreeningSample(caller: .withheld, history: history))
    }
    #expect(reasons(CallerHistory(secondsAgo: [601, 600, 0])) == [])
    #expect(reasons(CallerHistory(secondsAgo: [600, 600, 0])) == [1])
    #expect(reasons(CallerHistory(reports: 2)) == [2])
  }

  @Test func `a pattern that an older version let through counts as not active, and is marked`() throws {
    let old = SpamPattern(stored: "(a")
    let rules = [Self.rule(1, .pattern(old)), Self.rule(2, .pattern(try SpamPattern("a")))]
    let screening = CompiledScreening(rules: rules)
    #expect(screening.unusable == [Identifier(1)])
    #expect(rules[0].fault == PatternFault(.unclosedGroup, at: 1))
    #expect(Self.reasons(rules, ScreeningSample(caller: .withheld, name: "(a)")) == [2])
  }

  @Test func `a caller's track remembers the latest calls only`() throws {
    var track = CallerTrack(of: try Self.number("+15550100150"))
    let start = Timestamp(microseconds: 0)
    #expect(track.isStale(at: start))
    for second in 0..<30 { track.note(callAt: start + .seconds(second)) }
    #expect(track.calls.count == CallerTrack.maximumCalls)
    #expect(track.history(at: start + .seconds(29)).secondsAgo.first == 19)
    #expect(!track.isStale(at: start + .seconds(86_429)))
    #expect(track.isStale(at: start + .seconds(86_430)))
    track.noteReport()
    #expect(!track.isStale(at: start + .seconds(86_430)))
  }

  @Test func `the shelf keeps the newest revision of the tenants who were asked about last`() async {
    let shelf = ScreeningShelf(maximumTenants: 2)
    let (old, new) = (CompiledScreening(rules: [], revision: 4), CompiledScreening(rules: [], revision: 5))
    for tenant in 1...2 { await shelf.keep(new, of: Identifier(UInt128(tenant))) }
    await shelf.keep(old, of: Identifier(1))
    #expect(await shelf.screening(of: Identifier(1)) === new)
    await shelf.keep(old, of: Identifier(3))
    #expect(await shelf.count == 2)
    #expect(await shelf.screening(of: Identifier(2)) == nil)
    #expect(await shelf.screening(of: Identifier(3)) === old)
  }

  @Test func `the shelf holds no more rules than it has room for, but the newest in any case`() async throws {
    let number = try #require(PhoneNumber("+15550100150"))
    let rules = (1...3).map { SpamRule(id: Identifier(UInt128($0)), sign: .number(number)) }
    let screening = CompiledScreening(rules: rules)
    let shelf = ScreeningShelf(maximumSize: 7)
    for tenant in 1...3 { await shelf.keep(screening, of: Identifier(UInt128(tenant))) }
    #expect(await shelf.count == 2)
    let narrow = ScreeningShelf(maximumSize: 1)
    await narrow.keep(screening, of: Identifier(1))
    #expect(await narrow.count == 1)
  }
}
