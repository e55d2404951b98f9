import Crypto
import Foundation
import NIOCore
import NIOPosix
import Testing
import VoiceCore
import Webhooks

@Suite("Sending webhooks over HTTP")
struct HTTPWebhooksTests {
  private static let body = Array(#"{"type":"call.ended"}"#.utf8)

  private func sender(allowsLoopback: Bool = true) -> HTTPWebhooks {
    HTTPWebhooks(
      WebhookRule(allowsLoopback: allowsLoopback), on: MultiThreadedEventLoopGroup.singleton,
      patience: .milliseconds(500)
    ) { _ in Self.body }
  }

  private func message(_ secrets: WebhookSecret...) -> WebhookMessage {
    let at = Timestamp(microseconds: 1_767_225_600_999_999)
    return WebhookMessage(id: "evt_1", at: at, content: .verification(at), secrets: secrets)
  }

  /// What comes of one message to a receiver of this manner.
  private func send(
    to manner: Receiver.Manner, path: String = "/hook?key=1", by secrets: [String] = ["one"]
  ) async throws -> (WebhookResult, Receiver) {
    let receiver = try await Receiver(manner)
    let sender = sender()
    let at = Timestamp(microseconds: 1_767_225_600_999_999)
    let message = WebhookMessage(
      id: "evt_1", at: at, content: .verification(at), secrets: secrets.map { WebhookSecret(random: $0) })
    let result = await sender.send(message, to: try #require(WebhookURL("http://LOCALHOST:\(receiver.port)\(path)")))
    try await receiver.close()
    await sender.close()
    return (result, receiver)
  }

  @Test func `a receiver can tell by each of two secrets that the message is ours`() async throws {
    let (result, receiver) = try await send(
      to: .says("HTTP/1.1 204 No Content\r\n\r\n"), by: ["the new one", "the former"])
    #expect(result == .status(204))
    let request = try #require(receiver.requests.first)
    #expect(request.head.first == "POST /hook?key=1 HTTP/1.1" && request.body == Self.body)
    #expect(request.header("content-type") == "application/json")
    #expect(request.header("webhook-id") == "evt_1")
    #expect(request.header("webhook-timestamp") == "1767225600")
    let signatures = try #require(request.header("webhook-signature")).split(separator: " ")
    #expect(signatures.count == 2)
    for (secret, signature) in zip(["the new one", "the former"], signatures) {
      let code = try #require(Data(base64Encoded: String(signature.dropFirst(3))))
      let signed = Data("evt_1.1767225600.".utf8) + Data(Self.body)
      #expect(signature.hasPrefix("v1,"))
      #expect(
        HMAC<SHA256>.isValidAuthenticationCode(
          code, authenticating: signed, using: SymmetricKey(data: Data(secret.utf8))))
    }
  }

  @Test func `a receiver who traces is told of which span the message is a part, where somebody says so`() async throws
  {
    let place = TraceContext(of: Call.ID(7))
    let receiver = try await Receiver(.says("HTTP/1.1 204 No Content\r\n\r\n"))
    let url = try #require(WebhookURL("http://127.0.0.1:\(receiver.port)/"))
    let sender = HTTPWebhooks(
      WebhookRule(allowsLoopback: true), on: MultiThreadedEventLoopGroup.singleton, tracing: { _ in place }
    ) { _ in Self.body }
    _ = await sender.send(message(WebhookSecret(random: "one")), to: url)
    try await receiver.close()
    await sender.close()
    #expect(receiver.requests.first?.header(TraceContext.header) == place.traceparent)
    let (_, other) = try await send(to: .says("HTTP/1.1 204 No Content\r\n\r\n"))
    #expect(other.requests.first?.header(TraceContext.header) == nil)
  }

  @Test func `a redirect is an answer, and isn't followed`() async throws {
    let other = try await Receiver(.says("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"))
    let (result, _) = try await send(
      to: .says(
        "HTTP/1.1 307 Temporary Redirect\r\nlocation: http://127.0.0.1:\(other.port)/\r\ncontent-length: 0\r\n\r\n"))
    #expect(result == .status(307) && !result.isSuccess)
    #expect(other.requests.isEmpty)
    try await other.close()
  }

  @Test func `a gigabyte isn't read`() async throws {
    let (result, receiver) = try await send(to: .pours)
    #expect(result == .status(200))
    #expect(receiver.poured < 100_000_000)
  }

  @Test(arguments: [false, true]) func `whoever doesn't answer in time is left`(_ drips: Bool) async throws {
    let (result, _) = try await send(to: drips ? .drips : .isSilent)
    #expect(result == .failed(.timedOut))
  }

  @Test func `what is no HTTP is no answer`() async throws {
    let (result, _) = try await send(to: .says("nonsense\r\n\r\n"))
    guard case .failed = result else {
      Issue.record("\(result)")
      return
    }
  }

  @Test func `nobody there, and no such name`() async throws {
    let receiver = try await Receiver(.isSilent)
    try await receiver.close()
    let sender = sender()
    let gone = try #require(WebhookURL("http://127.0.0.1:\(receiver.port)/"))
    #expect(await sender.send(message(WebhookSecret(random: "a")), to: gone) == .failed(.notConnected))
    let unknown = try #require(WebhookURL("https://nobody.invalid/"))
    let result = await sender.send(message(WebhookSecret(random: "a")), to: unknown)
    #expect(result == .failed(.notResolved) || result == .failed(.timedOut))
    await sender.close()
  }

  @Test(arguments: [
    "https://localhost:PORT/", "https://127.0.0.1:PORT/", "https://2130706433:PORT/", "https://0x7f.1:PORT/",
    "https://[::1]:PORT/", "https://[::ffff:127.0.0.1]:PORT/", "https://0.0.0.0:PORT/", "https://10.0.0.1/",
    "https://169.254.169.254/latest/meta-data", "http://127.0.0.1:PORT/",
  ]) func `an address of our own network is connected to by no spelling`(_ text: String) async throws {
    let receiver = try await Receiver(.says("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"))
    let sender = sender(allowsLoopback: false)
    let url = try #require(WebhookURL(text.replacingOccurrences(of: "PORT", with: "\(receiver.port)")))
    #expect(await sender.send(message(WebhookSecret(random: "a")), to: url) == .failed(.addressRefused))
    #expect(receiver.requests.isEmpty)
    try await receiver.close()
    await sender.close()
  }
}
