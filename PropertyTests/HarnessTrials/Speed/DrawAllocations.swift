public import PropertyTesting

/// Heap allocations for each draw of a primitive, once a run has warmed up.
public struct DrawAllocations: Sendable {
  /// Cases until all buffers have their size.
  private static let warmUp = 20
  private static let cases = 200
  private static let (few, many) = (500, 3_500)

  /// What is drawn.
  public let kind: String
  /// Allocations for one draw: the difference between cases of many draws and cases of few.
  public let perDraw: Double

  /// Whether there are none.
  public var isMet: Bool { perDraw == 0 }

  /// One for each kind of primitive.
  /// - Parameter total: Allocations of the calling thread since it began.
  public static func measured(_ total: @escaping @Sendable () -> Int) async -> [DrawAllocations] {
    [
      await drawing("integer", Gen<Int>.int(0...1_000_000), total),
      await drawing("bool", Gen<Bool>.bool, total),
      await drawing("index", Gen<Int>.element(of: [1, 2, 3, 5, 7]), total),
      await drawing("double", Gen<Double>.double(in: -1_000...1_000), total),
    ]
  }

  /// Of any generator: what is no primitive makes some, which shows that they are seen.
  public static func drawing<Value: Sendable>(
    _ kind: String, _ primitive: Gen<Value>, _ total: @escaping @Sendable () -> Int
  ) async -> DrawAllocations {
    let short = await allocations(few, primitive, total)
    let long = await allocations(many, primitive, total)
    return DrawAllocations(
      kind: kind, perDraw: Double(long - short) / Double((many - few) * (cases - warmUp)))
  }

  private static func allocations<Value: Sendable>(
    _ draws: Int, _ primitive: Gen<Value>, _ total: @escaping @Sendable () -> Int
  ) async -> Int {
    let counted = gen { source throws(Discard) in
      let before = total()
      for _ in 0..<draws { _ = try source.draw(primitive) }
      return total() - before
    }
    let (seen, sum) = (Counted(), Counted())
    _ = await check(
      Property("draws", for: counted) { allocations in
        if seen.value >= warmUp { sum.add(allocations) }
        seen.add(1)
      }, SpeedWorkload.settings(cases, 0))
    return sum.value
  }
}
