import PropertyTesting
import Testing

@Suite("Requirements")
struct RequirementTests {
  enum Refusal: Error { case busy, gone }

  private func message(_ body: () throws -> Void) -> String {
    do {
      try body()
      return "nothing was thrown"
    } catch {
      return (error as? RequirementFailure)?.message ?? "another error: \(error)"
    }
  }

  @Test func `short values stand in the message, long ones in the difference`() throws {
    #expect(message { try requireEqual(1, 2, "sum") } == "sum: 1 is not equal to 2")
    let long = Array(repeating: "word", count: 12)
    let failure = #expect(throws: RequirementFailure.self) { try requireEqual(long + ["x"], long) }
    #expect(failure?.message == "not equal: they differ in [12]")
    #expect(failure?.difference?.lines == [#"[12]: unexpected "x""#])
    #expect(failure?.fileID == "PropertyTestingTests/RequirementTests.swift")
    #expect(message { try requireNotEqual(1, 1) } == "both are 1")
  }

  @Test func `each verb says what it found`() {
    #expect(message { try require(1 > 2) } == "the requirement does not hold")
    #expect(message { try require(1 > 2, "order") } == "order")
    #expect(message { _ = try requireSome(Int?.none, "first") } == "first: there is no Int")
    #expect(message { try requireNil(3 as Int?) } == "3 is not nil")
    #expect(message { try requireContains([1, 2], 3) } == "[1, 2] does not contain 3")
    #expect(message { try requireContains("abc", "x") } == "\"abc\" does not contain \"x\"")
    #expect(message { try requireLess(3, 3) } == "3 is not less than 3")
    #expect(message { try requireAtMost(4, 3) } == "4 is more than 3")
    #expect(message { try requireAtLeast(2, 3) } == "2 is less than 3")
  }

  @Test func `what holds passes`() throws {
    try requireEqual("é", "e\u{301}")
    try requireNotEqual(1, 2)
    #expect(try requireSome(3 as Int?) == 3)
    try requireNil(nil as Int?)
    try requireContains([1, 2], 2)
    try requireContains("abc", "bc")
    try requireContains("abc", "")
    try requireLess(1, 2)
    try requireAtMost(2, 2)
    try requireAtLeast(2, 2)
  }

  @Test func `a number that is none is neither less nor more`() {
    #expect(message { try requireAtMost(.nan, 3.0) } == ".nan is more than 3.0")
  }

  @Test func `an expected error is handed on, another one is told`() async throws {
    #expect(try requireThrows(Refusal.self) { throw Refusal.gone } == .gone)
    #expect(message { try requireThrows(Refusal.self) { 3 } } == "no Refusal was thrown, but 3 came")
    #expect(
      message { try requireThrows(Refusal.self) { throw CancellationError() } }
        == "CancellationError() was thrown instead of Refusal")
    let later = try await requireThrows(Refusal.self) {
      await Task.yield()
      throw Refusal.busy
    }
    #expect(later == .busy)
  }

  @Test func `a discard within is a discard, a requirement within is itself`() {
    #expect(throws: Discard.self) { try requireThrows(Refusal.self) { throw Discard("none") } }
    #expect(message { try requireThrows(Refusal.self) { try require(false, "inner") } } == "inner")
  }
}
