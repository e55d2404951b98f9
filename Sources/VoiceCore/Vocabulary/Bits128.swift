/// 128 bits as they are stored and passed on: two words, and never one `UInt128`.
///
/// On x86-64, Swift 6.3.1 loses 16 bytes of the stack whenever an async function gets a `UInt128` that found no room in
/// registers, until a task returns to a wrong address (decision 0010, with a program that shows it). An optional one and one
/// in an enum's case are words already.
public struct Bits128: Hashable, Sendable {
  private let high: UInt64
  private let low: UInt64

  /// The bits of a number.
  public init(_ number: UInt128) {
    high = UInt64(truncatingIfNeeded: number >> 64)
    low = UInt64(truncatingIfNeeded: number)
  }

  /// The number of these bits, most significant first.
  public var number: UInt128 { UInt128(high) << 64 | UInt128(low) }
}

extension Bits128: Comparable {
  /// By number.
  public static func < (left: Self, right: Self) -> Bool { left.number < right.number }
}

extension Bits128: Codable {
  /// Reads the number.
  public init(from decoder: any Decoder) throws {
    self.init(try decoder.singleValueContainer().decode(UInt128.self))
  }

  /// Writes the number.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(number)
  }
}
