import PropertyTesting
import Testing

@Suite("The difference of two values")
struct DifferenceTests {
  struct Caller: Equatable {
    var name: String
    var tries: [Int]
    var notes: [String: Int] = [:]
    var tags: Set<Int> = []
    var kind: Kind = .known(id: 1, since: 2)
  }
  enum Kind: Equatable { case known(id: Int, since: Int), withheld }
  struct Wide: Equatable {
    var callers: [Caller] = (0..<4).map { Caller(name: "caller \($0)", tries: [$0]) }
  }

  private func lines<Value>(_ actual: Value, _ expected: Value) -> [String] {
    Difference(actual: actual, expected: expected).lines
  }

  @Test func `short values stand under each other with a mark`() {
    #expect(lines([1, 2, 3], [1, 2, 4]) == ["actual:   [1, 2, 3]", "expected: [1, 2, 4]", "                 ^"])
  }

  @Test func `fields, elements, keys and cases are named by their way`() {
    var (actual, expected) = (Wide(), Wide())
    actual.callers[1].name = "caller x"
    actual.callers[2].kind = .known(id: 1, since: 3)
    actual.callers[3].kind = .withheld
    actual.callers[0].notes = ["a": 1, "b": 2]
    expected.callers[0].notes = ["a": 2, "c": 2]
    actual.callers[0].tags = [10]
    expected.callers[0].tags = [9]
    #expect(
      lines(actual, expected) == [
        #".callers[0].notes["a"]:"#, "  actual:   1", "  expected: 2", "            ^",
        #".callers[0].notes["b"]: unexpected 2"#, #".callers[0].notes["c"]: missing 2"#,
        ".callers[0].tags:", "  missing 9", "  unexpected 10",
        ".callers[1].name:", #"  actual:   "caller x""#, #"  expected: "caller 1""#, "                    ^",
        "  from scalar 7 on U+0078 instead of U+0031",
        ".callers[2].kind.known.since:", "  actual:   3", "  expected: 2", "            ^",
        ".callers[3].kind:", "  actual:   .withheld", "  expected: .known(id: 1, since: 2)", "             ^",
      ])
    #expect(
      Difference(actual: actual, expected: expected).summary
        == #"they differ in .callers[0].notes["a"] and 6 more places"#)
  }

  @Test func `missing and unexpected elements are aligned`() {
    let expected = (0..<40).map { $0 * 1_000 }
    var actual = expected
    actual.remove(at: 5)
    #expect(lines(actual, expected) == ["[5]: missing 5000"])
    actual.insert(7, at: 20)
    actual.insert(8, at: 20)
    #expect(lines(actual, expected) == ["[5]: missing 5000", "[20]: unexpected 8", "[21]: unexpected 7"])
    #expect(lines(expected, Array(expected.dropLast())) == ["[39]: unexpected 39000"])
  }

  @Test func `another order is called so`() {
    let expected = (0..<40).map { $0 * 1_000 }
    #expect(
      lines(expected.reversed() as [Int], expected).first == "the same 40 elements in another order, from [0] on")
  }

  @Test func `texts differ at a scalar`() {
    #expect(
      lines("the quick brown fox jumps", "the quick brown fix jumps") == [
        #"actual:   "the quick brown fox jumps""#, #"expected: "the quick brown fix jumps""#,
        "                            ^",
        "from scalar 17 on U+006F U+0078 U+0020 U+006A U+0075 U+006D … instead of U+0069 U+0078 U+0020 U+006A U+0075 U+006D …",
      ])
  }

  @Test func `of long texts the pieces around are shown`() {
    let start = String(repeating: "0123456789", count: 10)
    #expect(
      lines(start + "ab" + start, start + "b" + start) == [
        #"actual:   …"4567890123456789ab01234567890123"…"#, #"expected: …"4567890123456789b012345678901234"…"#,
        "                            ^",
        "from scalar 100 on U+0061 U+0062 U+0030 U+0031 U+0032 U+0033 … instead of "
          + "U+0062 U+0030 U+0031 U+0032 U+0033 U+0034 …; 202 scalars instead of 201",
      ])
    #expect(
      lines(start + "b", start).last == "from scalar 100 on U+0062 instead of the end; 101 scalars instead of 100")
  }

  @Test func `texts that are only canonically equal are told apart`() {
    #expect(
      lines("e\u{301}", "é").last
        == "canonically equal, of other scalars: from scalar 0 on U+0065 U+0301 instead of U+00E9; 2 scalars instead of 1"
    )
  }

  @Test func `long texts differ by lines`() {
    let expected = (0..<30).map { "line \($0)" }
    var actual = expected
    actual[10] = "changed"
    actual.remove(at: 20)
    #expect(
      lines(actual.joined(separator: "\n"), expected.joined(separator: "\n")) == [
        "lines: - expected, + actual", "… 8 equal lines", #"  "line 8""#, #"  "line 9""#, #"- "line 10""#,
        #"+ "changed""#, #"  "line 11""#, #"  "line 12""#, "… 5 equal lines", #"  "line 18""#, #"  "line 19""#,
        #"- "line 20""#, #"  "line 21""#, #"  "line 22""#, "… 7 equal lines",
      ])
  }

  @Test func `values that print alike are said to`() {
    #expect(lines(Double.nan, .nan).last == "both print alike, and yet they are not equal")
  }

  @Test func `a difference is bounded`() {
    let found = lines(Array(0..<5_000), Array(100_000..<105_000))
    #expect(found.count == Difference.lineLimit + 1)
    #expect(found.last?.hasSuffix("more lines of difference") == true)
  }

  @Test func `no two unequal lists are without a difference, and it names true places`() async {
    let lists = Gen<[Int]>.array(of: .int(0...3), count: 0...30)
    let property = Property("places", for: zip(lists, lists)) { actual, expected in
      guard actual != expected else { throw Discard("equal") }
      for line in Difference(actual: actual, expected: expected).lines where line.contains(": missing ") {
        let place = try requireSome(Int(line.dropFirst().prefix { $0 != "]" }))
        try requireEqual("\(expected[place])", String(line.split(separator: " ").last ?? ""))
      }
      try require(!Difference(actual: actual, expected: expected).lines.isEmpty)
    }
    let report = await check(property, RunSettings(cases: 500))
    #expect(report.passed, "\(report.text())")
  }
}
