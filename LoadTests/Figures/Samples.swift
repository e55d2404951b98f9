/// Times of one thing that was done again and again, in nanoseconds.
struct Samples {
  private(set) var sorted: [Double] = []

  init(_ values: [Double]) { sorted = values.sorted() }

  /// Nearest rank; 0 without a value.
  func milliseconds(at percent: Int) -> Double {
    guard !sorted.isEmpty else { return 0 }
    return sorted[max(0, (sorted.count * percent + 99) / 100 - 1)] / 1e6
  }
}
