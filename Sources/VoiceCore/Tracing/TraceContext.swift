/// A span's place: the trace that it belongs to and its own name in it, as both travel between programs.
/// Source: W3C Trace Context, Recommendation of 23 November 2021, "traceparent Header".
public struct TraceContext: Hashable, Sendable {
  /// The header's name.
  public static let header = "traceparent"
  /// The length of version 00.
  private static let length = 55

  private let traceBits: Bits128
  /// Never zero.
  public let span: UInt64
  /// Whether whoever began the trace keeps it.
  public let isSampled: Bool

  /// A place; `nil` where one of the names is zero, which names nothing.
  public init?(trace: Bits128, span: UInt64, isSampled: Bool = true) {
    guard trace.number != 0, span != 0 else { return nil }
    (traceBits, self.span, self.isSampled) = (trace, span, isSampled)
  }

  /// A call's own span. Every node knows it by the call alone, so that spans of one call meet whoever tells of them.
  public init(of call: Call.ID) {
    let bits = call.bits == 0 ? 1 : call.bits
    traceBits = Bits128(bits)
    span = Self.mixed(UInt64(truncatingIfNeeded: bits) ^ UInt64(truncatingIfNeeded: bits >> 64))
    isSampled = true
  }

  /// What a header says; `nil` for what is no such header. Of later versions what version 00 has is read.
  public init?(traceparent text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count >= Self.length, [2, 35, 52].allSatisfy({ bytes[$0] == UInt8(ascii: "-") }),
      let version = Self.number(bytes[0..<2]), version != 0xff,
      let high = Self.number(bytes[3..<19]), let low = Self.number(bytes[19..<35]),
      let span = Self.number(bytes[36..<52]), let flags = Self.number(bytes[53..<55]),
      bytes.count == Self.length || version != 0 && bytes[Self.length] == UInt8(ascii: "-")
    else { return nil }
    self.init(trace: Bits128(UInt128(high) << 64 | UInt128(low)), span: span, isSampled: flags & 1 == 1)
  }

  /// The header's value, in version 00.
  public var traceparent: String { "00-\(trace)-\(Self.text(of: span))-\(isSampled ? "01" : "00")" }

  /// The trace's name: 32 digits, lower case.
  public var trace: String {
    Self.text(of: UInt64(truncatingIfNeeded: traceBits.number >> 64))
      + Self.text(of: UInt64(truncatingIfNeeded: traceBits.number))
  }

  /// Another span of the same trace, with a name that follows from this one and a number: the same for the same.
  public func child(_ number: UInt64) -> TraceContext {
    TraceContext(beside: self, span: Self.mixed(span ^ Self.mixed(number)))
  }

  private init(beside other: TraceContext, span: UInt64) {
    (traceBits, self.span, isSampled) = (other.traceBits, span, other.isSampled)
  }

  /// A span's name: 16 digits, lower case.
  public static func text(of span: UInt64) -> String {
    let digits = String(span, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// Digits in lower case alone, as the header wants them.
  private static func number(_ digits: ArraySlice<UInt8>) -> UInt64? {
    var number: UInt64 = 0
    for digit in digits {
      switch digit {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): number = number << 4 | UInt64(digit - UInt8(ascii: "0"))
      case UInt8(ascii: "a")...UInt8(ascii: "f"): number = number << 4 | UInt64(digit - UInt8(ascii: "a") + 10)
      default: return nil
      }
    }
    return number
  }

  /// Bits that look like chance, never zero. Source: Steele, Lea, Flood, "Fast Splittable Pseudorandom Number Generators", 2014
  /// (the finaliser of SplitMix64).
  private static func mixed(_ number: UInt64) -> UInt64 {
    var bits = number &+ 0x9E37_79B9_7F4A_7C15
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    bits ^= bits >> 31
    return bits == 0 ? 1 : bits
  }
}
