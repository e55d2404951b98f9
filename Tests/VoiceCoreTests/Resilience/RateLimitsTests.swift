import Testing
import VoiceCore

@Suite("How often one may ask")
struct RateLimitsTests {
  private let start = Timestamp(microseconds: 1_767_693_600_000_000)

  private func go(_ left: Int) -> RateVerdict.Outcome { .go(left: left, whole: .seconds(60)) }

  @Test func `five pass in any window, however they lie in it`() {
    var limits = RateLimits<Int>(.authentication)
    var passed: [Timestamp] = []
    // A pattern that would pass twice as many across the border of two fixed minutes.
    for step in 0..<3000 {
      let now = start + .milliseconds(step * 137 + step % 7 * 11)
      if case .go = limits.take(1, at: now).outcome { passed.append(now) }
    }
    for (index, moment) in passed.enumerated() {
      #expect(passed[index...].prefix { $0 - moment < .seconds(60) }.count <= 5)
    }
    // As many as there may be: a full window each time.
    #expect(passed.count >= 5 * (3000 * 137 / 60_000))
  }

  @Test func `who is refused is told by which rule and when, and may then`() {
    var limits = RateLimits<Int>(.authentication)
    for second in 0..<5 { #expect(limits.take(1, at: start + .seconds(second)).outcome == go(4 - second)) }
    let refused = limits.take(1, at: start + .seconds(10))
    #expect(refused.rule.name == .authentication && refused.outcome == .wait(.seconds(50)))
    #expect(limits.take(1, at: start + .milliseconds(59_999)).outcome == .wait(.milliseconds(1)))
    #expect(limits.take(1, at: start + .seconds(60)).outcome == go(0))
    #expect(limits.take(2, at: start + .seconds(60)).outcome == go(4))
  }

  @Test func `a key that was another before has no second allowance`() {
    var limits = RateLimits<Int>(.authentication)
    for _ in 1...3 { _ = limits.take(1, at: start) }
    for left in [1, 0] { #expect(limits.take(2, formerly: 1, at: start + .seconds(1)).outcome == go(left)) }
    #expect(limits.take(2, formerly: 1, at: start + .seconds(1)).outcome == .wait(.seconds(59)))
  }

  @Test func `a bucket lets its burst through at once, and then as many as come back`() {
    var limits = RateLimits<Int>(.writes)
    for left in (0..<15).reversed() {
      #expect(
        limits.take(1, at: start).outcome == .go(left: left, whole: .seconds(2 * (15 - left))))
    }
    #expect(limits.take(1, at: start).outcome == .wait(.seconds(2)))
    #expect(limits.take(1, at: start + .microseconds(1_999_999)).outcome == .wait(.microseconds(1)))
    #expect(limits.take(1, at: start + .seconds(2)).outcome == .go(left: 0, whole: .seconds(30)))
    #expect(limits.take(1, at: start + .seconds(3600)).outcome == .go(left: 14, whole: .seconds(2)))
  }

  @Test(arguments: [RateRule.authentication, .reads])
  func `a clock that is put back makes nobody wait for longer than a window`(rule: RateRule) throws {
    var limits = RateLimits<Int>(rule)
    for _ in 1...50 { _ = limits.take(1, at: start) }
    guard case .wait(let span) = limits.take(1, at: start + .seconds(-3600)).outcome else {
      Issue.record("somebody passed")
      return
    }
    #expect(span <= rule.window)
  }

  @Test func `for whom there is no place shares one allowance, and nobody passes more often`() {
    let rule = RateRule(.authentication, 1, in: .seconds(60), .exact, maximumKeys: 100)
    var limits = RateLimits<Int>(rule)
    for key in 0..<100 { #expect(limits.take(key, at: start).outcome == go(0)) }
    #expect(limits.take(100, at: start + .seconds(30)).outcome == go(0))
    #expect(limits.take(101, at: start + .seconds(31)).outcome == .wait(.seconds(59)))
    #expect(limits.take(7, at: start + .seconds(31)).outcome == .wait(.seconds(29)))
    #expect(limits.count == 100)
    // There is room again, but the one who passed among the crowd hasn't been forgotten.
    #expect(limits.take(100, at: start + .seconds(61)).outcome == .wait(.seconds(29)))
    #expect(limits.count == 0)
    #expect(limits.take(100, at: start + .seconds(90)).outcome == go(0))
  }

  @Test func `what no rule may have is brought within its bounds`() {
    let rule = RateRule(.reads, 0, in: .zero, .bucket(burst: -1), maximumKeys: 0)
    #expect(
      rule.count == 1 && rule.window == .microseconds(1) && rule.shape == .bucket(burst: 1) && rule.maximumKeys == 1)
    #expect(RateRule.reads(perMinute: 1).shape == .bucket(burst: 1))
  }
}
