package import Logging
package import MediaBridge
package import NIOCore
package import WebSockets

/// The caller's leg on its socket: a thin shell around `TwilioMediaStream`. Confined to its event loop.
package final class TwilioMediaSocket: WebSocketHandler, CallerLeg {
  package let eventLoop: any EventLoop

  private let arrive: @Sendable (CallerArrival) -> Bool
  private let log: Logger
  private var stream = TwilioMediaStream()
  private var outlet = MediaOutlet()
  private var wire: (any TextWire)?
  private var listener: (any CallerLegListener)?
  /// Keys pressed before somebody listens: callers who know the way don't wait.
  private var earlyKeys: [Character] = []
  private var end: LegEnd?
  private var startTimer: Scheduled<Void>?

  /// A leg for a socket that opens on this loop; `arrive` says whether the stream is taken.
  package init(on eventLoop: any EventLoop, log: Logger, arrive: @escaping @Sendable (CallerArrival) -> Bool) {
    self.eventLoop = eventLoop
    self.log = log
    self.arrive = arrive
  }

  // MARK: From the socket

  package func opened(_ socket: WebSocket) { opened(on: socket) }

  /// The socket is open; messages may come.
  package func opened(on wire: any TextWire) {
    self.wire = wire
    startTimer = eventLoop.assumeIsolated().scheduleTask(in: MediaStreamLimits.startTimeout) { [self] in
      perform(stream.startIsDue())
    }
  }

  package func received(text: ByteBuffer) { perform(stream.received(text: text)) }

  package func received(binary: ByteBuffer) { perform(stream.receivedBinary()) }

  package func writabilityChanged(isWritable: Bool) { listener?.callerWritabilityChanged(isWritable: isWritable) }

  /// The reception ends its calls itself, each at a good moment; the socket's own limit stands behind it.
  package func draining(_ socket: WebSocket) {}

  package func closed(_ closure: WebSocketClosure) {
    perform(stream.closed(closure))
    wire = nil
  }

  // MARK: From the bridge

  package var isWritable: Bool { wire?.isWritable ?? false }

  package func attach(_ listener: any CallerLegListener) {
    guard let end else {
      self.listener = listener
      let keys = earlyKeys
      earlyKeys = []
      for key in keys { listener.callerPressed(key) }
      return
    }
    listener.callerLeft(end)
  }

  package func play(_ chunk: AudioChunk) { send(.media(chunk)) }

  package func mark(_ mark: PlaybackMark) { send(.mark(mark)) }

  package func clear() { send(.clear) }

  package func leave(_ departure: LegDeparture) { perform(stream.leave(departure)) }

  // MARK: What is to be done

  private func perform(_ action: TwilioMediaStream.Action) {
    switch action {
    case .nothing: break
    case .spoke(let chunk, let milliseconds): listener?.callerSpoke(chunk, at: milliseconds)
    case .pressed(let key): pressed(key)
    case .heard(let mark): listener?.callerHeard(mark)
    case .arrive(let start, let token): begin(start, token: token)
    case .end(let end, let closing): finish(end, closing)
    }
  }

  private func pressed(_ key: Character) {
    if let listener {
      listener.callerPressed(key)
    } else if earlyKeys.count < MediaStreamLimits.maximumEarlyKeys {
      earlyKeys.append(key)
    }
  }

  private func begin(_ start: StreamStart, token: String) {
    startTimer?.cancel()
    startTimer = nil
    for message in outlet.open(streamSID: start.streamSID) { wire?.send(text: message) }
    let leg = NIOLoopBound<any CallerLeg>(self, eventLoop: eventLoop)
    guard arrive(CallerArrival(token: token, carrierCall: start.callSID, leg: leg)) else {
      log.warning("a media stream is not taken")
      leave(.unavailable)
      return
    }
  }

  private func finish(_ end: LegEnd, _ closing: TwilioMediaStream.Closing?) {
    self.end = end
    startTimer?.cancel()
    startTimer = nil
    if case .misbehaved(let reason) = end {
      log.warning("a media stream broke the protocol", metadata: ["reason": "\(reason)"])
    }
    if let closing { wire?.close(closing.code, reason: closing.reason) }
    // Letting go of the bridge, which holds us, is what frees both.
    let listener = listener
    self.listener = nil
    listener?.callerLeft(end)
  }

  private func send(_ message: MediaOutlet.Message) {
    guard end == nil else { return }
    do throws(MediaOutlet.TooMuchWaits) {
      if let pieces = try outlet.take(message) { wire?.send(text: pieces) }
    } catch {
      log.warning("too much waits for a media stream to begin")
      leave(.failed)
    }
  }
}
