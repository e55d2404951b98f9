import PropertyTesting
import Synchronization
import Testing

/// Remembers what a body was given, in order.
private final class Seen<Value: Sendable>: Sendable {
  private let list = Mutex<[Value]>([])
  var values: [Value] { list.withLock { $0 } }
  func add(_ value: Value) { list.withLock { $0.append(value) } }
}

/// What `generator` makes in so many cases.
func drawn<Value: Sendable>(_ generator: Gen<Value>, cases: Int = 500) async -> [Value] {
  let seen = Seen<Value>()
  let report = await check(Property("drawn", for: generator) { seen.add($0) }, RunSettings(cases: cases))
  #expect(report.passed)
  return seen.values
}

/// What a law that holds only where `holds` shrinks to.
func minimal<Value: Sendable>(
  _ generator: Gen<Value>, _ holds: @escaping @Sendable (Value) -> Bool = { _ in false }
) async -> Value? {
  let property = Property("minimal", for: generator) { try require(holds($0)) }
  return await check(property, RunSettings(cases: 2_000)).counterexample?.value as? Value
}
