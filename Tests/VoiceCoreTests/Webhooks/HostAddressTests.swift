import Testing
import VoiceCore

@Suite("Where webhooks may go")
struct HostAddressTests {
  @Test(arguments: [
    "https://hooks.example/a?b=c", "http://localhost:8080", "https://[2606:4700::1111]:8443/x", "HTTPS://Hooks.Example",
    "https://192.0.2.1/",
  ]) func `an absolute address is read`(_ text: String) throws {
    let url = try #require(WebhookURL(text))
    #expect(url.text == text && url.host == url.host.lowercased() && "\(url)" == url.host)
  }

  @Test(arguments: [
    "", "hooks.example", "ftp://hooks.example", "https://", "https://user@hooks.example", "https://u:p@hooks.example/",
    "https://hooks.example/#top", "https://hooks.example:0/", "https://hooks.example:65536/", "https://hooks.example:/",
    "https://hooks.example/ a", "https://hööks.example/", "https://[fe80::1%eth0]/", "https://[::1", "https://[x]/",
    "https://a\\b/", "https://hooks.example:80a/",
  ]) func `anything else is none`(_ text: String) { #expect(WebhookURL(text) == nil) }

  @Test func `the parts are those that are connected to`() {
    #expect(WebhookURL("https://A.example")?.port == 443)
    #expect(WebhookURL("http://a.example")?.port == 80)
    #expect(WebhookURL("https://[2606:4700::1111]:8443/x")?.host == "2606:4700::1111")
    #expect(WebhookURL("https://[2606:4700::1111]:8443/x")?.port == 8443)
    #expect(WebhookURL("https://" + String(repeating: "a", count: 2_048)) == nil)
  }

  private static func address(_ text: String) -> HostAddress? {
    if text.contains(".") { return HostAddress(bytes: text.split(separator: ".").compactMap { UInt8($0) }) }
    let halves = text.components(separated: "::")
    let groups = halves.map { $0.split(separator: ":").compactMap { UInt16($0, radix: 16) } }
    let gap = halves.count == 2 ? Array(repeating: UInt16(0), count: 8 - groups.joined().count) : []
    let all = groups[0] + gap + (groups.count == 2 ? groups[1] : [])
    return HostAddress(bytes: all.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] })
  }

  @Test(arguments: [
    "0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.1",
    "192.0.2.1", "192.168.1.1", "198.18.0.1", "198.19.255.255", "198.51.100.7", "203.0.113.9", "224.0.0.1",
    "240.0.0.1", "255.255.255.255", "::", "::1", "fe80::1", "fc00::1", "fd00::1", "ff02::1", "2001::1", "2001:db8::1",
    "2002:7f00:1::", "::ffff:7f00:1", "::ffff:a00:1", "64:ff9b::7f00:1", "64:ff9b:1::1", "3fff::1", "4000::1",
  ]) func `a private or special address is sent nothing`(_ text: String) throws {
    #expect(try #require(Self.address(text)).isPublic == false)
  }

  @Test(arguments: [
    "1.1.1.1", "8.8.8.8", "100.128.0.1", "172.32.0.1", "192.0.1.1", "198.20.0.1", "223.255.255.255",
    "2606:4700::1111", "2a00:1450::1", "::ffff:808:808", "64:ff9b::808:808",
  ]) func `one of the public Internet is`(_ text: String) throws {
    #expect(try #require(Self.address(text)).isPublic)
  }

  @Test func `only in development this machine is, too`() throws {
    let (development, production) = (WebhookRule(allowsLoopback: true), WebhookRule(allowsLoopback: false))
    for text in ["127.0.0.1", "127.9.9.9", "::1", "::ffff:7f00:1"] {
      let own = try #require(Self.address(text))
      #expect(development.allows(own) && !production.allows(own))
    }
    #expect(!development.allows(try #require(Self.address("10.0.0.1"))))
    let (plain, secure) = (
      try #require(WebhookURL("http://127.0.0.1:9")), try #require(WebhookURL("https://a.example"))
    )
    #expect(development.allows(plain) && !production.allows(plain))
    #expect(production.allows(secure))
    #expect(!development.allows(try #require(WebhookURL("http://a.example"))))
  }
}

extension String {
  fileprivate func components(separated by: String) -> [Substring] {
    guard let range = firstRange(of: by) else { return [self[...]] }
    return [self[..<range.lowerBound], self[range.upperBound...]]
  }
}
