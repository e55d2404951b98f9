import NIOCore
import Server
import Synchronization
import WebSockets

/// Where a real-time socket writes: what was written can be waited for.
final class TextWire: RealtimeWire, Sendable {
  private let texts: AsyncStream<String>
  private let text: AsyncStream<String>.Continuation
  private let writable: Mutex<Bool>
  private let reason = Mutex<String?>(nil)

  init(isWritable: Bool = true) {
    writable = Mutex(isWritable)
    (texts, text) = AsyncStream.makeStream()
  }

  var isWritable: Bool { writable.withLock { $0 } }
  /// Why the socket was closed; `nil` while it isn't.
  var closed: String? { reason.withLock { $0 } }

  func set(isWritable: Bool) { writable.withLock { $0 = isWritable } }
  func send(text: ByteBuffer) { self.text.yield(String(buffer: text)) }
  func close(_ code: CloseCode, reason: String) {
    self.reason.withLock { $0 = reason }
    text.finish()
  }

  /// The next message.
  func next() async throws -> JSON {
    var iterator = texts.makeAsyncIterator()
    return try JSON(await iterator.next() ?? #"{"type":"nothing"}"#)
  }
}
