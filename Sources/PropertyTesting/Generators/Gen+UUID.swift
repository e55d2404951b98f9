/// The kinds of universally unique identifiers that generators make. Source: RFC 9562.
public enum UUIDVersion: Sendable, CaseIterable {
  /// 122 bits of chance.
  case random
  /// 48 bits of milliseconds since 1970, then chance.
  case timeOrdered
}

/// How letters of a hexadecimal text are written.
public enum HexadecimalCase: Sendable, CaseIterable {
  /// `a` to `f`.
  case lower
  /// `A` to `F`.
  case upper
}

extension Gen where Value == [UInt8] {
  /// The 16 bytes of an identifier of `version` (4 or 7), with the version and the variant of RFC 9562 in their places.
  /// Shrinks to zeros but for those.
  public static func uuidBytes(_ version: UUIDVersion = .random) -> Gen {
    Gen<UInt128>.uuidNumber(version).map { number in
      (0..<16).map { UInt8(truncatingIfNeeded: number >> (120 - 8 * $0)) }
    }
  }
}

extension Gen where Value == String {
  /// An identifier of `version` as 36 characters, in lower or in upper case unless one is given. Shrinks to
  /// `00000000-0000-4000-8000-000000000000`.
  public static func uuidText(_ version: UUIDVersion = .random, in letters: HexadecimalCase? = nil) -> Gen {
    let number = Gen<UInt128>.uuidNumber(version)
    if let letters { return number.map { uuidText($0, letters) } }
    return zip(number, .anyCase).map(uuidText)
  }

  @Sendable
  private static func uuidText(_ number: UInt128, _ letters: HexadecimalCase) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(36)
    for place in 0..<32 {
      if place == 8 || place == 12 || place == 16 || place == 20 { text.append(UInt8(ascii: "-")) }
      let digit = UInt8(truncatingIfNeeded: number >> (124 - 4 * place)) & 0xf
      let letter = letters == .lower ? UInt8(ascii: "a") : UInt8(ascii: "A")
      text.append(digit < 10 ? UInt8(ascii: "0") + digit : letter + digit - 10)
    }
    return String(decoding: text, as: UTF8.self)
  }
}

extension Gen where Value == UInt128 {
  fileprivate static func uuidNumber(_ version: UUIDVersion) -> Gen {
    let digit: UInt64 = version == .random ? 4 : 7
    return Gen(label: .group) { source throws(Discard) in
      let head = try source.integer(Domain(0, (1 << 60) - 1, towards: 0))
      let tail = try source.integer(Domain(0, (1 << 62) - 1, towards: 0))
      let high = (head >> 12) << 16 | digit << 12 | head & 0xfff
      return UInt128(high) << 64 | UInt128(tail | 1 << 63)
    }
  }
}
