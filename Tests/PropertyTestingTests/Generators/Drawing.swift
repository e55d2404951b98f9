import PropertyTesting
import Testing

/// What `generator` makes in so many cases.
func drawn<Value: Sendable>(_ generator: Gen<Value>, cases: Int = 1_000, seed: UInt64 = 0) async -> [Value] {
  let seen = Seen<Value>()
  let property = Property("drawn", for: generator) { seen.add($0) }
  let report = await check(property, RunSettings(cases: cases, seed: seed))
  #expect(report.passed)
  return seen.values
}

/// What a law that never holds shrinks to.
func minimal<Value: Sendable>(_ generator: Gen<Value>, seed: UInt64 = 0) async -> Value? {
  await minimal(generator, seed: seed) { _ in false }
}

/// What a law that holds only where `holds` shrinks to.
func minimal<Value: Sendable>(
  _ generator: Gen<Value>, cases: Int = 2_000, seed: UInt64 = 0, _ holds: @escaping @Sendable (Value) -> Bool
) async -> Value? {
  let property = Property("minimal", for: generator) { try require(holds($0)) }
  return await check(property, RunSettings(cases: cases, seed: seed)).counterexample?.value as? Value
}

/// All that the body sees while laws that fail now and then, and always, are shrunk: every one must be a valid value.
func shrinking<Value: Sendable>(_ generator: Gen<Value>, seeds: Range<UInt64> = 0..<20) async -> [Value] {
  let seen = Seen<Value>()
  for seed in seeds {
    for every in [1, 2, 3] {
      // By what is seen, so that the same value fails again.
      let property = Property("shrinking", for: generator) { value in
        seen.add(value)
        var hash: UInt64 = 14_695_981_039_346_656_037
        for byte in "\(value)".utf8 { hash = (hash ^ UInt64(byte)) &* 1_099_511_628_211 }
        try require((hash >> 7) % UInt64(every) != 0)
      }
      _ = await check(property, RunSettings(cases: 30, seed: seed, maximumShrinkEvaluations: 200))
    }
  }
  return seen.values
}
