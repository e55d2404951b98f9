/// One function or path measured by itself: how long one operation takes.
public struct Benchmark: Sendable {
  public let name: String
  /// What one operation is, in a sentence.
  public let operation: String
  /// Does so many operations.
  let perform: @Sendable (_ count: Int) async throws -> Void
  /// How many operations one sample does; enough that reading the clock costs nothing beside them.
  let operationsPerSample: Int

  /// A benchmark.
  public init(
    _ name: String, operation: String, operationsPerSample: Int,
    perform: @escaping @Sendable (_ count: Int) async throws -> Void
  ) {
    self.name = name
    self.operation = operation
    self.operationsPerSample = operationsPerSample
    self.perform = perform
  }

  /// What was measured.
  public struct Measurement: Codable, Sendable {
    public let name: String
    public let operation: String
    public let samples: Int
    public let operations: Int
    /// Of one operation, over the samples, in nanoseconds.
    public let median: Double
    public let fastest: Double
    public let slowest: Double
    /// Of 99 samples in a hundred none took longer. Where a sample is one operation, this is its 99th percentile.
    public let p99: Double
    /// By the median.
    public var operationsPerSecond: Double { 1e9 / median }
  }

  /// Samples until the time is over, after one sample that isn't counted. At least three.
  public func measure(for span: Duration) async throws -> Measurement {
    try await perform(operationsPerSample)
    let clock = ContinuousClock()
    let end = clock.now + span
    var samples: [Double] = []
    while samples.count < 3 || clock.now < end {
      let elapsed = try await clock.measure { try await perform(operationsPerSample) }
      samples.append(elapsed / .nanoseconds(operationsPerSample))
    }
    samples.sort()
    return Measurement(
      name: name, operation: operation, samples: samples.count, operations: samples.count * operationsPerSample,
      median: samples[samples.count / 2], fastest: samples[0], slowest: samples[samples.count - 1],
      p99: samples[(samples.count - 1) * 99 / 100])
  }
}
