import Testing
import VoiceCore

@Suite("Network addresses")
struct NetworkAddressTests {
  static let v4: [(String, UInt32)] = [
    ("192.0.2.7", 0xC000_0207), ("0.0.0.0", 0), ("255.255.255.255", .max), ("192.0.2.7:443", 0xC000_0207),
    ("::ffff:192.0.2.7", 0xC000_0207), ("::FFFF:c000:207", 0xC000_0207), ("[::ffff:192.0.2.7]:80", 0xC000_0207),
    ("0:0:0:0:0:ffff:192.0.2.7", 0xC000_0207),
  ]

  @Test(arguments: v4)
  func `an IPv4 address is read in its spellings`(text: String, bits: UInt32) throws {
    #expect(try #require(NetworkAddress(text)) == NetworkAddress(v4: bits))
  }

  static let v6: [(String, UInt64)] = [
    ("2001:db8:1:2:3:4:5:6", 0x2001_0DB8_0001_0002), ("2001:DB8:1:2::", 0x2001_0DB8_0001_0002),
    ("2001:0db8:0001:0002::9", 0x2001_0DB8_0001_0002), ("[2001:db8:1:2::9]", 0x2001_0DB8_0001_0002),
    ("[2001:db8:1:2::9]:65535", 0x2001_0DB8_0001_0002), ("fe80::1%eth0", 0xFE80_0000_0000_0000),
    ("[fe80::1%25eth0]:1", 0xFE80_0000_0000_0000), ("::", 0), ("::1", 0), ("1::", 0x0001_0000_0000_0000),
    ("1::8", 0x0001_0000_0000_0000), ("::2:3:4:5:6:7:8", 0x0000_0002_0003_0004),
    ("64:ff9b::192.0.2.7", 0x0064_FF9B_0000_0000),
    ("1:2:3:4:5:6:7::", 0x0001_0002_0003_0004),
  ]

  @Test(arguments: v6)
  func `an IPv6 address is its network of 64 bits`(text: String, network: UInt64) throws {
    #expect(try #require(NetworkAddress(text)).client == .v6Network(network))
  }

  static let strangers: [String] = [
    "", " ", "1", "1.2.3", "1.2.3.4.5", "256.0.0.1", "01.2.3.4", "1.2.3.-4", "1.2.3.4:", "1.2.3.4:65536", "1.2.3.4:x",
    ":", ":::", "::1::", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8::", "12345::", "g::", ":1::", "1::2:",
    "::1%",
    "[::1", "::1]", "[::1]x", "[::1]:", "1.2.3.4::", "::1.2.3.4:5", "::256.0.0.1", "example.com", "unknown", "１.2.3.4",
    String(repeating: "0", count: 100), "::1%" + String(repeating: "z", count: 100),
  ]

  @Test(arguments: strangers)
  func `anything else is no address`(text: String) { #expect(NetworkAddress(text) == nil) }

  @Test func `different clients have different bytes`() {
    let clients = [
      NetworkAddress(v4: 0), NetworkAddress(v4: 1), NetworkAddress(v6: 0), NetworkAddress(v6: 1 << 64),
      NetworkAddress(v6: UInt128(0xC000_0207) << 96),
    ]
    #expect(Set(clients.map(\.clientBytes)).count == clients.count)
    #expect(NetworkAddress(v6: 1).clientBytes == NetworkAddress(v6: 2).clientBytes)
  }
}
