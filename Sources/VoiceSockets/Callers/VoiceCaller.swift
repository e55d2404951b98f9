internal import Logging
package import MediaBridge
package import NIOCore
internal import VoiceCore

/// A caller at a browser or app: the leg of a call, with the client in the carrier's place. Lives on its event loop, longer than one
/// socket. After a cut it is silent and waits for another for a while; what is to be heard waits with it.
package final class VoiceCaller: CallerLeg, VoiceParty {
  /// Keys that are pressed before somebody listens; more are forgotten.
  static let maximumEarlyKeys = 32
  /// Silence is told in pieces of 100 ms at most.
  private static let silence = AudioChunk(muLaw: Array(repeating: MuLaw.silence, count: VoiceInlet.pieceBytes))

  private enum Phase {
    /// The call isn't answered yet.
    case waiting
    case talking
    /// The leg is over; the caller is still to be told why.
    case left(LegEnd)
    case over
  }

  package let eventLoop: any EventLoop
  private let identity: VoiceSession.Identity
  private let limits: VoiceLimits
  private let host: VoiceCallers
  private let ended: () -> Void
  /// Hears once how the leg came to its end.
  private let end: AsyncStream<EndAppCall.Cause>.Continuation
  private let ends: AsyncStream<EndAppCall.Cause>
  private var phase = Phase.waiting
  private var outlet: VoiceOutlet?
  private var isReading = true
  private var listener: (any CallerLegListener)?
  private var earlyKeys: [Character] = []
  private var playout = CallerPlayout()
  private var time: CallerTime
  /// What was last told of it.
  private var wasWritable = true
  private var clock: Scheduled<Void>?
  private var patience: Scheduled<Void>?

  /// A caller whose call is yet to begin; `ended` is called once.
  init(
    _ identity: VoiceSession.Identity, _ limits: VoiceLimits, at host: VoiceCallers, on eventLoop: any EventLoop,
    ended: @escaping () -> Void
  ) {
    self.identity = identity
    self.limits = limits
    self.host = host
    self.eventLoop = eventLoop
    self.ended = ended
    time = CallerTime(at: eventLoop.now)
    (ends, end) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(1))
  }

  // MARK: From the socket

  func begin() {
    let life = VoiceCallers.Life(
      caller: NIOLoopBound(self, eventLoop: eventLoop), place: identity.place, ends: ends)
    if !host.take(life) { close(.departed(.unavailable)) }
  }

  func connect(_ next: VoiceOutlet) {
    switch phase {
    case .left, .over: return next.close(.sessionOver)
    case .waiting, .talking: break
    }
    outlet?.close(.resumedElsewhere)
    playout.cut()
    (outlet, isReading) = (next, true)
    patience?.cancel()
    if case .talking = phase { greet() }
  }

  func spoke(_ chunks: [AudioChunk], over number: Int) {
    guard number == outlet?.number else { return }
    for chunk in chunks { hear(chunk) }
  }

  func wishes(_ wish: VoiceWish, over number: Int) {
    guard number == outlet?.number, case .key(let key) = wish else { return }
    if let listener {
      listener.callerPressed(key)
    } else if earlyKeys.count < Self.maximumEarlyKeys {
      earlyKeys.append(key)
    }
  }

  func reads(_ isReading: Bool, over number: Int) {
    guard number == outlet?.number else { return }
    self.isReading = isReading
    tellWritability()
  }

  func disconnected(_ number: Int, isForGood: Bool) {
    guard number == outlet?.number else { return }
    outlet = nil
    playout.cut()
    // Who wasn't told how to come back can't.
    guard !isForGood, case .talking = phase else { return finish(.stopped) }
    patience = eventLoop.assumeIsolated().scheduleTask(in: limits.resumeTime) { [weak self] in self?.finish(.lost) }
    tellWritability()
  }

  // MARK: From whoever hosts the call

  /// The call is answered; `arrive` brings the leg to it, or says that it isn't taken.
  func answered(_ arrive: () -> Bool) {
    guard case .waiting = phase else { return }
    phase = .talking
    time = CallerTime(at: eventLoop.now)
    greet()
    if !arrive() { leave(.unavailable) }
  }

  /// A person is wanted, and can't be reached from here.
  func tell(_ message: String) { outlet?.tell(message) }

  /// Nothing is left to be done: the caller is told why.
  func close(_ fault: VoiceFault) {
    if case .over = phase { return }
    // One that hasn't left by itself leaves now.
    finish(.left)
    phase = .over
    outlet?.close(fault)
    outlet = nil
    ended()
  }

  // MARK: From the call

  package var isWritable: Bool {
    guard case .talking = phase, outlet != nil else { return false }
    return isReading && playout.hasRoom
  }

  package func attach(_ listener: any CallerLegListener) {
    guard case .talking = phase else {
      if case .left(let end) = phase { return listener.callerLeft(end) }
      return listener.callerLeft(.left)
    }
    self.listener = listener
    wasWritable = isWritable
    let keys = earlyKeys
    earlyKeys = []
    for key in keys { listener.callerPressed(key) }
  }

  package func play(_ chunk: AudioChunk) { take(.play(chunk)) }

  package func mark(_ mark: PlaybackMark) { take(.mark(mark)) }

  package func clear() {
    playout.clear()
    outlet?.clear()
  }

  package func leave(_ departure: LegDeparture) { finish(.left) }

  // MARK: Within

  private func take(_ output: Playback.Output) {
    guard case .talking = phase else { return }
    playout.take(output)
    // Whoever sees that no more is wanted waits to be told.
    if !isWritable { wasWritable = false }
  }

  private func hear(_ chunk: AudioChunk) {
    guard case .talking = phase else { return }
    let milliseconds = time.milliseconds
    guard time.take(chunk.byteCount, at: eventLoop.now) else {
      outlet?.close(.tooFast)
      outlet = nil
      return finish(.misbehaved(Self.tooFast))
    }
    listener?.callerSpoke(chunk, at: milliseconds)
  }

  private static let tooFast = LegEnd.StaticReason("audio comes faster than it is spoken")

  /// The socket is told how to come back, and is played to from now on.
  private func greet() {
    if let outlet {
      outlet.tell(
        VoiceMessage.session(
          of: identity, outlet.format, resumableFor: limits.resumeTime, at: host.socketURL))
    }
    clock?.cancel()
    wind(to: eventLoop.now)
    tellWritability()
  }

  /// One timer a call. Its times don't drift, and one that was kept waiting doesn't make up for them.
  private func wind(to due: NIODeadline) {
    clock = eventLoop.assumeIsolated().scheduleTask(deadline: due) { [self] in
      tick()
      guard case .talking = phase else { return }
      let next = due + pace
      wind(to: max(next, eventLoop.now))
    }
  }

  private var pace: TimeAmount { .milliseconds(Int64((outlet?.format.piece ?? .long).rawValue)) }

  private func tick() {
    var missing = time.missing(at: eventLoop.now)
    while missing > 0 {
      let count = min(missing, Self.silence.byteCount)
      hear(
        count == Self.silence.byteCount
          ? Self.silence : AudioChunk(muLaw: Array(repeating: MuLaw.silence, count: count)))
      missing -= count
    }
    guard case .talking = phase else { return }
    for mark in playout.passed() { listener?.callerHeard(mark) }
    if let outlet, isReading, let piece = playout.next(outlet.format.piece.rawValue * 8) {
      outlet.hear(ByteBuffer(bytes: piece))
    }
    tellWritability()
  }

  private func tellWritability() {
    guard isWritable != wasWritable else { return }
    wasWritable = isWritable
    listener?.callerWritabilityChanged(isWritable: wasWritable)
  }

  /// The leg is over. Once.
  private func finish(_ end: LegEnd) {
    switch phase {
    case .left, .over: return
    case .waiting, .talking: phase = .left(end)
    }
    clock?.cancel()
    patience?.cancel()
    (clock, patience) = (nil, nil)
    self.end.yield(EndAppCall.Cause(end))
    self.end.finish()
    // Letting go of the bridge, which holds us, is what frees both.
    let listener = listener
    self.listener = nil
    listener?.callerLeft(end)
  }
}

extension EndAppCall.Cause {
  fileprivate init(_ end: LegEnd) {
    switch end {
    case .stopped: self = .hungUp
    case .left: self = .left
    case .lost, .starved, .misbehaved: self = .lost
    }
  }
}
