/// The address of a host that is about to be asked something for a tenant: 4 bytes of IPv4 or 16 of IPv6, in network order.
public struct HostAddress: Hashable, Sendable {
  public let bytes: [UInt8]

  /// An address of 4 or 16 bytes; any other count is `nil`. An IPv6 address that stands for an IPv4 one (`::ffff:192.0.2.1`)
  /// is that one.
  public init?(bytes: [UInt8]) {
    let mapped: [UInt8] = Array(repeating: 0, count: 10) + [0xFF, 0xFF]
    switch bytes.count {
    case 4: self.bytes = bytes
    case 16: self.bytes = bytes.starts(with: mapped) ? Array(bytes.suffix(4)) : bytes
    default: return nil
    }
  }

  /// Whether it is this machine's own: `127.0.0.0/8`, `::1`.
  public var isLoopback: Bool {
    bytes.count == 4 ? bytes[0] == 127 : bytes.dropLast().allSatisfy { $0 == 0 } && bytes.last == 1
  }

  /// Whether it is one of the public Internet's: neither private nor link-local, shared, reserved, for documentation, for
  /// benchmarks, multicast, nor one that leads to such an IPv4 address. Source: IANA, registries of special-purpose IPv4 and
  /// IPv6 addresses (RFC 6890).
  public var isPublic: Bool {
    guard bytes.count == 16 else { return !Self.special.contains { $0.holds(bytes) } }
    // Of IPv6 only what is handed out for the public Internet (2000::/3), without its special parts.
    guard bytes[0] & 0xE0 == 0x20 else { return leadsToPublic }
    return !Self.special.contains { $0.holds(bytes) }
  }

  /// `64:ff9b::/96` leads through a translator to the IPv4 address at its end (RFC 6052).
  private var leadsToPublic: Bool {
    guard bytes.starts(with: [0x00, 0x64, 0xFF, 0x9B]), bytes[4..<12].allSatisfy({ $0 == 0 }) else { return false }
    return HostAddress(bytes: Array(bytes.suffix(4)))?.isPublic ?? false
  }

  private struct Network: Sendable {
    let bytes: [UInt8]
    let bits: Int

    func holds(_ address: [UInt8]) -> Bool {
      guard address.count == bytes.count else { return false }
      return (0..<bits).allSatisfy { bit in
        (address[bit / 8] ^ bytes[bit / 8]) & (0x80 >> UInt8(bit % 8)) == 0
      }
    }

    static func v4(_ a: UInt8, _ b: UInt8, _ c: UInt8, _ bits: Int) -> Network {
      Network(bytes: [a, b, c, 0], bits: bits)
    }

    static func v6(_ a: UInt16, _ b: UInt16, _ bits: Int) -> Network {
      let head = [UInt8(a >> 8), UInt8(a & 0xFF), UInt8(b >> 8), UInt8(b & 0xFF)]
      return Network(bytes: head + Array(repeating: 0, count: 12), bits: bits)
    }
  }

  private static let special: [Network] = [
    .v4(0, 0, 0, 8), .v4(10, 0, 0, 8), .v4(100, 64, 0, 10), .v4(127, 0, 0, 8), .v4(169, 254, 0, 16),
    .v4(172, 16, 0, 12), .v4(192, 0, 0, 24), .v4(192, 0, 2, 24), .v4(192, 88, 99, 24), .v4(192, 168, 0, 16),
    .v4(198, 18, 0, 15), .v4(198, 51, 100, 24), .v4(203, 0, 113, 24), .v4(224, 0, 0, 4), .v4(240, 0, 0, 4),
    // Teredo and other protocol assignments, documentation, 6to4 (which leads to IPv4), documentation again.
    .v6(0x2001, 0x0000, 23), .v6(0x2001, 0x0DB8, 32), .v6(0x2002, 0x0000, 16), .v6(0x3FFF, 0x0000, 20),
  ]
}
