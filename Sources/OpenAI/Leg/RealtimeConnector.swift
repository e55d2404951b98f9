internal import NIOCore
internal import VoiceCore
internal import WebSockets

/// Opens sockets to the provider.
struct RealtimeConnector: Sendable {
  private let client: WebSocketClient
  private let settings: OpenAIRealtimeSettings

  init(_ settings: OpenAIRealtimeSettings, eventLoopGroup: any EventLoopGroup, limits: OpenAILimits) {
    client = WebSocketClient(eventLoopGroup: eventLoopGroup, limits: limits.socket)
    self.settings = settings
  }

  /// Opens a socket for a leg, on its loop. What comes over it goes to the leg.
  func connect(_ leg: NIOLoopBound<RealtimeLeg>, on eventLoop: any EventLoop) async throws(VoiceAIFailure) {
    // Made here and kept nowhere: the settings show their key to nobody, a list of headers would.
    let headers = [("Authorization", "Bearer \(settings.apiKey)")]
    do throws(WebSocketClientFailure) {
      _ = try await client.connect(to: settings.address, headers: headers, on: eventLoop) { _ in
        RealtimeSocket(of: leg.value)
      }
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
