internal import VoiceCore

/// The proxies whose word is believed about where a request came from. Source: RFC 7239, section 8.1; MDN, X-Forwarded-For.
public struct TrustedProxies: Equatable, Sendable {
  /// The header that is read: each proxy adds, at its end, where the request came to it from.
  static let header = "X-Forwarded-For"
  /// The most addresses of the header that are looked at, from its end.
  static let maximumHops = 16

  private struct Network: Equatable, Sendable {
    let client: NetworkAddress.Client
    let bits: Int

    func contains(_ other: NetworkAddress.Client) -> Bool {
      switch (client, other) {
      case (.v4(let mine), .v4(let theirs)): bits == 0 || (mine ^ theirs) >> UInt32(32 - bits) == 0
      case (.v6Network(let mine), .v6Network(let theirs)): bits == 0 || (mine ^ theirs) >> UInt64(64 - bits) == 0
      default: false
      }
    }
  }

  private let networks: [Network]

  /// Nobody's word.
  public static let none = TrustedProxies(networks: [])

  private init(networks: [Network]) { self.networks = networks }

  /// Addresses and networks, separated by commas: `10.0.0.0/8, 192.0.2.7, 2001:db8::/32`. IPv6 networks have at most 64
  /// bits, for nobody tells finer who is who. `nil` for anything else.
  public init?(_ text: String) {
    var networks: [Network] = []
    for part in text.split(separator: ",") {
      let word = part.filter { $0 != " " }
      guard !word.isEmpty else { continue }
      let halves = word.split(separator: "/", omittingEmptySubsequences: false)
      guard halves.count <= 2, let address = NetworkAddress(String(halves[0])) else { return nil }
      let most: Int
      switch address.client {
      case .v4: most = 32
      case .v6Network: most = 64
      }
      guard let bits = halves.count == 2 ? Int(halves[1]) : most, (0...most).contains(bits) else { return nil }
      networks.append(Network(client: address.client, bits: bits))
    }
    self.networks = networks
  }

  /// Where a request came from: the peer, or, when that is one of the proxies, the last in the header that isn't. `nil` when
  /// a proxy's word can't be read: then it is nobody's.
  func client(peer: NetworkAddress, forwarded: [String]) -> NetworkAddress? {
    guard contains(peer) else { return peer }
    let words = forwarded.joined(separator: ",").split(separator: ",").reversed().prefix(Self.maximumHops)
    var last = peer
    for word in words {
      guard let address = NetworkAddress(word.filter { $0 != " " }) else { return nil }
      last = address
      if !contains(address) { return address }
    }
    return last
  }

  private func contains(_ address: NetworkAddress) -> Bool { networks.contains { $0.contains(address.client) } }
}
