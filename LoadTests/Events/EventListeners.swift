import NIOCore
import WebSockets

/// The clients of a run, all on one event loop, and what they have heard. Confined to that loop.
final class EventListeners {
  private let event: [UInt8]
  private var ready = 0
  private var heard: [Int64] = []
  private var toldAt = NIODeadline.now()
  private var wanted = 0
  private var whole: EventLoopPromise<[Int64]>?
  private var allReady: (count: Int, promise: EventLoopPromise<Void>)?

  /// Who listen for events of this name.
  init(for event: String) { self.event = Array(event.utf8) }

  /// Succeeds once so many were told how things stand.
  func ready(_ count: Int, on loop: any EventLoop) -> EventLoopFuture<Void> {
    let promise = loop.makePromise(of: Void.self)
    allReady = (count, promise)
    advance()
    return promise.futureResult
  }

  /// From now on it is measured until so many have heard the event; the nanoseconds that each took.
  func expect(_ count: Int, on loop: any EventLoop) -> EventLoopFuture<[Int64]> {
    let promise = loop.makePromise(of: [Int64].self)
    heard = []
    heard.reserveCapacity(count)
    wanted = count
    toldAt = .now()
    whole = promise
    return promise.futureResult
  }

  /// Ends the waiting with what was heard so far.
  func giveUp() {
    whole?.succeed(heard)
    whole = nil
    allReady?.promise.fail(Unexpected())
    allReady = nil
  }

  fileprivate func joined() {
    ready += 1
    advance()
  }

  private func advance() {
    guard let (count, promise) = allReady, ready >= count else { return }
    allReady = nil
    promise.succeed()
  }

  fileprivate func hear(_ message: ByteBuffer) {
    guard whole != nil, names(message) else { return }
    heard.append((.now() - toldAt).nanoseconds)
    guard heard.count == wanted else { return }
    whole?.succeed(heard)
    whole = nil
  }

  private func names(_ message: ByteBuffer) -> Bool {
    message.withUnsafeReadableBytes { bytes in
      guard bytes.count >= event.count else { return false }
      return (0...bytes.count - event.count).contains { start in
        bytes[start] == event[0] && bytes[start..<start + event.count].elementsEqual(event)
      }
    }
  }
}

/// One client.
final class EventListener: WebSocketHandler {
  private let listeners: EventListeners
  private var isIn = false

  init(_ listeners: EventListeners) { self.listeners = listeners }

  func opened(_ socket: WebSocket) {}

  func received(text: ByteBuffer) {
    guard isIn else {
      // How things stand comes first.
      isIn = true
      return listeners.joined()
    }
    listeners.hear(text)
  }

  func received(binary: ByteBuffer) {}
  func writabilityChanged(isWritable: Bool) {}
  func closed(_ closure: WebSocketClosure) {}
}
