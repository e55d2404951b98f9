import MediaBridge
import Metrics
import VoiceCore

/// Takes a session's events one after the other: what was said is kept with the decision that it led to.
struct Turn {
  /// How often a decision is tried while the store is away; in between, the caller hears nothing.
  static let maximumTries = 4
  /// How long the first pause between two tries is; each later one is twice as long.
  static let firstPause: Duration = .milliseconds(100)
  /// The longest pause between two tries of what isn't a turn's.
  static let longestPause: Duration = .seconds(5)

  /// Utterances that wait for the store; of more than these only the latest are screened.
  static let maximumUnscreened = 16

  /// The whole wait, and each stage of it.
  private static let latency = latencyTimer("answer")
  private static let stages = TurnWait.Stage.allCases.map { ($0, latencyTimer($0.rawValue)) }

  private static func latencyTimer(_ stage: String) -> Timer {
    Timer(label: "voicecore_turn_latency_seconds", dimensions: [("stage", stage)])
  }

  private let session: CallSession
  private let direct: @Sendable (ReceptionistDirective) -> Void
  private var notes: [DialogueNote] = []
  /// What the caller has left and the store was away for.
  private var left: [CallerNote] = []
  /// What the call ends by, once the last words are a goodbye, and no hand-over.
  private var closing: Ending.Cause?
  private var isHandingOver = false
  /// The receptionist can't go on, and a person speaks with the caller.
  private var hasLostReceptionist = false
  /// Begun with the first words.
  private var screening: SpeechScreening?
  /// Words that the store was away for: they are asked about with the next ones.
  private var unscreened: [String] = []
  /// Read with the first key; most callers press none.
  private var extensions: ExtensionDirectory?
  private var digits = DialledDigits()
  /// What the session may cost and last; `nil` where that is no matter.
  private var meter: SessionMeter?
  private var silence: CallerSilence
  private var transfers: TransferWatch

  init(
    session: CallSession, meter: SessionMeter?, silence: CallerSilence, transfers: TransferWatch,
    direct: @escaping @Sendable (ReceptionistDirective) -> Void
  ) {
    self.session = session
    self.meter = meter
    self.silence = silence
    self.transfers = transfers
    self.direct = direct
  }

  /// Not inlined, like all that a session does between two waits: what it needs meanwhile, the session would hold for the whole call.
  @inline(never)
  mutating func take(_ event: SessionEvent) async {
    switch event {
    case .receptionist(let event): await take(event)
    case .callerLeft: break
    case .pressed(let character): await press(character)
    case .limitsAreDue: lookAtLimits()
    case .quiet(let since): take(since)
    case .digitsAreDue: await act(on: digits.elapse(to: session.now(), in: extensions ?? .empty))
    case .timeIsUp:
      if !isHandingOver { closing = closing ?? .closed }
      direct(.close)
    case .goodbyeIsOverdue: await leave()
    case .operators(let event): await take(event)
    // Nobody hangs up on a caller for it: the carrier asks what is next, and whoever hears it goes on with the call.
    case .drained: await finish()
    }
  }

  /// Keeps what was said when no decision is left to keep it with. While the store is away it is tried again: these are the last
  /// words, and nobody else has them.
  @inline(never)
  mutating func flush() async {
    await keepWhatWasLeft()
    let rest = notes
    notes = []
    guard !rest.isEmpty else { return }
    _ = await ask { [session] () async throws(StoreFailure) in try await session.keep(rest) }
  }

  /// In order, for a note may be another one's confirmation.
  private mutating func keepWhatWasLeft() async {
    while let note = left.first {
      let kept = await ask { [session] () async throws(StoreFailure) in
        try await session.keep(note)
        return true
      }
      guard kept == true else { return }
      left.removeFirst()
    }
  }

