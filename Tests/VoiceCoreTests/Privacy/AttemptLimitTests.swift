import Testing
import VoiceCore

@Suite("How often a client may try")
struct AttemptLimitTests {
  private let start = Timestamp(microseconds: 1_767_693_600_000_000)

  private func tags(_ today: UInt128, _ yesterday: UInt128? = nil) -> AddressTags {
    AddressTags(today: AddressTag(today), yesterday: yesterday.map { AddressTag($0) })
  }

  @Test func `five pass in any window, however they lie in it`() {
    var limit = AttemptLimit(.authentication)
    var passed: [Timestamp] = []
    // A pattern that would pass twice as many across the border of two fixed minutes.
    for step in 0..<3000 {
      let now = start + .milliseconds(step * 137 + step % 7 * 11)
      if case .go = limit.take(tags(1), at: now) { passed.append(now) }
    }
    for (index, moment) in passed.enumerated() {
      #expect(passed[index...].prefix { $0 - moment < .seconds(60) }.count <= 5)
    }
    // As many as there may be: a full window each time.
    #expect(passed.count >= 5 * (3000 * 137 / 60_000))
  }

  @Test func `who is refused is told when, and may then`() {
    var limit = AttemptLimit(.authentication)
    for second in 0..<5 {
      #expect(limit.take(tags(1), at: start + .seconds(second)) == .go(left: 4 - second))
    }
    #expect(limit.take(tags(1), at: start + .seconds(10)) == .wait(.seconds(50)))
    #expect(limit.take(tags(1), at: start + .milliseconds(59_999)) == .wait(.milliseconds(1)))
    #expect(limit.take(tags(1), at: start + .seconds(60)) == .go(left: 0))
    #expect(limit.take(tags(2), at: start + .seconds(60)) == .go(left: 4))
  }

  @Test func `midnight gives nobody a second allowance`() {
    var limit = AttemptLimit(.authentication)
    for _ in 1...3 { _ = limit.take(tags(1), at: start) }
    for left in [1, 0] { #expect(limit.take(tags(2, 1), at: start + .seconds(1)) == .go(left: left)) }
    #expect(limit.take(tags(2, 1), at: start + .seconds(1)) == .wait(.seconds(59)))
  }

  @Test func `a clock that is put back makes nobody wait for longer than a window`() {
    var limit = AttemptLimit(.authentication)
    for _ in 1...5 { _ = limit.take(tags(1), at: start) }
    #expect(limit.take(tags(1), at: start + .seconds(-3600)) == .wait(.seconds(60)))
  }

  @Test func `no more clients are counted than may be, and the newest are`() {
    var limit = AttemptLimit(AttemptRule(attempts: 1, window: .seconds(60), maximumClients: 100))
    for number in 0..<1000 as Range<UInt128> {
      #expect(limit.take(tags(number), at: start + .milliseconds(Int(number))) == .go(left: 0))
      #expect(limit.count <= 100)
    }
    #expect(limit.take(tags(999), at: start + .seconds(2)) == .wait(.milliseconds(58_999)))
    _ = limit.take(tags(5000), at: start + .seconds(90))
    for number in 6000..<6100 as Range<UInt128> { _ = limit.take(tags(number), at: start + .seconds(200)) }
    #expect(limit.count <= 100)
  }
}
