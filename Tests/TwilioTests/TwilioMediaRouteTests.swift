import Logging
import NIOEmbedded
import Testing
import Twilio
import WebSockets

@Suite("The door for media streams")
struct TwilioMediaRouteTests {
  private static func route() throws -> (WebSocketRoute, TwilioSignature) {
    let settings = try TwilioSettings(accountSID: "", authTokens: [Office.token], publicURL: Office.publicURL)
    let log = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
    return (twilioMediaRoute(settings, log: log) { _ in true }, TwilioSignature(settings))
  }

  @Test func `a signed request is let in`() async throws {
    let (route, signature) = try Self.route()
    let signed = try #require(signature.sign("wss://voice.example.test/twilio/media", .nothing))
    let request = UpgradeRequest(path: route.path, headers: [("X-Twilio-Signature", signed), ("Host", "evil.example")])
    guard case .accept(nil, _, let makeHandler) = await route.decide(request) else {
      Issue.record("refused")
      return
    }
    #expect(makeHandler(EmbeddedEventLoop()) is TwilioMediaSocket)
    #expect(route.path == "/twilio/media" && route.limits.maximumMessageBytes == 128 << 10)
  }

  @Test func `a request without a good signature is refused with an empty 403`() async throws {
    let (route, signature) = try Self.route()
    let other = try #require(signature.sign("wss://voice.example.test/v1/voice", .nothing))
    for headers in [
      [], [("x-twilio-signature", "")], [("x-twilio-signature", "AAAA")], [("x-twilio-signature", other)],
    ] {
      guard
        case .refuse(403, _, []) = await route.decide(
          UpgradeRequest(path: route.path, headers: UpgradeHeaders(headers)))
      else {
        Issue.record("let in")
        return
      }
    }
  }
}
