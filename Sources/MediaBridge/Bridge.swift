public import NIOCore

/// Joins the caller and the receptionist of one call on one event loop. The hot path: no task, lock or tree per frame.
///
/// Every frame of the caller is measured and passed on; `BargeIn` says when the receptionist has to be silent, `Playback` what
/// of its words is still to be heard. Only what decides something leaves the loop, through `tell`: that the caller left.
public final class Bridge: CallerLegListener, Floor {
  /// After so much time without a frame, counted from the last one, the stream is dead: the carrier sends them all the time.
  public static let starvation: TimeAmount = .seconds(5)
  /// Why a call ends whose receptionist says far more than is played.
  public static let tooMuchUnheard = LegEnd.StaticReason("more audio waits to be heard than may")

  /// How many pieces are sent for one look at whether the carrier still reads: at most 20 KB more than it might want.
  static let outputsPerLook = 16

  private let caller: any CallerLeg
  private let eventLoop: any EventLoop
  private var receptionist: (any ReceptionistLeg)?
  private let pressed: ((Character) -> Void)?
  private let tell: (LegEnd) -> Void
  private var playback = Playback()
  private var bargeIn: BargeIn
  private let bargeInSettings: BargeIn.Settings
  /// `nil` while no operator is joined, as in nearly every call.
  private var operators: OperatorLegs?
  /// A person's words went out since the last clear. Whether they were heard to their end nobody knows: they bear no marks.
  private var hasPersonSpoken = false
  /// When the last frame came; before that, when the two were joined.
  private var lastFrame = NIODeadline.uptimeNanoseconds(0)
  private var watch: Scheduled<Void>?
  /// `nil` where nobody wants to know.
  private var quiet: QuietWatch?
  private var quietTimer: Scheduled<Void>?

  /// Frames that came from the caller.
  public private(set) var framesHeard = 0
  /// Chunks that the receptionist said.
  public private(set) var chunksSaid = 0
  /// How often the caller broke in.
  public private(set) var bargeIns = 0
  /// Operators' audio that didn't go to the caller, in μ-law bytes: it came without the floor, too early, or the carrier didn't
  /// read.
  public private(set) var operatorBytesDropped = 0
  /// How often the receptionist went on after a burst.
  public private(set) var resumptions = 0

  /// Joins the two; `tell` hears once, on the loop, how the caller left. Must be called on the caller's event loop.
  /// - Parameters:
  ///   - pressed: Hears the caller's keys in the receptionist's place; those that are for it come back by `pass`.
  ///   - quiet: Hears, each time that neither side was heard for the patience, what was heard before.
  public init(
    caller: any CallerLeg, receptionist: any ReceptionistLeg, bargeIn settings: BargeIn.Settings = .standard,
    pressed: ((Character) -> Void)? = nil, quiet: (patience: TimeAmount, tell: (Quiet) -> Void)? = nil,
    tell: @escaping (LegEnd) -> Void
  ) {
    eventLoop = caller.eventLoop
    eventLoop.preconditionInEventLoop()
    self.caller = caller
    self.receptionist = receptionist
    self.pressed = pressed
    self.tell = tell
    self.quiet = quiet.map { QuietWatch(patience: $0.patience, below: settings.silence, tell: $0.tell) }
    bargeIn = BargeIn(settings)
    bargeInSettings = settings
  }

  /// Lets the two hear each other.
  public func open() {
    lastFrame = eventLoop.now
    watchForStarvation()
    quiet?.begin(at: lastFrame)
    watchForQuiet()
    receptionist?.join(self)
    // Last, for it may bring keys that were pressed meanwhile.
    caller.attach(self)
  }

  /// Closes the caller's leg; `tell` follows.
  public func close(_ departure: LegDeparture) { caller.leave(departure) }

  // MARK: From the caller

  public func callerSpoke(_ chunk: AudioChunk, at milliseconds: Int) {
    guard receptionist != nil else { return }
    framesHeard &+= 1
    lastFrame = eventLoop.now
    // What the sound means comes first: the floor is silent before the receptionist hears why. A person is interrupted by nobody
    // but themselves.
    if !isTakenOver {
      Level.forEachWindow(of: chunk) { level in
        let isSpeaking = playback.isSpeaking
        quiet?.heard(level, whileSpeaking: isSpeaking, at: lastFrame)
        act(bargeIn.heard(level, while: isSpeaking ? .speaking : .silent))
        receptionist?.callerSounded(level)
      }
    }
    playback.pass(samples: chunk.byteCount)
    send()
    receptionist?.callerSpoke(chunk, at: milliseconds)
    operators?.callerSpoke(chunk)
  }

  public func callerPressed(_ key: Character) {
    guard !isTakenOver else { return }
    quiet?.callerIsThere(at: eventLoop.now)
    guard receptionist != nil, let pressed else { return pass(key) }
    pressed(key)
  }

  /// A key of the caller that is for the receptionist.
  public func pass(_ key: Character) { if !isTakenOver { receptionist?.callerPressed(key) } }

  public func callerHeard(_ mark: PlaybackMark) {
    playback.returned(mark)
    operators?.returned(mark)
    while let heard = playback.nextHeard() { receptionist?.callerHeard(heard) }
  }

  public func callerWritabilityChanged(isWritable: Bool) { send() }

  public func callerLeft(_ end: LegEnd) {
    guard let receptionist else { return }
    self.receptionist = nil
    watch?.cancel()
    watch = nil
    quietTimer?.cancel()
    quietTimer = nil
    receptionist.leave(at: playback.drop())
    operators?.leaveAll(.callOver)
    operators = nil
    tell(end)
  }

