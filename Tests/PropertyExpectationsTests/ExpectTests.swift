import PropertyExpectations
import PropertyTesting
import Testing

@Suite("A law as a test")
struct ExpectTests {
  @Test func `a law that holds records nothing`() async {
    let report = await expect(Property("sum", for: Gen<Int>.int(0...9)) { try require($0 + 0 == $0) })
    #expect(report.passed)
  }

  @Test func `a falsified law records one issue`() async {
    await withKnownIssue {
      await expect(Property("false", for: Gen<Int>.int(0...9)) { try require($0 < 5) })
    } matching: { issue in
      "\(issue)".contains("falsified")
    }
  }
}
