import PropertyTesting
import Testing

@Suite("Replay tokens")
struct TokenTests {
  /// A token of an exact case, of some length.
  static func exact(_ seed: UInt64 = 1) async throws -> ReplayToken {
    let property = Property("queue order", for: .array(of: Gen<UInt64>.any, count: 3...20)) { _ in try require(false) }
    return try #require(await check(property, RunSettings(seed: seed, maximumShrinkEvaluations: 0)).token)
  }

  @Test(arguments: ["vc1:6:ff:0", "vc1:6:ffffffffffffffff:731", "vc1:queue-order:0:0"])
  func `tokens of a seed are written as they are read`(_ text: String) {
    #expect(ReplayToken(text)?.description == text)
  }

  @Test func `tokens of an exact case are written as they are read`() async throws {
    for seed in UInt64(0)..<20 {
      let token = try await Self.exact(seed)
      #expect(ReplayToken(token.description) == token)
      #expect(ReplayToken(" \(token)\n") == token)
    }
  }

  @Test(arguments: ["", "hello", "vc1", "42", "v1:6:1:1", "replay vc1:6:1:1", "VC1:6:1:1", "vc:6:1:1"])
  func `a text that is no token is told where to find one`(_ text: String) {
    #expect(throws: ReplayToken.Problem.notAToken) { try ReplayToken.parse(text) }
    #expect(ReplayToken(text) == nil)
  }

  @Test(arguments: ["vc2:6:1:1", "vc2c:6:AAAA", "vc10:6:1:1", "vc1d:6:AAAA"])
  func `a token of another version is named as such`(_ text: String) {
    let version = String(text.prefix { $0 != ":" })
    #expect(throws: ReplayToken.Problem.otherVersion(version)) { try ReplayToken.parse(text) }
  }

  @Test(arguments: [
    "vc1:6:1", "vc1:6:xyz:0", "vc1:6:1:-1", "vc1::1:1", "vc1:6:01:1", "vc1:6:1:+1", "vc1:6:1:99999999999", "vc1c:6:",
    "vc1c:6:A", "vc1c:6:AA", "vc1c:6:AAAA", "vc1c:6:AA:0", "vc1:6:ff:1:1",
  ])
  func `a token with something missing or added is damaged`(_ text: String) {
    #expect(throws: ReplayToken.Problem.damaged) { try ReplayToken.parse(text) }
  }

  @Test func `every change of one character in an exact token is noticed`() async throws {
    let text = Array(try await Self.exact().description)
    var unnoticed = 0
    for place in text.indices.dropFirst(5) {
      for character in "ABcdz019-_:" where character != text[place] {
        var edited = text
        edited[place] = character
        if ReplayToken(String(edited)) != nil { unnoticed += 1 }
      }
    }
    #expect(unnoticed == 0)
  }

  @Test func `neighbours that changed places and a lost end are noticed`() async throws {
    let text = Array(try await Self.exact().description)
    for place in text.indices.dropFirst(5).dropLast() where text[place] != text[place + 1] {
      var edited = text
      edited.swapAt(place, place + 1)
      #expect(ReplayToken(String(edited)) == nil, "\(place)")
    }
    var lost = 0
    for count in 1..<(text.count - 16) where ReplayToken(String(text.dropLast(count))) != nil { lost += 1 }
    #expect(lost == 0)
  }

  @Test func `each problem says what to do`() {
    #expect("\(ReplayToken.Problem.notAToken)".contains("copy it from the line"))
    #expect("\(ReplayToken.Problem.otherVersion("vc2"))".contains("vc2"))
    #expect("\(ReplayToken.Problem.damaged)".contains("copy it again"))
  }
}
