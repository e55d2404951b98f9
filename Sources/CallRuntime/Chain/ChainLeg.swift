package import Logging
package import MediaBridge
package import NIOCore
package import VoiceCore

/// The chain's end of a call: whichever member has its turn, between the bridge and it. Confined to the caller leg's event loop.
///
/// `AnswerWatch` decides; here it is told what happens, and what it wants is done. One timer a call, none a frame.
package final class ChainLeg: ReceptionistLeg, Floor {
  /// Begins to have a member join, and says `seated` or `missing` later. The answer gives that up.
  package typealias Join = (Int, ReceptionistBrief, ChainLeg) -> () -> Void

  /// How much later than its words have to be over the mark behind the last prompt may come.
  static let maximumMarkDelay: TimeAmount = .seconds(2)
  /// Keys that wait for the next member.
  static let maximumKeys = 16

  private let brief: ReceptionistBrief
  private let members: [Member]
  private let prompts: Prompts
  private let eventLoop: any EventLoop
  private let log: Logger
  private let join: Join
  private var tell: ((ReceptionistEvent) -> Void)?
  /// Each holds the other until the leg leaves, which the bridge sees to.
  private var floor: (any Floor)?

  private var watch: AnswerWatch
  private let rule: AnswerWatch.Rule
  private var speech = CallerSpeech()
  private var seatedMember: Seated?
  private var inner: (any ReceptionistLeg)?
  private var givesUpJoining: (() -> Void)?
  private var hasAnswered = false
  /// The member whose turn it is said something behind what we said ourselves.
  private var spokeBehindUs = false

  private var awaited = AwaitedAnswer()

  private var audio = ForeignAudio()
  /// What we said ourselves and isn't heard yet.
  private var ownMarks: [PlaybackMark: String] = [:]
  private var keys: [Character] = []
  private var attempts: Int
  private var notes = 0
  private var spoken: SpokenLanguage
  /// The last words that were asked for.
  private var farewell: ReceptionistDirective?
  /// What is told when the last prompt was heard, and the timer in case its mark gets lost.
  private var ending: (event: ReceptionistEvent, mark: PlaybackMark, timer: Scheduled<Void>)?
  private var alarm: (at: Timestamp, timer: Scheduled<Void>)?
  private var hasLeft = false
  /// A person speaks with the caller: nobody owes them an answer.
  private var isTakenOver = false

  /// A leg for which nobody has joined yet.
  package init(
    _ brief: ReceptionistBrief, members: [Member], prompts: Prompts, rule: AnswerWatch.Rule,
    on eventLoop: any EventLoop,
    log: Logger, tell: @escaping (ReceptionistEvent) -> Void, join: @escaping Join
  ) {
    self.brief = brief
    self.members = members
    self.prompts = prompts
    self.rule = rule
    self.eventLoop = eventLoop
    self.log = log
    self.tell = tell
    self.join = join
    watch = AnswerWatch(rule, members: members.count)
    attempts = brief.attemptsSoFar
    spoken = brief.spoken
  }

  // MARK: Members

  /// This one takes the call that begins.
  package func begin(with first: Seated) {
    watch = AnswerWatch(rule, members: members.count, beginningWith: first.index)
    (seatedMember, inner) = (first, first.seat.leg.value)
  }

  /// This one has joined in the midst of the call; too late when it isn't its turn any more.
  package func seated(_ next: Seated) {
    guard !hasLeft, farewell == nil, inner == nil, next.index == watch.member, ending == nil else {
      next.tell(.served)
      return next.seat.leg.value.leave(at: 0)
    }
    givesUpJoining = nil
    (seatedMember, inner, hasAnswered) = (next, next.seat.leg.value, false)
    audio.memberChanged()
    inner?.join(self)
    if isTakenOver { inner?.lostFloor(at: 0) }
    let waiting = keys
    keys = []
    for key in waiting { inner?.callerPressed(key) }
  }

  /// This one can't be had.
  package func missing(_ index: Int) {
    guard !hasLeft, inner == nil, index == watch.member else { return }
    log.notice("a voice AI can't be had", metadata: ["name": "\(members[index].name)"])
    givesUpJoining = nil
    take(watch.memberFailed(at: now))
  }

  /// A member says something. Who has had their turn may still say what was said and used.
  package func told(_ event: ReceptionistEvent, by index: Int) {
    let isItsTurn = index == watch.member && ending == nil
    switch event {
    case .heard, .said, .used: tell?(event)
    case .noted(let note):
      notes = max(notes, note.number)
      tell?(event)
    case .failed(let failure) where isItsTurn: failed(failure)
    case .judged(let attempt, _) where isItsTurn:
      attempts = max(attempts, attempt.number)
      tell?(event)
    case .language(let language, let recognition) where isItsTurn:
      if spoken.learn(language, recognition) { prompts.prepare(in: spoken.ofPrompts) }
      tell?(event)
    case .finished where isItsTurn:
      watch.end()
      tell?(event)
    case .answered(let wait) where isItsTurn: answered(wait)
    case .lastAnswerDidNotHelp, .personWanted, .callerIsDone:
      if isItsTurn { tell?(event) }
    case .failed, .judged, .language, .finished, .answered: break
    }
  }

  /// The core has decided.
  package func directed(_ directive: ReceptionistDirective) {
    switch directive {
    case .handOver, .close:
      guard farewell == nil, ending == nil else { return }
      farewell = directive
      watch.end()
      // Nobody is there to say it: the hand-over must not hang on who may come.
      guard inner != nil else { return finish() }
    case .announce(let reason):
      guard farewell == nil, ending == nil, let floor,
        let prompt = prompts.announcement(of: reason, in: spoken.ofPrompts)
      else { return }
      say(prompt, to: floor)
      return watch.fillerSaid(for: prompt.duration, at: now)
    case .stop: return stop()
    case .answer, .extensionIsUnknown: break
    }
    seatedMember?.seat.direct(directive)
  }

  private func failed(_ failure: VoiceAIFailure) {
    guard farewell == nil else { return finish() }
    guard let step = watch.memberFailed(at: now) else { return }
    take(step)
  }

  /// Nobody who costs is asked any more. What was given to the caller's ear is heard to its end, and counts as said.
  private func stop() {
    guard farewell == nil, ending == nil else { return }
    watch.end()
    stopJoining()
    dismiss(at: audio.said, .served)
    regret()
  }

  private func finish() {
    watch.end()
    tell?(.finished)
  }

  // MARK: From the bridge

  package func join(_ floor: any Floor) {
    self.floor = floor
    watch.callerFinished(at: now)
    inner?.join(self)
    arm()
  }

  package func callerSpoke(_ chunk: AudioChunk, at milliseconds: Int) { inner?.callerSpoke(chunk, at: milliseconds) }

  package func callerSounded(_ level: Level) {
    switch speech.heard(level) {
    case .none: break
    case .began: if hearsSpeech { watch.callerSpeaks(at: now) }
    case .ended(let samples):
      guard hearsSpeech else { return }
      callerFinished(at: now - .microseconds(samples * 125))
      arm()
    }
  }

  private var hearsSpeech: Bool { members.indices.contains(watch.member) && members[watch.member].hearsSpeech }

  package func callerPressed(_ key: Character) {
    callerFinished(at: now)
    if let inner { inner.callerPressed(key) } else if keys.count < Self.maximumKeys { keys.append(key) }
    arm()
  }

  package func callerHeard(_ mark: PlaybackMark) {
    if awaited.isBehind(mark) { return tell(awaited.heard(at: now)) }
    guard let text = ownMarks.removeValue(forKey: mark) else { return inner?.callerHeard(mark) ?? () }
    tell?(.said(text))
    if mark == ending?.mark { end() }
  }

  package func callerBrokeIn(at position: Int) {
    tell(awaited.end())
    watch.callerSpeaks(at: now)
    ownMarks = [:]
    inner?.callerBrokeIn(at: audio.ownPosition(of: position))
    // It is decided, and who talks into it wants to get on.
    end()
  }

  package func callerFellSilent() { inner?.callerFellSilent() }

  package func callerMadeNoise(over unheard: Int) { inner?.callerMadeNoise(over: unheard) }

  package func lostFloor(at position: Int) {
    isTakenOver = true
    tell(awaited.end())
    awaited = AwaitedAnswer()
    watch.callerSpeaks(at: now)
    (ownMarks, keys) = ([:], [])
    inner?.lostFloor(at: audio.ownPosition(of: position))
    end()
  }

  package func gotFloor() {
    isTakenOver = false
    watch.callerFinished(at: now)
    inner?.gotFloor()
    arm()
  }

  package func leave(at position: Int) {
    hasLeft = true
    tell(awaited.end())
    watch.end()
    alarm?.timer.cancel()
    ending?.timer.cancel()
    (alarm, ending, ownMarks, keys) = (nil, nil, [:], [])
    stopJoining()
    dismiss(at: position, .abandoned)
    (tell, floor) = (nil, nil)
  }

  // MARK: From the member

  package func say(_ chunk: AudioChunk) {
    guard let floor, ending == nil else { return }
    if !hasAnswered {
      hasAnswered = true
      seatedMember?.tell(.served)
    }
    spokeBehindUs = true
    audio.memberSaid(chunk.byteCount)
    guard !isTakenOver else { return floor.say(chunk) }
    watch.memberSpoke(for: chunk.duration, at: now)
    floor.say(chunk)
    arm()
  }

  package func mark() -> PlaybackMark {
    watch.memberFinished()
    return floor?.mark() ?? PlaybackMark(generation: 0, number: 0)
  }

  @discardableResult package func fallSilent() -> Int {
    watch.fellSilent(at: now)
    tell(awaited.end())
    ownMarks = [:]
    return audio.ownPosition(of: floor?.fallSilent() ?? 0)
  }

  // MARK: What was waited for

  private func callerFinished(at moment: Timestamp) {
    watch.callerFinished(at: moment)
    awaited.callerFinished(at: moment)
  }

  /// An answer begins: a mark in front of it says when it is heard.
  private func answered(_ wait: TurnWait) {
    guard let floor, !isTakenOver else { return }
    tell(awaited.end())
    awaited.begin(after: wait, at: now, behind: floor.mark())
  }

  private func tell(_ wait: TurnWait?) { if let wait { tell?(.answered(wait)) } }

  // MARK: What the watch wants

  private var now: Timestamp { Timestamp(microseconds: Int64(eventLoop.now.uptimeNanoseconds / 1000)) }

  /// One timer, set anew only for an earlier time: one that fires too early is set for what is left.
  private func arm() {
    guard !hasLeft, let due = watch.due else { return }
    if let alarm, alarm.at <= due { return }
    alarm?.timer.cancel()
    let timer = eventLoop.assumeIsolated().scheduleTask(in: .microseconds(max((due - now).wholeMicroseconds, 0))) {
      [self] () -> Void in alarmRang()
    }
    alarm = (due, timer)
  }

  private func alarmRang() {
    alarm = nil
    if !isTakenOver { take(watch.step(at: now)) }
  }

  private func take(_ step: AnswerWatch.Step?) {
    switch step {
    case nil: break
    case .sayFiller: sayFiller()
    case .giveWay(let next): giveWay(to: next)
    case .giveUp: giveUp()
    }
    arm()
  }

  private func sayFiller() {
    guard let floor, let filler = prompts.oneMoment(in: spoken.ofPrompts) else { return }
    say(filler, to: floor)
    watch.fillerSaid(for: filler.duration, at: now)
  }

  @discardableResult private func say(_ prompt: Prompts.Prompt, to floor: any Floor) -> PlaybackMark {
    audio.othersSaid(prompt.bytes)
    for chunk in prompt.chunks { floor.say(chunk) }
    let mark = floor.mark()
    ownMarks[mark] = prompt.text
    spokeBehindUs = false
    return mark
  }

  private func giveWay(to next: Int) {
    log.notice(
      "the next voice AI takes over", metadata: ["from": "\(members[next - 1].name)", "to": "\(members[next].name)"])
    sendAway()
    givesUpJoining = join(next, brief.resumed(afterAttempts: attempts, notes: notes, in: spoken), self)
  }

  private func giveUp() {
    log.warning("no voice AI answers the caller")
    sendAway()
    regret()
  }

  /// The last prompt, then a person.
  private func regret() {
    guard let floor, let prompt = prompts.cannotGoOn(in: spoken.ofPrompts) else {
      return tell?(.failed(.unreachable)) ?? ()
    }
    let mark = say(prompt, to: floor)
    let patience = TimeAmount.microseconds(prompt.duration.wholeMicroseconds) + Self.maximumMarkDelay
    let timer = eventLoop.assumeIsolated().scheduleTask(in: patience) { [self] () -> Void in end() }
    ending = (.failed(.unreachable), mark, timer)
  }

  /// The last prompt is over.
  private func end() {
    guard let (event, _, timer) = ending else { return }
    timer.cancel()
    tell?(event)
    // Whatever is told now comes too late; `ending` stays and says so.
    ending = (event, PlaybackMark(generation: 0, number: 0), timer)
    tell = nil
  }

  /// The member whose turn it was goes. What it said and wasn't heard never will be; a filler is heard to its end.
  private func sendAway() {
    stopJoining()
    guard inner != nil else { return }
    let mayFinish = !ownMarks.isEmpty && !spokeBehindUs
    let place = mayFinish ? audio.said : floor?.fallSilent() ?? audio.said
    if !mayFinish { ownMarks = [:] }
    dismiss(at: place, .failed)
  }

  private func dismiss(at place: Int, _ outcome: ServiceGate.Outcome) {
    guard let inner else { return }
    self.inner = nil
    if outcome == .failed || !hasAnswered { seatedMember?.tell(outcome) }
    seatedMember = nil
    inner.leave(at: audio.ownPosition(of: place))
  }

  private func stopJoining() {
    givesUpJoining?()
    givesUpJoining = nil
  }
}
