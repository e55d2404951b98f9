import NIOCore
import WebSockets

/// What a handler was told.
enum Told: Equatable, Sendable {
  case opened
  case text(String)
  case binary([UInt8])
  case writable(Bool)
  case draining
  case closed(WebSocketClosure)

  var isMessage: Bool {
    switch self {
    case .text, .binary: true
    default: false
    }
  }

  var closure: WebSocketClosure? { if case .closed(let closure) = self { closure } else { nil } }
}

extension Log where Entry == Told {
  /// The first messages heard, once there are so many; what was told between them (writability) is left out.
  func heard(_ count: Int) async -> [Told] {
    let entries = await entries { $0.count(where: \.isMessage) >= count || $0.contains { $0.closure != nil } }
    return Array(entries.filter(\.isMessage).prefix(count))
  }

  /// How the socket ended, once it has.
  func closure() async -> WebSocketClosure? {
    await entries { $0.contains { $0.closure != nil } }.compactMap(\.closure).first
  }
}

/// Writes down what it is told and does what the test says; lives on its socket's event loop.
final class RecordingHandler: WebSocketHandler {
  struct Script: Sendable {
    var opened: @Sendable (WebSocket) -> Void = { _ in }
    var text: @Sendable (WebSocket, ByteBuffer) -> Void = { _, _ in }
    var binary: @Sendable (WebSocket, ByteBuffer) -> Void = { _, _ in }
    var writable: @Sendable (WebSocket, Bool) -> Void = { _, _ in }
    /// `nil` leaves it to the protocol's default.
    var draining: (@Sendable (WebSocket) -> Void)?

    /// Sends every message back.
    static let echo = Script(text: { $0.send(text: $1) }, binary: { $0.send(binary: $1) })
  }

  private let log: Log<Told>
  private let script: Script
  private var socket: WebSocket?

  init(_ log: Log<Told>, _ script: Script = Script()) {
    self.log = log
    self.script = script
  }

  static func factory(
    _ log: Log<Told>, _ script: Script = Script()
  ) -> @Sendable (any EventLoop) -> any WebSocketHandler {
    { loop in
      loop.preconditionInEventLoop()
      return RecordingHandler(log, script)
    }
  }

  func opened(_ socket: WebSocket) {
    self.socket = socket
    log.append(.opened)
    script.opened(socket)
  }

  func received(text: ByteBuffer) {
    log.append(.text(String(buffer: text)))
    if let socket { script.text(socket, text) }
  }

  func received(binary: ByteBuffer) {
    log.append(.binary(Array(binary.readableBytesView)))
    if let socket { script.binary(socket, binary) }
  }

  func writabilityChanged(isWritable: Bool) {
    log.append(.writable(isWritable))
    if let socket { script.writable(socket, isWritable) }
  }

  func draining(_ socket: WebSocket) {
    log.append(.draining)
    if let draining = script.draining {
      draining(socket)
    } else {
      socket.close(.goingAway, reason: "server is shutting down")
    }
  }

  func closed(_ closure: WebSocketClosure) {
    log.append(.closed(closure))
  }
}
