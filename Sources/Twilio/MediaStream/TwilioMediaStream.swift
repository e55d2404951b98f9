package import MediaBridge
package import NIOCore
package import WebSockets

/// The protocol of one media stream, without its socket: every event gives at most one thing to do, whatever the order.
///
/// `connected`, `start`, then `media`, `dtmf` and `mark` until `stop`. Once over it stays over, and nothing is said again.
package struct TwilioMediaStream {
  /// What is to be done.
  package enum Action: Equatable {
    case nothing
    /// The stream has begun and wants to be joined to its call.
    case arrive(StreamStart, token: String)
    case spoke(AudioChunk, milliseconds: Int)
    case pressed(Character)
    case heard(PlaybackMark)
    /// The leg is over; the socket is to be closed so, if it still is open.
    case end(LegEnd, Closing?)
  }

  /// How our side is closed.
  package struct Closing: Equatable, Sendable {
    package let code: CloseCode
    package let reason: String
  }

  private enum Phase {
    case expectingStart
    case streaming(ByteBuffer)
    case over
  }

  private var phase = Phase.expectingStart
  private var milliseconds = 0

  /// Messages that were none of ours to act on: unknown events, other tracks, keys and marks that we don't know.
  package private(set) var ignored = 0

  /// A stream whose socket has just opened.
  package init() {}

  /// A text message came.
  package mutating func received(text: ByteBuffer) -> Action {
    if case .over = phase { return .nothing }
    do throws(MediaStreamFault) {
      return try received(try MediaStreamMessage(text))
    } catch {
      return fail(error)
    }
  }

  /// A binary message came; the protocol has none.
  package mutating func receivedBinary() -> Action { fail(.binaryFrame) }

  /// The time for the start is over.
  package mutating func startIsDue() -> Action {
    if case .expectingStart = phase { fail(.noStartInTime) } else { .nothing }
  }

  /// We leave.
  package mutating func leave(_ departure: LegDeparture) -> Action {
    end(.left, Closing(departure))
  }

  /// The socket is gone.
  package mutating func closed(_ closure: WebSocketClosure) -> Action { end(LegEnd(closure), nil) }

  // MARK: Messages

  private mutating func received(_ message: MediaStreamMessage) throws(MediaStreamFault) -> Action {
    switch (phase, message.content) {
    case (.over, _): return .nothing
    case (_, .connected), (_, .unknown): return ignore(message.content == .unknown)
    case (.expectingStart, .start(let start)): return try begin(start)
    case (.expectingStart, .stop): return end(.stopped, .finished)
    case (.expectingStart, _): throw .messageBeforeStart
    case (.streaming, .start): throw .secondStart
    case (.streaming(let stream), _):
      guard message.streamSID == stream else { throw .wrongStream }
      return try streamed(message.content)
    }
  }

  private mutating func begin(_ start: StreamStart) throws(MediaStreamFault) -> Action {
    guard start.isTelephoneAudio else { throw .unknownFormat }
    guard (1...MediaStreamLimits.maximumStreamNameBytes).contains(start.streamSID.utf8.count),
      start.streamSID.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) })
    else { throw .invalidMessage }
    guard let token = start.token, (1...MediaStreamLimits.maximumTokenBytes).contains(token.utf8.count) else {
      throw .noToken
    }
    phase = .streaming(ByteBuffer(string: start.streamSID))
    return .arrive(start, token: token)
  }

  private mutating func streamed(_ content: MediaStreamMessage.Content) throws(MediaStreamFault) -> Action {
    switch content {
    case .media(let frame):
      guard frame.byteCount <= MediaStreamLimits.maximumAudioBytes else { throw .audioTooLong }
      milliseconds = frame.milliseconds ?? milliseconds
      guard frame.byteCount > 0 else { return .nothing }
      return .spoke(AudioChunk(base64: frame.payload, byteCount: frame.byteCount), milliseconds: milliseconds)
    case .dtmf(let digit):
      guard digit.count == 1, let key = digit.first, "0123456789*#ABCD".contains(key) else { return ignore(true) }
      return .pressed(key)
    case .mark(let name):
      guard let mark = PlaybackMark(name: name) else { return ignore(true) }
      return .heard(mark)
    case .stop: return end(.stopped, .finished)
    case .connected, .start, .unknown: return .nothing
    }
  }

  private mutating func ignore(_ counts: Bool) -> Action {
    if counts { ignored += 1 }
    return .nothing
  }

  private mutating func fail(_ fault: MediaStreamFault) -> Action {
    end(.misbehaved(fault.reason), Closing(code: fault.closeCode, reason: "\(fault.reason)"))
  }

  private mutating func end(_ end: LegEnd, _ closing: Closing?) -> Action {
    if case .over = phase { return .nothing }
    phase = .over
    return .end(end, closing)
  }
}
