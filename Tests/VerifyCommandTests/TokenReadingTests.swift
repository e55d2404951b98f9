import PropertyTesting
import Testing
import VerifyCommand

@Suite("Reading a replay token")
struct TokenReadingTests {
  @Test func `both forms are read`() async throws {
    let generated = try #require(ReplayToken("vc1:6:1f:12"))
    #expect(TokenReading("vc1:6:1f:12", properties: ["6"]) == .token(generated))
    let exact = try #require(await Sample.exactToken(6))
    #expect(TokenReading("\(exact)", properties: ["6"]) == .token(exact))
  }

  @Test func `an exact token of another property names it`() async throws {
    let exact = try #require(await Sample.exactToken(7))
    guard case .wrong(let reason) = TokenReading("\(exact)", properties: ["1", "6"]) else {
      Issue.record("it was read")
      return
    }
    #expect(reason == "the token is for property '7', and there are 1, 6")
  }

  @Test(arguments: [
    "vc1:\(long):1:0", "vc1:6:\(long)x:0", "vc1:6:1:\(long)x", "vc9\(long):6:AA", "vc1c:\(long):AAEC3O", long,
  ])
  func `what is huge is told in short`(_ text: String) {
    guard case .wrong(let reason) = TokenReading(text, properties: ["6"]) else {
      Issue.record("it was read")
      return
    }
    #expect(reason.utf8.count < 300, "\(reason.prefix(300))")
  }

  private static let long = String(repeating: "9", count: 100_000)

  @Test(arguments: [
    ("", "empty"), ("hello", "no replay token"), ("vc1:6:1f", "3 parts instead of 4"),
    ("vc1c:6", "2 parts instead of 3"),
    ("vc9x:6:AA", "another version (vc9x)"), ("vc1:6:xyz:0", "seed 'xyz'"), ("vc1:6:1f:-1", "case '-1'"),
    ("vc1::1f:0", "names no property"), ("vc1c:6:AA$A", "'$' in them"), ("vc1c:6:AAEC=", "'=' in them"),
    ("vc1c:6:A", "don't decode"), ("vc1c:6:", "don't decode"), ("vc1c:6:AA EC", "spaces"),
    ("vc1:7:1:0", "property '7'"),
  ])
  func `what is wrong with one is said precisely`(_ text: String, _ words: String) {
    guard case .wrong(let reason) = TokenReading(text, properties: ["6"]) else {
      Issue.record("'\(text)' was read")
      return
    }
    #expect(reason.contains(words), "\(reason)")
  }
}
