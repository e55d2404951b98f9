import Testing
import VoiceCore

@Suite("A service that is down")
struct CircuitBreakerTests {
  private let rule = CircuitBreaker.Rule(threshold: 2, openTime: .seconds(30), probeTime: .seconds(10))
  private func at(_ seconds: Int64) -> Timestamp { Timestamp(microseconds: seconds * 1_000_000) }

  /// The right to ask in that second.
  private func permit(from breaker: inout CircuitBreaker, _ second: Int64) throws -> CircuitBreaker.Permit {
    let permit = breaker.admit(at: at(second))
    return try #require(permit)
  }

  /// Whether somebody passes in that second, and as the probe.
  private func isProbe(_ breaker: inout CircuitBreaker, _ second: Int64) -> Bool? {
    breaker.admit(at: at(second))?.isProbe
  }

  /// A breaker that has just opened, at second 0.
  private func opened() throws -> CircuitBreaker {
    var breaker = CircuitBreaker(rule)
    for _ in 0..<2 { breaker.failed(try permit(from: &breaker, 0), at: at(0)) }
    return breaker
  }

  @Test func `a success in between forgives the failures before it`() throws {
    var breaker = CircuitBreaker(rule)
    breaker.failed(try permit(from: &breaker, 0), at: at(0))
    breaker.succeeded(try permit(from: &breaker, 0))
    breaker.failed(try permit(from: &breaker, 0), at: at(0))
    #expect(breaker.state(at: at(0)) == .closed)
  }

  @Test func `at the threshold nobody passes any more until the open time is over`() throws {
    var breaker = try opened()
    #expect(isProbe(&breaker, 29) == nil && breaker.state(at: at(29)) == .open)
    #expect(breaker.state(at: at(30)) == .halfOpen)
    let probe = try permit(from: &breaker, 30)
    #expect(probe.isProbe && isProbe(&breaker, 31) == nil, "one probe")
  }

  @Test func `a good probe lets everybody in, a bad one nobody for as long again`() throws {
    var breaker = try opened()
    breaker.failed(try permit(from: &breaker, 30), at: at(35))
    #expect(isProbe(&breaker, 64) == nil)
    breaker.succeeded(try permit(from: &breaker, 65))
    #expect(isProbe(&breaker, 65) != nil && isProbe(&breaker, 65) != nil)
  }

  @Test func `what comes late of before it opened counts for nothing`() throws {
    var breaker = CircuitBreaker(rule)
    let late = try permit(from: &breaker, 0)
    for _ in 0..<2 { breaker.failed(try permit(from: &breaker, 0), at: at(0)) }
    breaker.succeeded(late)
    #expect(breaker.state(at: at(1)) == .open)
    _ = breaker.admit(at: at(30))
    breaker.failed(late, at: at(31))
    breaker.succeeded(late)
    #expect(breaker.state(at: at(31)) == .halfOpen)
  }

  @Test func `a probe that went away leaves its place to the next`() throws {
    var breaker = try opened()
    breaker.abandoned(try permit(from: &breaker, 30), at: at(31))
    #expect(isProbe(&breaker, 31) == true)
    #expect(isProbe(&breaker, 41) == true, "nor is one that never says a word waited for for ever")
  }
}
