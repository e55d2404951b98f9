package import Logging
package import MediaBridge
package import NIOCore
package import VoiceCore
internal import WebSockets

/// The realtime model's end of a call: a thin shell around `RealtimeSession`. Confined to its event loop.
package final class RealtimeLeg: ReceptionistLeg {
  private let eventLoop: any EventLoop
  private let log: Logger
  private let reconnect: (RealtimeLeg) -> Task<Void, Never>
  private var reconnecting: Task<Void, Never>?
  private var session: RealtimeSession
  private var tell: (@Sendable (ReceptionistEvent) -> Void)?
  private var ready: EventLoopPromise<Void>?
  private var wire: (any RealtimeWire)?
  private var handler: RealtimeSocket?
  /// Each holds the other until the leg leaves, which the bridge sees to: a weak reference would make every call to it slower.
  private var floor: (any Floor)?
  private var marks: [PlaybackMark: Int] = [:]
  private var timers: [RealtimeSession.Timer: Scheduled<Void>] = [:]
  private var isPerforming = false
  /// When the core was told of a verdict that it hasn't answered yet, and how long it took for the last one.
  private var judgedAt: NIODeadline?
  private var deciding: TimeAmount = .zero
  private var hasLeft = false
  /// Joins the caller's frames, where that is wanted.
  private var frames: FrameBatch?
  private var framesTimer: Scheduled<Void>?
  /// The caller's audio while a session is replaced: the new one hears it first.
  private var kept: CircularBuffer<AudioChunk> = []
  private var keptBytes = 0
  /// Used in turns with the session's own list, so that a frame allocates nothing.
  private var batch: [RealtimeSession.Action] = []

  /// Caller's frames that weren't sent because the socket was slow, or too long in being replaced: stale voices help nobody.
  package private(set) var framesDropped = 0

  /// A leg whose socket is being opened.
  /// - Parameter ready: succeeds when the session stands, fails with a `VoiceAIFailure`; completed exactly once.
  /// - Parameter reconnect: opens another socket, and says `lost` when that fails.
  package init(
    _ session: RealtimeSession, on eventLoop: any EventLoop, log: Logger, ready: EventLoopPromise<Void>,
    reconnect: @escaping (RealtimeLeg) -> Task<Void, Never>, tell: @escaping @Sendable (ReceptionistEvent) -> Void
  ) {
    self.session = session
    self.eventLoop = eventLoop
    self.log = log
    self.ready = ready
    self.reconnect = reconnect
    self.tell = tell
    let milliseconds = session.settings.batchMilliseconds
    if milliseconds > FrameBatch.milliseconds.lowerBound { frames = FrameBatch(milliseconds: milliseconds) }
    perform { $0.begin() }
  }

  /// Louder than this is the caller's voice. Source: property 31.
  private static let speech = LevelThreshold(thousandths: 50)

  private static let limits = RateLimitGauges()

  // MARK: From the socket

  /// A socket is open; `false` when none is wanted any more.
  package func opened(on wire: any RealtimeWire) -> Bool {
    guard session.wantsSocket else { return false }
    self.wire = wire
    perform { $0.opened() }
    return true
  }

  func opened(on wire: any RealtimeWire, by handler: RealtimeSocket) -> Bool {
    guard opened(on: wire) else { return false }
    self.handler = handler
    return true
  }

  package func received(text: ByteBuffer) { perform { $0.received(text: text, at: eventLoop.now) } }

  /// The protocol has no binary messages.
  package func receivedBinary() { perform { $0.receivedUnreadable() } }

  /// The socket is gone.
  package func closed() {
    (wire, handler) = (nil, nil)
    lost(.unreachable)
  }

  /// There is no socket, and none comes.
  package func lost(_ failure: VoiceAIFailure) { perform { $0.lost(failure) } }

  /// The joining was given up.
  package func abandon() { perform { $0.abandon() } }

  // MARK: From the bridge

  package func join(_ floor: any Floor) {
    self.floor = floor
    perform { $0.join() }
  }

  package func callerSpoke(_ chunk: AudioChunk, at milliseconds: Int) {
    if frames == nil { pass(chunk) } else { join(chunk) }
  }

  /// One timer a batch, not one a frame.
  private func join(_ chunk: AudioChunk) {
    let due = frames?.due
    if let joined = frames?.add(chunk, at: eventLoop.now) { return pass(joined) }
    guard due == nil, let next = frames?.due else { return }
    framesTimer?.cancel()
    framesTimer = eventLoop.assumeIsolated().scheduleTask(deadline: next) { [self] in
      if let joined = frames?.take(at: eventLoop.now) { pass(joined) }
    }
  }

  private func pass(_ chunk: AudioChunk) {
    guard session.hearsCaller, let wire, wire.isWritable else {
      return if session.isBeingReplaced { keep(chunk) } else { drop(chunk) }
    }
    wire.send(text: AudioFrames.append(chunk))
  }

  private func drop(_ chunk: AudioChunk) {
    framesDropped &+= 1
    Level.forEachWindow(of: chunk) { if $0.isAbove(Self.speech) { session.callerSpokeUnheard() } }
  }

  private func keep(_ chunk: AudioChunk) {
    kept.append(chunk)
    keptBytes += chunk.byteCount
    while keptBytes > session.limits.maximumKeptAudioBytes, let oldest = kept.popFirst() {
      keptBytes -= oldest.byteCount
      drop(oldest)
    }
  }

  /// What the caller said while there was no session, once there is one.
  private func passKept() {
    guard let wire, session.hearsCaller else { return }
    for chunk in kept { wire.send(text: AudioFrames.append(chunk)) }
    (kept, keptBytes) = ([], 0)
  }

  package func callerPressed(_ key: Character) { perform { $0.pressed(key, at: eventLoop.now) } }

  package func callerHeard(_ mark: PlaybackMark) {
    guard let number = marks.removeValue(forKey: mark) else { return }
    perform { $0.heard(number) }
  }

  package func callerBrokeIn(at position: Int) {
    marks = [:]
    perform { $0.brokeIn(at: position) }
  }

  package func callerFellSilent() { perform { $0.callerFellSilent() } }

  package func callerMadeNoise(over unheard: Int) { perform { $0.callerMadeNoise(over: unheard) } }

  package func lostFloor(at position: Int) {
    marks = [:]
    perform { $0.lostFloor(at: position) }
  }

  package func gotFloor() { perform { $0.gotFloor() } }

  package func leave(at position: Int) {
    hasLeft = true
    perform { $0.leave(at: position) }
    if framesDropped > 0 { log.info("caller's frames were dropped", metadata: ["count": "\(framesDropped)"]) }
    reconnecting?.cancel()
    framesTimer?.cancel()
  }

  package func directed(_ directive: ReceptionistDirective) {
    if case .answer = directive, let judged = judgedAt {
      judgedAt = nil
      deciding = eventLoop.now - judged
    }
    perform { $0.directed(directive) }
  }

  // MARK: What is to be done

  /// Whatever is done may lead to more: it is done after it, in order.
  private func perform(_ step: (inout RealtimeSession) -> Void) {
    step(&session)
    guard !isPerforming else { return }
    isPerforming = true
    while !session.actions.isEmpty {
      swap(&batch, &session.actions)
      for action in batch { perform(action) }
      batch.removeAll(keepingCapacity: true)
    }
    isPerforming = false
    if keptBytes > 0 { passKept() }
    guard hasLeft else { return }
    // Not before everything is told: the leaving may come in the midst of an action.
    (tell, floor, marks, kept, keptBytes) = (nil, nil, [:], [], 0)
  }

  private func perform(_ action: RealtimeSession.Action) {
    switch action {
    case .say(let chunk): floor?.say(chunk)
    case .send(let event, let id): wire?.send(text: event.text(id: id))
    case .mark(let number): if let mark = floor?.mark() { marks[mark] = number }
    case .fallSilent:
      marks = [:]
      session.floorFellSilent(at: floor?.fallSilent() ?? 0)
    case .tell(let event): report(event)
    case .ready: settle(.success(()))
    case .refused(let failure): settle(.failure(failure))
    case .close: close()
    case .reconnect: reconnecting = reconnect(self)
    case .schedule(let timer, let delay): schedule(timer, in: delay)
    case .cancel(let timer): timers.removeValue(forKey: timer)?.cancel()
    case .limited(let limit): Self.limits.record(limit)
    case .log(let notice): report(notice)
    }
  }

  private func report(_ event: ReceptionistEvent) {
    switch event {
    case .judged:
      (judgedAt, deciding) = (eventLoop.now, .zero)
      tell?(event)
    case .answered(let wait):
      let own = Duration(deciding)
      deciding = .zero
      tell?(.answered(TurnWait(answering: wait.total, own: own, roundTrip: wire?.roundTrip.map { Duration($0) })))
    default: tell?(event)
    }
  }

  private func settle(_ outcome: Result<Void, any Error>) {
    ready?.completeWith(outcome)
    ready = nil
  }

  private func close() {
    let (wire, handler) = (wire, handler)
    (self.wire, self.handler) = (nil, nil)
    handler?.letGo()
    wire?.close(.normal, reason: "")
  }

  private func schedule(_ timer: RealtimeSession.Timer, in delay: TimeAmount) {
    timers.removeValue(forKey: timer)?.cancel()
    timers[timer] = eventLoop.assumeIsolated().scheduleTask(in: delay) { [self] in
      timers[timer] = nil
      perform { $0.due(timer, at: eventLoop.now) }
    }
  }

  private func report(_ notice: RealtimeSession.Notice) {
    switch notice {
    case .providerError(let code): log.warning("the provider reports an error", metadata: ["code": "\(code.rawValue)"])
    case .scarce(let kind):
      log.warning("little is left of the provider's rate limit", metadata: ["kind": "\(kind.rawValue)"])
    case .unreadable: log.warning("a message of the provider can't be read")
    case .badAudio: log.warning("the provider's audio isn't base64")
    case .otherAudioFormat: log.error("the provider's audio isn't telephone audio")
    case .responseStalled: log.warning("a response has stalled and is cancelled")
    case .responseTooLong: log.warning("a response was too long and is cancelled")
    case .callsForEver:
      log.warning("the model calls tools without an end, and the caller is told that it can't be done")
    case .otherLanguage: log.notice("a reply in another language than the caller's is cut and asked for again")
    case .claimedTransfer: log.warning("the model promised a person and called nobody: it is told so")
    case .noResponse: log.warning("the model doesn't answer")
    case .lost: log.warning("the realtime session was lost")
    case .restored: log.notice("the realtime session was restored")
    case .renewed: log.info("the realtime session is renewed before it expires")
    }
  }
}
