public import Logging
public import MediaBridge
internal import NIOCore
public import WebSockets

/// Where the carrier brings callers' audio: `WS /twilio/media`. Without a good signature over the public address the upgrade
/// is refused with 403; without a one-time token the stream is closed with 1008.
///
/// - Parameter arrive: hands over a stream that has begun, on its event loop; `false` closes it with 1013.
public func twilioMediaRoute(
  path: String = "/twilio/media", _ settings: TwilioSettings, limits: WebSocketLimits = MediaStreamLimits.socket,
  log: Logger, arrive: @escaping @Sendable (CallerArrival) -> Bool
) -> WebSocketRoute {
  let signature = TwilioSignature(settings)
  return WebSocketRoute(path: path, limits: limits) { request in
    guard signature.covers(request) else {
      log.warning("a media stream without a good signature was refused")
      return .refuse(status: 403)
    }
    return .accept { TwilioMediaSocket(on: $0, log: log, arrive: arrive) }
  }
}
