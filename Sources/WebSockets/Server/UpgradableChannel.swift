package import HummingbirdCore
package import Logging
package import NIOCore
internal import NIOHTTP1
package import NIOHTTPTypes
internal import NIOSSL

/// What Hummingbird's server does with an accepted connection: HTTP/1.1 to the router's responder, or a WebSocket.
package struct UpgradableChannel: HTTPChannelHandler {
  package typealias HTTP = NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>

  /// What a connection turned out to be.
  package enum Outcome: Sendable {
    case http(HTTP)
    /// A WebSocket, a refusal, a client that asked for nothing: no work left but to wait for the end.
    case other
  }

  package struct Value: ServerChildChannelValue {
    package let channel: any Channel
    package let outcome: EventLoopFuture<Outcome>
  }

  package let responder: HTTPChannelHandler.Responder
  let gate: UpgradeGate.Setting
  let tls: NIOSSLContext?

  package func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
    channel.eventLoop.makeCompletedFuture {
      let pipeline = channel.pipeline.syncOperations
      if let tls { try pipeline.addHandler(NIOSSLServerHandler(context: tls)) }
      let encoder = HTTPResponseEncoder()
      let decoder = ByteToMessageHandler(
        HTTPRequestDecoder(leftOverBytesStrategy: .forwardBytes, limitConfiguration: gate.http.decoder))
      let outcome = channel.eventLoop.makePromise(of: Outcome.self)
      try pipeline.addHandlers([
        encoder, decoder,
        UpgradeGate(gate, encoder: encoder, decoder: decoder, logger: logger, outcome: outcome),
      ])
      return Value(channel: channel, outcome: outcome.futureResult)
    }
  }

  package func handle(value: Value, logger: Logger) async {
    await withTaskCancellationHandler {
      if case .http(let http) = try? await value.outcome.get() {
        await handleHTTP(asyncChannel: http, logger: logger)
      } else {
        // The server has not stopped before the last socket has: a close frame on its way is not cut off.
        try? await value.channel.closeFuture.get()
      }
    } onCancel: {
      value.channel.close(promise: nil)
    }
  }
}
