internal import NIOCore
internal import VoiceCore
internal import WebSockets

/// Opens sockets to the provider.
struct RealtimeConnector: Sendable {
  private let client: WebSocketClient
  private let address: String
  private let headers: [(String, String)]

  init(_ settings: OpenAIRealtimeSettings, eventLoopGroup: any EventLoopGroup, limits: OpenAILimits) {
    client = WebSocketClient(eventLoopGroup: eventLoopGroup, limits: limits.socket)
    address = settings.address
    headers = [("Authorization", "Bearer \(settings.apiKey)")]
  }

  /// Opens a socket for a leg, on its loop. What comes over it goes to the leg.
  func connect(_ leg: NIOLoopBound<RealtimeLeg>, on eventLoop: any EventLoop) async throws(VoiceAIFailure) {
    do throws(WebSocketClientFailure) {
      _ = try await client.connect(to: address, headers: headers, on: eventLoop) { _ in RealtimeSocket(of: leg.value) }
    } catch {
      throw VoiceAIFailure(error)
    }
  }
}

extension VoiceAIFailure {
  /// What it means that no socket came about: a refused key or model doesn't get better by itself.
  init(_ failure: WebSocketClientFailure) {
    switch failure {
    case .refused(401, _), .refused(403, _), .refused(404, _), .invalidURL, .insecure, .invalidHeaders:
      self = .notAvailable
    case .refused, .timedOut, .tls, .connectionFailed, .badHandshake, .cancelled: self = .unreachable
    }
  }
}
