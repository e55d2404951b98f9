/// Where a request came from, while it is being answered and no longer: it is never stored, encoded or shown (property 12).
public struct NetworkAddress: Hashable, Sendable {
  /// What counts as one client: an IPv4 address, or the first 64 bits of an IPv6 one, since a client has all addresses
  /// of such a network to choose from (RFC 4291, section 2.5.4).
  public enum Client: Hashable, Sendable {
    case v4(UInt32)
    case v6Network(UInt64)
  }

  public let client: Client

  /// An IPv4 address.
  public init(v4 bits: UInt32) { client = .v4(bits) }

  /// An IPv6 address. One that stands for an IPv4 address (`::ffff:192.0.2.1`) is that address.
  public init(v6 bits: UInt128) {
    let isMapped = bits >> 32 == 0xFFFF
    client = isMapped ? .v4(UInt32(truncatingIfNeeded: bits)) : .v6Network(UInt64(truncatingIfNeeded: bits >> 64))
  }

  /// Reads an address in any of its spellings, also in brackets, with a port or a zone; `nil` for anything else.
  public init?(_ text: String) {
    if let bits = NetworkAddressSpelling.v4(text) {
      self.init(v4: bits)
    } else if let bits = NetworkAddressSpelling.v6(text) {
      self.init(v6: bits)
    } else {
      return nil
    }
  }

  /// The client as bytes, different for different clients.
  public var clientBytes: [UInt8] {
    var bytes = CanonicalBytes(of: "voicecore client address 1")
    switch client {
    case .v4(let bits): bytes.append(bits)
    case .v6Network(let bits): bytes.append(bits)
    }
    return bytes.bytes
  }
}

extension NetworkAddress: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// Nothing of it.
  public var description: String { "[address]" }
  /// Nothing of it.
  public var debugDescription: String { "[address]" }
  /// Reflection finds nothing either.
  public var customMirror: Mirror { Mirror(self, children: []) }
}

extension NetworkAddress.Client: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// Nothing of it.
  public var description: String { "[address]" }
  /// Nothing of it.
  public var debugDescription: String { "[address]" }
  /// Reflection finds nothing either.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
