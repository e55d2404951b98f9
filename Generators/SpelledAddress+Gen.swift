public import PropertyTesting
public import VoiceCore

/// A network address and one way of writing it down, as headers and bodies carry it.
public struct SpelledAddress: Equatable, Sendable {
  /// The address itself.
  public enum Bits: Equatable, Sendable {
    case v4(UInt32)
    case v6(UInt128)
  }

  public let bits: Bits
  /// As somebody wrote it.
  public let text: String
  /// In which way: "IPv4 in brackets" …
  public let way: String
  /// Whether it is one of the spellings that a reader of addresses must know.
  public let isCommon: Bool

  /// The usual ways of writing the same address: what a trace of it would look like.
  public var canonical: [String] {
    switch bits {
    case .v4(let bits):
      [
        AddressText.dotted(bits), AddressText.hexadecimal(UInt128(bits), digits: 8), "\(bits)",
        AddressText.compressed(0xFFFF << 32 | UInt128(bits)),
      ]
    case .v6(let bits):
      [AddressText.compressed(bits), AddressText.expanded(bits), AddressText.hexadecimal(bits, digits: 32)]
    }
  }

  /// The value that a reader must find.
  public var address: NetworkAddress {
    switch bits {
    case .v4(let bits): NetworkAddress(v4: bits)
    case .v6(let bits): NetworkAddress(v6: bits)
    }
  }
}

extension Gen where Value == SpelledAddress {
  /// Public and private addresses of both families in every spelling there is. Shrinks towards dotted IPv4.
  public static var spelledAddress: Gen {
    gen { source in
      let isV4 = try source.draw(.bool(probability: 0.6))
      let port = try source.draw(.int(1...65_535))
      let way = try source.draw(.int(0...9))
      if isV4 {
        // Three digits each: too long to be met by chance.
        var bits: UInt32 = 0
        for _ in 0..<4 {
          let part: Int = try source.draw(.int(130...254))
          bits = bits << 8 | UInt32(part)
        }
        return AddressText.spelled(v4: bits, way, port)
      }
      // Groups of four digits and of zeros, the last one none of these.
      var bits: UInt128 = 0x2001_0DB8
      for group in 0..<6 {
        let isZero = try source.draw(.bool(probability: 0.3))
        let part: Int = try source.draw(.int(0x1000...0xFFFF))
        bits = bits << 16 | (isZero && group < 5 ? 0 : UInt128(part))
      }
      return AddressText.spelled(v6: bits, way, port)
    }
  }
}

private enum AddressText {
  static func spelled(v4 bits: UInt32, _ way: Int, _ port: Int) -> SpelledAddress {
    let dotted = dotted(bits)
    let parts = [24, 16, 8, 0].map { bits >> $0 & 255 }
    let (text, name, isCommon): (String, String, Bool) =
      switch way {
      case 0, 1: (dotted, "dotted", true)
      case 2: ("\(dotted):\(port)", "dotted with a port", true)
      case 3: ("::ffff:\(dotted)", "mapped", true)
      case 4: ("[::ffff:\(dotted)]:\(port)", "mapped, in brackets with a port", true)
      case 5: (compressed(0xFFFF << 32 | UInt128(bits)), "mapped, in groups", true)
      case 6: ("\(bits)", "one decimal number", false)
      case 7: ("0x" + hexadecimal(UInt128(bits), digits: 8), "one hexadecimal number", false)
      case 8: (parts.map { "0" + String($0, radix: 8) }.joined(separator: "."), "octal parts", false)
      default: (parts.map { "0x" + String($0, radix: 16) }.joined(separator: "."), "hexadecimal parts", false)
      }
    return SpelledAddress(bits: .v4(bits), text: text, way: "IPv4, \(name)", isCommon: isCommon)
  }

  static func spelled(v6 bits: UInt128, _ way: Int, _ port: Int) -> SpelledAddress {
    let (text, name): (String, String) =
      switch way {
      case 0, 1: (compressed(bits), "compressed")
      case 2: (expanded(bits), "expanded")
      case 3: (expanded(bits).uppercased(), "in upper case")
      case 4: ("[\(compressed(bits))]", "in brackets")
      case 5: ("[\(expanded(bits))]:\(port)", "in brackets with a port")
      case 6: ("\(compressed(bits))%eth0", "with a zone")
      case 7: ("[\(compressed(bits))%25en1]:\(port)", "with an escaped zone")
      case 8: (groups(bits).joined(separator: ":"), "without leading zeros")
      default: (mixed(bits), "ending in IPv4")
      }
    return SpelledAddress(bits: .v6(bits), text: text, way: "IPv6, \(name)", isCommon: true)
  }

  static func dotted(_ bits: UInt32) -> String {
    [24, 16, 8, 0].map { "\(bits >> $0 & 255)" }.joined(separator: ".")
  }

  static func hexadecimal(_ bits: UInt128, digits: Int) -> String { padded(String(bits, radix: 16), to: digits) }

  static func expanded(_ bits: UInt128) -> String { groups(bits).map { padded($0, to: 4) }.joined(separator: ":") }

  private static func mixed(_ bits: UInt128) -> String {
    groups(bits).prefix(6).joined(separator: ":") + ":" + dotted(UInt32(truncatingIfNeeded: bits))
  }

  private static func groups(_ bits: UInt128) -> [String] {
    stride(from: 112, through: 0, by: -16).map { String(bits >> UInt128($0) & 0xFFFF, radix: 16) }
  }

  private static func padded(_ text: String, to count: Int) -> String {
    String(repeating: "0", count: max(0, count - text.count)) + text
  }

  /// RFC 5952: the first of the longest runs of zeros, of two groups at least, becomes `::`.
  static func compressed(_ bits: UInt128) -> String {
    let groups = groups(bits)
    var best = 0..<0
    var start = 0
    for index in 0...groups.count where index == groups.count || groups[index] != "0" {
      if index - start > max(best.count, 1) { best = start..<index }
      start = index + 1
    }
    guard !best.isEmpty else { return groups.joined(separator: ":") }
    return groups[..<best.lowerBound].joined(separator: ":") + "::" + groups[best.upperBound...].joined(separator: ":")
  }
}