  // MARK: From the receptionist

  public func say(_ chunk: AudioChunk) {
    guard receptionist != nil else { return }
    chunksSaid &+= 1
    playback.say(chunk)
    guard !isTakenOver else { return forget() }
    send()
  }

  public func mark() -> PlaybackMark {
    // After the end nobody hears a mark, and none is kept.
    guard receptionist != nil else { return PlaybackMark(generation: 0, number: 0) }
    let mark = playback.mark()
    if isTakenOver { forget() } else { send() }
    return mark
  }

  @discardableResult public func fallSilent() -> Int {
    let position = playback.drop()
    // A sound of the caller's that interrupted those words has nothing left to cancel.
    bargeIn.receptionistFellSilent()
    send()
    return position
  }

  // MARK: Operators

  /// A person has the floor.
  private var isTakenOver: Bool { operators?.holder != nil }

  /// Lets a person hear both voices, from what is being played on. Twice under one number is the later one.
  public func join(_ leg: any OperatorLeg, as id: Int) {
    guard receptionist != nil else { return leg.leave(.callOver) }
    dismiss(id)
    let legs = operators ?? OperatorLegs(joining: playback.underWay)
    legs.join(leg, as: id)
    operators = legs
  }

  /// Lets a person go; the floor, if they have it, is the receptionist's again.
  public func dismiss(_ id: Int) {
    if operators?.holder == id { giveFloor(to: nil) }
    operators?.dismiss(id)
    if operators?.isEmpty == true { operators = nil }
  }

  /// Lets this person speak with the caller, or the receptionist (`nil`, or nobody who is joined). What was being said is cut off
  /// at once, but for a person's last words before the receptionist goes on.
  public func giveFloor(to id: Int?) {
    guard let receptionist, let operators else { return }
    let former = operators.holder
    let next = id.flatMap { operators.has($0) ? $0 : nil }
    guard former != next else { return }
    operators.giveFloor(to: next)
    switch (former, next) {
    case (nil, _):
      let position = playback.drop()
      playback.resume()
      bargeIn = BargeIn(bargeInSettings)
      send()
      cutOff(operators)
      receptionist.lostFloor(at: position)
    case (_, nil):
      quiet?.callerIsThere(at: eventLoop.now)
      receptionist.gotFloor()
    case (_, _): cutOff(operators)
    }
  }

  private func cutOff(_ operators: OperatorLegs) {
    guard hasPersonSpoken else { return }
    hasPersonSpoken = false
    operators.cleared()
    caller.clear()
  }

  /// What a person says; heard only while they have the floor.
  public func operatorSpoke(_ chunk: AudioChunk, as id: Int) {
    guard let operators, caller.isWritable, operators.take(chunk, from: id) else {
      operatorBytesDropped &+= chunk.byteCount
      return
    }
    hasPersonSpoken = true
    caller.play(chunk)
    operators.sent(.play(chunk))
  }

  /// What the receptionist says without the floor counts as said, and is never heard.
  private func forget() { _ = playback.drop() }

  // MARK: Between them

  private func act(_ action: BargeIn.Action) {
    switch action {
    case .none: break
    case .pause:
      playback.pause()
      send()
    case .resume:
      resumptions &+= 1
      playback.resume()
      send()
      receptionist?.callerMadeNoise(over: playback.unheard)
    case .cancel:
      bargeIns &+= 1
      let position = playback.drop()
      playback.resume()
      send()
      receptionist?.callerBrokeIn(at: position)
    case .fellSilent:
      playback.resume()
      send()
      receptionist?.callerFellSilent()
    case .goOn:
      // No break-in was told, so no end of one is.
      playback.resume()
      send()
    }
  }

  /// Sends what may go now; the rest waits until the socket takes more. May be entered again from within.
  private func send() {
    guard receptionist != nil else { return }
    guard playback.isWithinBounds else { return giveUp(.misbehaved(Self.tooMuchUnheard)) }
    if playback.takeClear() {
      hasPersonSpoken = false
      // First, for the carrier may return the marks that it drops at once.
      operators?.cleared()
      caller.clear()
    }
    while playback.hasNext, caller.isWritable {
      for _ in 0..<Self.outputsPerLook {
        guard let output = playback.next() else { return }
        switch output {
        case .play(let chunk): caller.play(chunk)
        case .mark(let mark): caller.mark(mark)
        }
        operators?.sent(output)
      }
    }
  }

  private func giveUp(_ end: LegEnd) {
    callerLeft(end)
    caller.leave(.failed)
  }

  // MARK: Starvation

  /// One timer a call, not one a frame: when it fires too early, it is set for what is left. It holds the bridge, until the caller
  /// has left at the latest: what is referred to weakly is slower to refer to for everybody.
  private func watchForStarvation() {
    watch = eventLoop.assumeIsolated().scheduleTask(deadline: lastFrame + Self.starvation) { [self] in
      guard receptionist != nil else { return }
      guard eventLoop.now - lastFrame < Self.starvation else { return giveUp(.starved) }
      watchForStarvation()
    }
  }

  // MARK: Quiet

  /// One timer a call here, too. Who talks with a person is asked nothing.
  private func watchForQuiet() {
    guard let due = quiet?.due else { return }
    quietTimer = eventLoop.assumeIsolated().scheduleTask(deadline: due) { [self] in
      guard receptionist != nil else { return }
      if isTakenOver { quiet?.callerIsThere(at: eventLoop.now) }
      if let since = quiet?.look(at: eventLoop.now) { quiet?.tell(since) }
      watchForQuiet()
    }
  }
}
