public import PropertyTesting

/// Heap allocations for each draw, once a run has warmed up: drawing makes none, the value itself may be an object.
public struct DrawAllocations: Sendable {
  /// Cases until all buffers have their size.
  private static let warmUp = 20
  private static let cases = 200
  /// As many choices as a case of many draws makes; those of few make a seventh.
  private static let choices = 3_500
  private static let shareOfFew = 7
  /// Too many for a text to lie within its own words.
  private static let length = 70

  /// What is drawn.
  public let kind: String
  /// Allocations for one draw: the difference between cases of many draws and cases of few.
  public let perDraw: Double
  /// Allocations of the value alone: 0 for a number, 1 for a buffer of bytes or text that is made at its full length.
  public let ofValue: Int

  /// Whether there are no others.
  public var isMet: Bool { perDraw <= Double(ofValue) }

  /// One for each kind of primitive, and for text and bytes.
  /// - Parameter total: Allocations of the calling thread since it began.
  public static func measured(_ total: @escaping @Sendable () -> Int) async -> [DrawAllocations] {
    [
      await drawing("integer", Gen<Int>.int(0...1_000_000), total),
      await drawing("bool", Gen<Bool>.bool, total),
      await drawing("index", Gen<Int>.element(of: [1, 2, 3, 5, 7]), total),
      await drawing("double", Gen<Double>.double(in: -1_000...1_000), total),
      await drawing(
        "text of \(length) letters (its buffer)",
        Gen<String>.ascii([.lowerLetters], count: length...length), total, choices: length, ofValue: 1),
      await drawing("\(length) bytes (their buffer)", .bytes(length...length), total, choices: length, ofValue: 1),
    ]
  }

  /// Of any generator: what is no primitive makes some, which shows that they are seen.
  /// - Parameters:
  ///   - size: The choices of a draw.
  ///   - ofValue: Allocations of the value alone.
  public static func drawing<Value: Sendable>(
    _ kind: String, _ primitive: Gen<Value>, _ total: @escaping @Sendable () -> Int, choices size: Int = 1,
    ofValue: Int = 0
  ) async -> DrawAllocations {
    let many = choices / size
    let few = many / shareOfFew
    let short = await allocations(few, primitive, total)
    let long = await allocations(many, primitive, total)
    return DrawAllocations(
      kind: kind, perDraw: Double(long - short) / Double((many - few) * (cases - warmUp)), ofValue: ofValue)
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
