internal import Histogram

/// Latencies in microseconds up to a minute, to three digits (HDR). What takes longer counts as a minute.
package struct LatencyHistogram: Sendable {
  /// The largest latency told apart, in microseconds.
  package static let largestMicroseconds: UInt64 = 60_000_000

  private var histogram = Histogram<UInt64>(
    lowestDiscernibleValue: 1, highestTrackableValue: largestMicroseconds, numberOfSignificantValueDigits: .three)

  package init() {}

  package var count: Int { Int(histogram.totalCount) }

  /// Records one; what is below a microsecond counts as one, and what is below zero is no latency: whoever measures
  /// tells that apart. Nothing is corrected afterwards: who records measures from the time that was due.
  package mutating func record(nanoseconds: Int64) {
    histogram.record(min(UInt64(max(nanoseconds, 1000) / 1000), Self.largestMicroseconds))
  }

  package mutating func reset() { histogram.reset() }

  /// The percentiles so far; all zero without a value.
  package var percentiles: Percentiles {
    guard count > 0 else { return Percentiles() }
    let at = { (percentile: Double) in Double(histogram.valueAtPercentile(percentile)) / 1000 }
    return Percentiles(
      count: count, p50: at(50), p90: at(90), p99: at(99), p999: at(99.9), maximum: Double(histogram.max) / 1000)
  }

  /// The distribution as a curve: up to each percentile, no latency was above so many milliseconds.
  package var curve: [CurvePoint] {
    guard count > 0 else { return [] }
    return histogram.percentiles(ticksPerHalfDistance: 5).map {
      CurvePoint(percentile: $0.percentileLevelIteratedTo, milliseconds: Double($0.value) / 1000)
    }
  }
}

/// Percentiles of a latency in milliseconds.
public struct Percentiles: Codable, Equatable, Sendable {
  public var count = 0
  public var p50 = 0.0
  public var p90 = 0.0
  public var p99 = 0.0
  public var p999 = 0.0
  public var maximum = 0.0

  package init() {}

  package init(count: Int, p50: Double, p90: Double, p99: Double, p999: Double, maximum: Double) {
    self.count = count
    self.p50 = p50
    self.p90 = p90
    self.p99 = p99
    self.p999 = p999
    self.maximum = maximum
  }
}

/// A point of a latency distribution.
public struct CurvePoint: Codable, Equatable, Sendable {
  /// 0 to 100.
  public let percentile: Double
  public let milliseconds: Double
}
