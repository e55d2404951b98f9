package import NIOCore

/// The end of a WebSocket, whoever begins it and however it goes. Total: every event has an answer in every state.
/// Source: RFC 6455, sections 5.5.1 and 7.
package struct CloseHandshake: Equatable, Sendable {
  package enum Action: Equatable, Sendable {
    case nothing
    /// Send the close frame, then wait for the peer, at most the close timeout.
    case sendAndWait(ClosePayload)
    /// Send the close frame and hang up once it is on its way.
    case sendAndHangUp(ClosePayload)
    /// Send the close frame and close our direction, so that a peer in the middle of sending still reads why.
    case sendAndStopSending(ClosePayload)
    /// Both close frames are through: hang up.
    case hangUp
  }

  private enum State: Equatable {
    case open
    /// Our close frame is out, the peer's is awaited.
    case asked(WebSocketClosure)
    /// The outcome is settled, only the connection is still there.
    case settled(WebSocketClosure)
  }

  private let role: ConnectionRole
  private var state = State.open

  package init(role: ConnectionRole) {
    self.role = role
  }

  /// Whether messages still flow: neither side has begun to close.
  package var isOpen: Bool { state == .open }

  /// Whether pings are still answered: not after the peer's close frame or our own failure (section 5.5.2).
  package var answersPings: Bool {
    if case .settled = state { false } else { true }
  }

  /// We want to close.
  package mutating func begin(_ code: CloseCode, reason: String) -> Action {
    guard case .open = state else { return .nothing }
    let payload = ClosePayload(code, reason: reason)
    state = .asked(WebSocketClosure(code: payload.code, reason: payload.reason, began: .local))
    return .sendAndWait(payload)
  }

  /// The peer's close frame. The server hangs up first, a client waits for that (section 7.1.1).
  package mutating func receive(_ bytes: ByteBuffer) -> Action {
    switch state {
    case .open:
      do {
        let payload = try ClosePayload(parsing: bytes)
        let closure = WebSocketClosure(code: payload.code, reason: payload.reason, began: .peer)
        state = .settled(closure)
        let answer = ClosePayload(payload.code, reason: "")
        return role == .server ? .sendAndHangUp(answer) : .sendAndWait(answer)
      } catch {
        return fail(error)
      }
    case .asked(let closure):
      state = .settled(closure)
      return role == .server ? .hangUp : .nothing
    case .settled:
      return .nothing
    }
  }

  /// The peer broke the protocol or a limit.
  package mutating func fail(_ failure: WebSocketFailure) -> Action {
    switch state {
    case .open:
      let payload = ClosePayload(failure.code, reason: failure.description)
      state = .settled(
        WebSocketClosure(code: payload.code, reason: payload.reason, began: .local, failure: failure))
      return .sendAndStopSending(payload)
    case .asked(let closure):
      state = .settled(
        WebSocketClosure(code: .abnormal, reason: closure.reason, began: .local, failure: failure))
      return .hangUp
    case .settled:
      return .nothing
    }
  }

  /// We give the peer up without another word: it doesn't answer, or doesn't read.
  package mutating func abandon(_ failure: WebSocketFailure) -> Action {
    if case .settled = state { return .nothing }
    state = .settled(WebSocketClosure(code: .abnormal, began: .local, failure: failure))
    return .hangUp
  }

  /// The close timeout has passed.
  package mutating func timedOut() -> Action {
    if case .asked = state { return abandon(.closeTimedOut) }
    return .hangUp
  }

  /// The connection is gone: the outcome.
  package mutating func end() -> WebSocketClosure {
    let closure =
      switch state {
      case .open: WebSocketClosure(code: .abnormal, began: .peer, failure: .connectionLost)
      case .asked: WebSocketClosure(code: .abnormal, began: .local, failure: .connectionLost)
      case .settled(let closure): closure
      }
    state = .settled(closure)
    return closure
  }
}