  private mutating func take(_ event: ReceptionistEvent) async {
    switch event {
    case .heard(let text):
      meter?.heard(at: session.now())
      silence.callerWasThere()
      notes.append(.spoken(Utterance(.caller, text, at: session.now())))
      await screen(text)
      await listenForTransfer(text)
    case .said(let text):
      meter?.heard(at: session.now())
      notes.append(.spoken(Utterance(.receptionist, text, at: session.now())))
    case .answered(let wait):
      notes.append(.waited(wait))
      session.tell(wait)
      Self.latency.recordNanoseconds(wait.total.wholeMicroseconds * 1000)
      for (stage, timer) in Self.stages { timer.recordNanoseconds(wait[stage].wholeMicroseconds * 1000) }
    case .used(let more):
      notes.append(.used(more))
      session.meter(more)
      if let step = meter?.metered(more) { take(step) }
    case .noted(let note):
      left.append(note)
      await keepWhatWasLeft()
    case .judged(let attempt, let verdict):
      if verdict == .failed { transfers.attemptFailed() }
      await advance(.judged(attempt, verdict))
    case .lastAnswerDidNotHelp: await advance(.lastAnswerDidNotHelp)
    case .personWanted(let reason, let department): await advance(.personWanted(reason, department))
    case .callerIsDone: sayGoodbye()
    case .language(let language, let recognition): await advance(.language(language, recognition))
    case .failed where session.operators.isTakenOver: hasLostReceptionist = true
    case .failed:
      await advance(.receptionistFailed)
      session.leave(.finished)
    case .finished: await finish()
    }
  }

  /// Whoever speaks with a person needs none.
  private mutating func listenForTransfer(_ text: String) async {
    guard let reason = transfers.hear(text), !isClosing, !isHandingOver, !session.operators.isTakenOver else { return }
    await advance(.personWanted(reason, nil))
  }

  /// The call ends in good order, unless it is ending or being handed over already, or a person has it.
  private mutating func sayGoodbye() {
    guard !isClosing, !isHandingOver, !session.operators.isTakenOver else { return }
    close(because: .closed)
  }

  private mutating func close(because cause: Ending.Cause) {
    closing = cause
    direct(.close)
  }

  private var isClosing: Bool { closing != nil }

  /// Nobody was heard for a while: the caller is asked whether they are there, and at last the call ends.
  private mutating func take(_ since: Quiet) {
    if since.hasHeardReceptionist { silence.receptionistSpoke() }
    if since.hasHeardCaller { silence.callerWasThere() }
    guard !isClosing, !isHandingOver, !session.operators.isTakenOver else { return }
    switch silence.bothFellSilent() {
    case .ask: direct(.announce(.idle))
    case .close: close(because: .silent)
    }
  }

  /// Whoever hands back to a receptionist who is gone hands over to a person.
  private mutating func take(_ event: OperatorEvent) async {
    await session.take(event, isClosing: isClosing || isHandingOver)
    guard hasLostReceptionist, !session.operators.isTakenOver else { return }
    hasLostReceptionist = false
    await take(.receptionist(.failed(.unreachable)))
  }

  /// Asks the rules against spam about what was just said. While the store is away the talk goes on; what was said
  /// then is asked about later.
  private mutating func screen(_ text: String) async {
    unscreened.append(text)
    unscreened.removeFirst(max(0, unscreened.count - Self.maximumUnscreened))
    do throws(StoreFailure) {
      var listening: SpeechScreening
      if let screening { listening = screening } else { listening = try await session.listen() }
      let before = listening.verdict
      for text in unscreened { _ = listening.hear(text) }
      if listening.verdict != before {
        _ = try await session.report(listening, noting: notes)
        notes = []
      }
      screening = listening
      unscreened = []
    } catch {
      session.report(error)
    }
  }

  /// The receptionist is done. Closing the stream makes the carrier ask what is next, unless this was the goodbye: then the
  /// call is over.
  private mutating func finish() async {
    await flush()
    await leave()
  }

