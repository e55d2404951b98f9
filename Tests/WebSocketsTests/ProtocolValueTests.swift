import NIOCore
import Testing
import WebSockets

@Suite("Small protocol values")
struct ProtocolValueTests {
  @Test(
    arguments: [
      [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF0, 0x8F, 0xBF, 0xBF],
      [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0x80], [0xC3], [0xE2, 0x82], [0xF0, 0x9F, 0x98],
      [0x61, 0x61, 0x61, 0x61, 0x61, 0x61, 0x61, 0x61, 0xFF], [0xE2, 0x28, 0xA1], [0xF0, 0x9F, 0x28, 0x80],
    ] as [[UInt8]])
  func `bytes that are not UTF-8 are told`(bytes: [UInt8]) {
    #expect(!bytes.withUnsafeBytes(UTF8Check.isValid))
  }

  @Test func `the check agrees with the standard library`() {
    var random = SplitMix(state: 42)
    for _ in 0..<20_000 {
      let length = Int(random.next() % 12)
      // Mostly bytes that mean something in UTF-8, so that many sequences are nearly or fully valid.
      let pool: [UInt8] = [
        0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC2, 0xDF, 0xE0, 0xE2, 0xED, 0xEF, 0xF0, 0xF4,
      ]
      let bytes = (0..<length).map { _ in pool[Int(random.next() % UInt64(pool.count))] }
      #expect(bytes.withUnsafeBytes(UTF8Check.isValid) == (String(validating: bytes, as: UTF8.self) != nil))
    }
    for scalar in (0...0x10FFFF as ClosedRange<UInt32>).lazy.compactMap(Unicode.Scalar.init).filter({
      $0.value % 97 == 0
    }) {
      #expect(Array(String(scalar).utf8).withUnsafeBytes(UTF8Check.isValid))
    }
  }

  @Test func `a close code has one spelling`() {
    #expect(CloseCode(1000) == .normal)
    #expect(CloseCode(1013) == .tryAgainLater)
    #expect(CloseCode(4001) == .other(4001))
    #expect(CloseCode(1010).number == 1010)
  }

  @Test(arguments: [
    ("ws://localhost:8080/media?x=1", false, "localhost", 8080, "/media?x=1", "localhost:8080"),
    ("wss://Example.com", true, "example.com", 443, "/", "example.com"),
    ("WSS://example.com?model=a", true, "example.com", 443, "/?model=a", "example.com"),
    ("ws://[::1]:81/", false, "::1", 81, "/", "[::1]:81"),
    ("ws://127.0.0.1/a://b", false, "127.0.0.1", 80, "/a://b", "127.0.0.1"),
  ])
  func `a URL is taken apart`(
    text: String, isSecure: Bool, host: String, port: Int, target: String, hostField: String
  ) throws {
    let url = try #require(WebSocketURL(text))
    #expect(url.isSecure == isSecure)
    #expect(url.host == host)
    #expect(url.port == port)
    #expect(url.target == target)
    #expect(url.hostField == hostField)
  }

  @Test(arguments: [
    "http://a/", "ws:/a", "ws://", "ws:///x", "ws://u:p@host/", "ws://host/#f", "ws://host/a b", "ws://host/\r\nX: y",
    "ws://host:0/", "ws://host:65536/", "ws://host:+1/", "ws://host:/", "ws://[::1", "ws://[]/", "ws://[::1]x/",
    "ws://hö.de/", "", "localhost:80",
  ])
  func `what is no WebSocket URL is refused`(text: String) {
    #expect(WebSocketURL(text) == nil)
  }

  @Test func `loopback is told from look-alikes`() {
    for host in ["localhost", "127.0.0.1", "127.255.3.4", "[::1]"] {
      #expect(WebSocketURL("ws://\(host)/")?.isLoopback == true)
    }
    for host in [
      "localhost.example.com", "127.0.0.1.nip.io", "127.0.0", "127.0.0.256", "128.0.0.1", "[::2]", "10.0.0.1",
    ] {
      #expect(WebSocketURL("ws://\(host)/")?.isLoopback == false)
    }
  }

  @Test func `header fields are found whatever their case`() {
    let request = UpgradeRequest(
      path: "/x",
      headers: [("X-Key", "1"), ("x-key", "2"), ("Sec-WebSocket-Protocol", "a, b"), ("sec-websocket-protocol", "c")])
    #expect(request.first("x-KEY") == "1")
    #expect(request.headers.all("X-Key") == ["1", "2"])
    #expect(request.headers.first("other") == nil)
    #expect(request.subprotocols == ["a", "b", "c"])
  }
}

/// Reproducible chance for tests.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
