package import Logging
package import MediaBridge
package import NIOCore
package import VoiceCore

/// An operator's leg: lives on its call's event loop, longer than one socket. After a cut it waits for another for a while, and
/// what is said meanwhile isn't heard; the floor waits for a shorter while.
package final class VoiceSession: OperatorLeg, VoiceParty {
  /// Whose session in which call, and how it is resumed.
  package struct Identity: Sendable {
    package let bearer: Bearer
    package let user: User.ID
    package let place: CallPlace
    /// A secret of the client's.
    package let token: String

    package init(bearer: Bearer, user: User.ID, place: CallPlace, token: String) {
      self.bearer = bearer
      self.user = user
      self.place = place
      self.token = token
    }
  }

  private let identity: Identity
  private let limits: VoiceLimits
  private let eventLoop: any EventLoop
  private let log: Logger
  private let admit: @Sendable (NIOLoopBound<any OperatorLeg>) -> Bool
  private let ended: () -> Void
  private var outlet: VoiceOutlet?
  private var listener: (any OperatorLegListener)?
  /// What was wished before anybody listened.
  private var earlyWish: OperatorWish?
  private var holder: FloorHolder?
  private var isOver = false
  private var timers: [Scheduled<Void>] = []
  /// μ-law bytes that weren't heard because there was no socket.
  private var missedBytes = 0

  /// A session on its loop that nobody has joined yet; `admit` takes it into its call, `ended` is called once.
  package init(
    _ identity: Identity, _ limits: VoiceLimits, on eventLoop: any EventLoop, log: Logger,
    admit: @escaping @Sendable (NIOLoopBound<any OperatorLeg>) -> Bool, ended: @escaping () -> Void
  ) {
    self.admit = admit
    self.identity = identity
    self.limits = limits
    self.eventLoop = eventLoop
    self.log = log
    self.ended = ended
  }

  // MARK: From the socket

  func begin() { if !admit(NIOLoopBound(self, eventLoop: eventLoop)) { leave(.callOver) } }

  /// A socket carries the session from now on: the first one, or the one after a cut.
  func connect(_ next: VoiceOutlet) {
    guard !isOver else { return next.close(.sessionOver) }
    outlet?.close(.resumedElsewhere)
    outlet = next
    cancelTimers()
    next.tell(VoiceMessage.session(of: identity, next.format, resumableFor: limits.resumeTime))
    if let holder { tellFloor(holder) }
  }

  func spoke(_ chunks: [AudioChunk], over number: Int) {
    guard number == outlet?.number else { return }
    for chunk in chunks { listener?.operatorSpoke(chunk) }
  }

  func wishes(_ wish: VoiceWish, over number: Int) {
    guard number == outlet?.number, case .floor(let wish) = wish else { return }
    if let listener { listener.operatorWishes(wish) } else { earlyWish = wish }
  }

  /// What isn't read is dropped where it is sent.
  func reads(_ isReading: Bool, over number: Int) {}

  /// The socket is gone: for good when the client said so.
  func disconnected(_ number: Int, isForGood: Bool) {
    guard number == outlet?.number else { return }
    outlet = nil
    guard !isForGood else { return end() }
    schedule(in: limits.floorTime) { session in session.listener?.operatorWishes(.handBack) }
    schedule(in: limits.resumeTime) { session in session.end() }
  }

  // MARK: From the call

  package func attach(_ listener: any OperatorLegListener) {
    guard !isOver else { return listener.operatorLeft() }
    self.listener = listener
    guard let wish = earlyWish else { return }
    earlyWish = nil
    listener.operatorWishes(wish)
  }

  package func hear(_ muLaw: ByteBuffer) {
    guard let outlet else {
      missedBytes += muLaw.readableBytes
      return
    }
    outlet.hear(muLaw)
  }

  package func clear() { outlet?.clear() }

  package func floorIs(_ holder: FloorHolder) {
    self.holder = holder
    tellFloor(holder)
  }

  package func refused(_ refusal: OperatorRefusal) {
    outlet?.tell(VoiceMessage.error(refusal.rawValue, refusal.remedy))
  }

  package func leave(_ departure: OperatorDeparture) {
    guard !isOver else { return }
    // Whoever lets us go needn't be told that we went.
    listener = nil
    outlet?.close(.departed(departure))
    end()
  }

  // MARK: Ends

  private func end() {
    guard !isOver else { return }
    isOver = true
    cancelTimers()
    if missedBytes > 0 { log.info("an operator missed audio", metadata: ["milliseconds": "\(missedBytes / 8)"]) }
    let listener = listener
    (self.listener, outlet, earlyWish) = (nil, nil, nil)
    listener?.operatorLeft()
    ended()
  }

  private func tellFloor(_ holder: FloorHolder) {
    outlet?.tell(VoiceMessage.floor(holder, for: identity.user.description))
  }

  private func schedule(in delay: TimeAmount, _ body: @escaping (VoiceSession) -> Void) {
    timers.append(
      eventLoop.assumeIsolated().scheduleTask(in: delay) { [weak self] in
        if let self { body(self) }
      })
  }

  private func cancelTimers() {
    for timer in timers { timer.cancel() }
    timers = []
  }
}

extension OperatorRefusal {
  fileprivate var remedy: String {
    switch self {
    case .tooLate: "The call is over, or is being handed over."
    case .notJoined: "Join the call first."
    case .unavailable: "Try again later."
    }
  }
}
