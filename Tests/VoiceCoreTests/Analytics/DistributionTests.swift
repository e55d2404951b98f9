import Foundation
import Testing
import VoiceCore

@Suite("Distributions")
struct DistributionTests {
  @Test func `nothing has no mean and no percentiles, and small values are exact`() {
    var values = Distribution()
    #expect(values.count == 0 && values.mean == nil && values.percentiles([50]) == nil)
    for value in 0...127 { values.add(value) }
    #expect(values.sum == 127 * 64 && values.percentiles([1, 50, 100]) == [1, 63, 127])
    values.add(-5)
    #expect(values.count == 129 && values.percentiles([1]) == [0])
  }

  @Test(arguments: [128, 129, 1_000, 65_535, 65_536, 123_456_789, .max])
  func `a value stands within 1 % of itself`(value: Int) {
    var values = Distribution()
    values.add(value)
    let found = values.percentiles([50])?.first ?? 0
    #expect(abs(Double(found) - Double(value)) <= Double(value) / 100)
  }

  @Test func `two added are one that got the values of both, and more than fits is as much as fits`() {
    var (one, other, both) = (Distribution(), Distribution(), Distribution())
    for value in stride(from: 0, to: 100_000, by: 317) {
      value % 2 == 0 ? one.add(value) : other.add(value)
      both.add(value)
    }
    one.add(other)
    #expect(one == both)
    for _ in 1...2 { one.add(.max) }
    #expect(one.sum == .max)
  }

  @Test func `it is read back as it was written, and from nothing that it wasn't`() throws {
    var values = Distribution()
    for value in [0, 7, 7, 4_000_000, .max] { values.add(value) }
    let text = try JSONEncoder().encode(values)
    #expect(try JSONDecoder().decode(Distribution.self, from: text) == values)
    for bad in ["", "7 1", "7 1:", "7 1:0", "7 -1:2", "7 99999:1", "7  1:1", "99999999999999999999 1:1"] {
      #expect(throws: DecodingError.self, "\(bad)") {
        try JSONDecoder().decode(Distribution.self, from: Data("\"\(bad)\"".utf8))
      }
    }
  }
}
