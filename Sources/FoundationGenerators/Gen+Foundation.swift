public import Foundation
public import PropertyTesting

extension Gen where Value == UUID {
  /// An identifier of version 4, or of version 7 with its time. Shrinks to `00000000-0000-4000-8000-000000000000`.
  public static func uuid(_ version: UUIDVersion = .random) -> Gen {
    Gen<[UInt8]>.uuidBytes(version).map { bytes in
      bytes.withUnsafeBytes { UUID(uuid: $0.loadUnaligned(as: uuid_t.self)) }
    }
  }
}

extension Gen where Value == Data {
  /// `count` bytes, at most some thousands: each is a choice of its own. Shrinks to fewer, then to zeros.
  public static func data(_ count: ClosedRange<Int> = 0...64) -> Gen { Gen<[UInt8]>.bytes(count).map { Data($0) } }

  /// `count` bytes in a few choices, as `Gen<[UInt8]>.largeBytes`. Shrinks to fewer bytes, then to zeros.
  public static func largeData(_ count: ClosedRange<Int>) -> Gen { Gen<[UInt8]>.largeBytes(count).map { Data($0) } }
}

extension Gen where Value == URL {
  /// An absolute web address: scheme, host of letters, with or without a port, a path, a query and a fragment, some of
  /// their characters percent-encoded. Shrinks to `https://a/`.
  public static var url: Gen {
    let letters = "abcdefghijklmnopqrstuvwxyz0123456789-._~ä%/?#"
    let pieces = Gen<[String]>.array(of: .string(alphabet: letters, count: 0...8), count: 0...4)
    let host = Gen<[String]>.array(of: .string(alphabet: "abcxyz019", count: 1...8), count: 1...3)
    return zip(
      Gen<String>.element(of: ["https", "http", "wss"]), host, Gen<Int?>.optional(.int(1...65_535, towards: 443)),
      pieces,
      Gen<[(String, String)]>.array(
        of: zip(.identifier(1...4), .string(alphabet: letters, count: 0...6)), count: 0...3),
      Gen<String?>.optional(.string(alphabet: letters, count: 0...5))
    ).map { scheme, host, port, path, query, fragment in
      var parts = URLComponents()
      parts.scheme = scheme
      parts.host = host.joined(separator: ".")
      parts.port = port
      parts.path = "/" + path.map { $0.replacing("/", with: "") }.filter { !$0.isEmpty }.joined(separator: "/")
      if !query.isEmpty { parts.queryItems = query.map { URLQueryItem(name: $0.0, value: $0.1) } }
      parts.fragment = fragment
      guard let url = parts.url else { preconditionFailure("the generator made no address of \(parts)") }
      return url
    }
  }
}

extension Gen where Value == Decimal {
  /// A decimal number with up to `digits` digits (at most 19) and an exponent of `exponents`. Shrinks to 0, then to whole
  /// numbers near it.
  public static func decimal(digits: Int = 19, exponents: ClosedRange<Int> = -20...20) -> Gen {
    precondition(
      1...19 ~= digits && -128 <= exponents.lowerBound && exponents.upperBound <= 127, "Decimal holds no more")
    let greatest = (1..<digits).reduce(UInt64(9)) { number, _ in number * 10 + 9 }
    return zip(Gen<Int>.int(exponents), Gen<UInt64>.any(in: 0...greatest), .bool).map { exponent, digits, isNegative in
      Decimal(sign: isNegative && digits > 0 ? .minus : .plus, exponent: exponent, significand: Decimal(digits))
    }
  }

  /// An amount with `places` digits after the point, between two whole numbers. Shrinks to 0 or the end nearest to it.
  public static func decimal(in range: ClosedRange<Int>, places: Int) -> Gen {
    precondition(0...9 ~= places, "an amount has up to 9 digits after the point")
    let unit = (0..<places).reduce(1) { number, _ in number * 10 }
    return Gen<Int>.int((range.lowerBound * unit)...(range.upperBound * unit)).map { count in
      Decimal(sign: count < 0 ? .minus : .plus, exponent: -places, significand: Decimal(count.magnitude))
    }
  }
}
