import NIOCore
import NIOEmbedded
import NIOPosix
import Testing
import WebSockets

/// One end of a WebSocket on a channel without a network, whose time the test moves.
final class EmbeddedSocket {
  let channel = EmbeddedChannel()
  let log = Log<Told>()
  let socket: WebSocket

  init(
    _ role: ConnectionRole = .server, limits: WebSocketLimits = .init(), script: RecordingHandler.Script = .init()
  ) throws {
    try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 9)).wait()
    channel.isWritable = true
    socket = try #require(
      try WebSocketConnection.open(
        on: channel, as: role, limits: limits, makeHandler: RecordingHandler.factory(log, script)))
    channel.embeddedEventLoop.run()
  }

  deinit { _ = try? channel.finish(acceptAlreadyClosed: true) }

  var told: [Told] { log.entries }
  var closures: [WebSocketClosure] { log.entries.compactMap(\.closure) }

  func receive(_ frames: Frame...) throws {
    try receive(bytes: frames.flatMap(\.bytes))
  }

  func receive(bytes: [UInt8]) throws {
    try channel.writeInbound(ByteBuffer(bytes: bytes))
    channel.embeddedEventLoop.run()
  }

  /// The frames that went out since the last look.
  func sent() throws -> [Frame] {
    channel.embeddedEventLoop.run()
    var bytes: [UInt8] = []
    while let buffer = try channel.readOutbound(as: ByteBuffer.self) { bytes += buffer.readableBytesView }
    return Frame.parse(bytes)
  }

  func advance(_ time: TimeAmount) {
    channel.embeddedEventLoop.advanceTime(by: time)
  }
}