  private func leave() async {
    if let closing {
      await session.endCall(because: closing, leaving: .finished)
    } else {
      session.leave(.finished)
    }
  }

  private mutating func advance(_ step: AdvanceConversation.Step) async {
    let decided = await decide { [session, notes] () async throws(StoreFailure) in
      try await session.advance(step, noting: notes)
    }
    guard let directive = decided else { return }
    notes = []
    if case .handOver = directive { isHandingOver = true }
    if let directive { direct(directive) }
  }

  /// What a use case decides, which is asked again while the store is away. `nil`: it stayed away, and the caller goes.
  private func decide<Outcome: Sendable>(
    _ ask: @Sendable () async throws(StoreFailure) -> Outcome
  ) async -> Outcome? {
    if let outcome = await self.ask(ask) { return outcome }
    // Without the store nothing can be decided: the carrier asks another node, or its fallback.
    session.leave(.failed)
    return nil
  }

  /// Asks a use case, again while the store is away; `nil` when it stayed away.
  private func ask<Outcome: Sendable>(
    _ ask: @Sendable () async throws(StoreFailure) -> Outcome
  ) async -> Outcome? {
    var pause = Self.firstPause
    for attempt in 1...Self.maximumTries {
      do throws(StoreFailure) {
        return try await ask()
      } catch {
        session.report(error)
        guard error.mayPass, attempt < Self.maximumTries, await session.sleep(pause) else { break }
        pause = pause * 2
      }
    }
    return nil
  }

  // MARK: Limits

  /// The session begins, or goes on.
  mutating func begin(isVIP: Bool) async {
    if let step = meter?.metered(AIUsage()) { take(step) }
    lookAtLimits()
    if isVIP { await advance(.personWanted(.vip, nil)) }
  }

  private mutating func lookAtLimits() {
    // Whoever speaks with the caller is there, though the receptionist hears nothing of them.
    if session.operators.isTakenOver { meter?.heard(at: session.now()) }
    while let step = meter?.step(at: session.now()) { take(step) }
    if let due = meter?.due { session.look(at: due) }
  }

  private mutating func take(_ step: SessionMeter.Step) {
    guard !isClosing, !isHandingOver else { return }
    switch step {
    case .announce(let reason): direct(.announce(reason))
    case .end(.cost):
      session.reportCost()
      direct(.stop)
    case .end(.length), .end(.idle): close(because: .closed)
    }
  }

  // MARK: Keys

  /// Extensions go before the key menu (property 9). While the store is away there is only the menu.
  private mutating func press(_ character: Character) async {
    meter?.heard(at: session.now())
    guard !isClosing, !isHandingOver, let key = DialKey(character) else { return }
    if extensions == nil {
      do throws(StoreFailure) { extensions = try await session.extensions() } catch { session.report(error) }
    }
    await act(on: digits.press(key, at: session.now(), in: extensions ?? .empty))
    if let due = digits.deadline { session.wake(at: due) }
  }

  private mutating func act(on outcomes: [DialledDigits.Outcome]) async {
    for outcome in outcomes {
      switch outcome {
      case .menu(let key): session.pass(key)
      case .unknown(let dialled): missed(dialled)
      case .reached(let number, _): await dial(number)
      }
    }
  }

  private mutating func dial(_ number: Extension) async {
    let noted = notes + [note(number.digits)]
    let decided = await decide { [session] () async throws(StoreFailure) in
      try await session.dial(number, noting: noted)
    }
    guard let goes = decided else { return }
    guard goes else { return missed(number.digits) }
    notes = []
    isHandingOver = true
    // The carrier asks what is next, and hears who it is.
    session.leave(.finished)
  }

  private mutating func missed(_ dialled: String) {
    notes.append(note(dialled))
    direct(.extensionIsUnknown)
  }

  private func note(_ dialled: String) -> DialogueNote {
    .spoken(Utterance(.caller, "[extension \(dialled)]", at: session.now()))
  }
}
