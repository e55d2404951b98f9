internal import Metrics
internal import Synchronization
internal import VoiceCore

/// A number that several threads change without a lock.
final class AtomicNumber: Sendable {
  private let bits = Atomic<UInt64>((0 as Double).bitPattern)

  var value: Double { Double(bitPattern: bits.load(ordering: .relaxed)) }

  func set(_ value: Double) { bits.store(value.bitPattern, ordering: .relaxed) }

  func add(_ amount: Double) {
    var current = bits.load(ordering: .relaxed)
    while true {
      let sum = (Double(bitPattern: current) + amount).bitPattern
      let (exchanged, original) = bits.weakCompareExchange(expected: current, desired: sum, ordering: .relaxed)
      if exchanged { return }
      current = original
    }
  }
}

/// A counter of one set of labels. Negative amounts are dropped, since a counter only grows.
final class CounterCell: CounterHandler, FloatingPointCounterHandler {
  let number = AtomicNumber()

  func increment(by amount: Int64) { increment(by: Double(amount)) }

  func increment(by amount: Double) { if amount > 0 { number.add(amount) } }

  func reset() { number.set(0) }
}

/// A gauge of one set of labels.
final class GaugeCell: RecorderHandler, MeterHandler {
  let number = AtomicNumber()

  func record(_ value: Int64) { number.set(Double(value)) }

  func record(_ value: Double) { number.set(value) }

  func set(_ value: Int64) { number.set(Double(value)) }

  func set(_ value: Double) { number.set(value) }

  func increment(by amount: Double) { number.add(amount) }

  func decrement(by amount: Double) { number.add(-amount) }
}

/// A histogram of one set of labels, with buckets that don't change.
final class HistogramCell: RecorderHandler, TimerHandler {
  /// Upper bounds, ascending; one more bucket takes what lies above.
  let bounds: [Double]
  private let counts: [Count]
  private let sum = AtomicNumber()

  private final class Count: Sendable {
    let value = Atomic<Int>(0)
  }

  init(bounds: [Double]) {
    self.bounds = bounds
    counts = (0...bounds.count).map { _ in Count() }
  }

  func record(_ value: Int64) { record(Double(value)) }

  func record(_ value: Double) {
    guard value.isFinite else { return }
    counts[bounds.firstIndex { value <= $0 } ?? bounds.count].value.wrappingAdd(1, ordering: .relaxed)
    sum.add(value)
  }

  /// Timers are in seconds, the base unit.
  func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1_000_000_000) }

  /// What was recorded: cumulative counts by bound, the last being all; and their sum.
  var reading: (cumulative: [Int], sum: Double) {
    var total = 0
    let cumulative = counts.map { count in
      total += count.value.load(ordering: .relaxed)
      return total
    }
    return (cumulative, sum.value)
  }
}
