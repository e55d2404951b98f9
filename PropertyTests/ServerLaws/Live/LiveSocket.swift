import NIOCore
import NIOPosix
import WebSockets

/// What a deployment says to somebody who opens a WebSocket and only listens.
enum LiveSocket {
  /// The first message, or the refusal.
  enum Answer: Sendable {
    case told(String)
    case refused(status: Int, body: [UInt8])
    /// Closed, or silent for as long as one waits.
    case nothing
  }

  /// How long is waited for the first message.
  private static let patience = Duration.seconds(10)

  /// Opens `target` as the bearer of a token, hears one message, and closes.
  /// - Throws: `LiveTrouble` when there is no connection.
  static func listen(at address: LiveAddress, _ target: String, bearing token: String) async throws -> Answer {
    let (texts, text) = AsyncStream<String>.makeStream(bufferingPolicy: .bufferingOldest(1))
    let socket: WebSocket
    do throws(WebSocketClientFailure) {
      socket = try await WebSocketClient(eventLoopGroup: MultiThreadedEventLoopGroup.singleton).connect(
        to: address.socket + target, headers: [("Authorization", "Bearer \(token)")]
      ) { _ in Ear(text) }
    } catch {
      if case .refused(let status, let body) = error { return .refused(status: status, body: body) }
      throw LiveTrouble("no WebSocket to \(address.text): \(error)")
    }
    let limit = socket.eventLoop.scheduleTask(in: TimeAmount(patience)) { text.finish() }
    var heard: String?
    for await text in texts {
      heard = text
      break
    }
    limit.cancel()
    socket.eventLoop.execute { socket.close(.normal, reason: "") }
    return heard.map { .told($0) } ?? .nothing
  }

  private final class Ear: WebSocketHandler {
    private let text: AsyncStream<String>.Continuation

    init(_ text: AsyncStream<String>.Continuation) { self.text = text }

    func opened(_ socket: WebSocket) {}
    func received(text: ByteBuffer) { self.text.yield(String(buffer: text)) }
    func received(binary: ByteBuffer) {}
    func writabilityChanged(isWritable: Bool) {}
    func closed(_ closure: WebSocketClosure) { text.finish() }
  }
}
