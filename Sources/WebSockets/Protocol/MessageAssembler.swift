package import NIOCore

/// Puts messages together from data frames, within a limit. Source: RFC 6455, section 5.4.
package struct MessageAssembler {
  package enum Kind: Equatable, Sendable { case text, binary }

  package enum Step: Equatable {
    case incomplete
    case message(Kind, ByteBuffer)
    case failed(WebSocketFailure)
  }

  private let maximumBytes: Int
  /// The kind of the unfinished message, if there is one; its bytes so far are in `collected`.
  private var unfinished: Kind?
  private var collected = ByteBuffer()

  package init(maximumBytes: Int) {
    self.maximumBytes = maximumBytes
  }

  /// A text or binary frame: a whole message, or the first part of one.
  package mutating func begin(_ kind: Kind, _ payload: ByteBuffer, isFinal: Bool) -> Step {
    guard unfinished == nil else { return .failed(.protocolViolation(.unfinishedMessage)) }
    guard payload.readableBytes <= maximumBytes else { return .failed(.messageTooBig) }
    if isFinal { return Self.complete(kind, payload) }
    unfinished = kind
    collected = payload
    return .incomplete
  }

  /// A continuation frame. The limit is held before its bytes are kept.
  package mutating func proceed(_ payload: ByteBuffer, isFinal: Bool) -> Step {
    guard let kind = unfinished else { return .failed(.protocolViolation(.nothingToContinue)) }
    guard collected.readableBytes + payload.readableBytes <= maximumBytes else { return .failed(.messageTooBig) }
    collected.writeImmutableBuffer(payload)
    guard isFinal else { return .incomplete }
    let message = collected
    unfinished = nil
    collected = ByteBuffer()
    return Self.complete(kind, message)
  }

  private static func complete(_ kind: Kind, _ message: ByteBuffer) -> Step {
    if kind == .text, !message.withUnsafeReadableBytes(UTF8Check.isValid) { return .failed(.invalidUTF8) }
    return .message(kind, message)
  }
}
