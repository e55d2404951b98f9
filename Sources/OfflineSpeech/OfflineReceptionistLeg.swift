import MediaBridge
import NIOCore
import VoiceCore

/// The offline receptionist's end of a session: the socket-less shell around `MenuDialogue`. Confined to its event loop.
final class OfflineReceptionistLeg: ReceptionistLeg {
  /// How much later than the last words have to be over their mark may come; then a hand-over or goodbye goes on without it.
  static let maximumMarkDelay: TimeAmount = .seconds(5)

  private var dialogue: MenuDialogue
  private let eventLoop: any EventLoop
  private let tell: @Sendable (ReceptionistEvent) -> Void
  /// Each holds the other until the leg leaves, which the bridge sees to.
  private var floor: (any Floor)?
  private var unheard = UnheardSpeech()
  /// The mark behind the last words, and the timer in case that it gets lost.
  private var ending: (mark: PlaybackMark, timer: Scheduled<Void>)?
  /// When a key was pressed, or an utterance ended, that has no answer yet.
  private var askedAt: NIODeadline?
  /// `nil` where the caller is heard by keys alone.
  private let ears: CallEars?
  private var isWithPerson = false

  init(
    _ dialogue: MenuDialogue, ears: CallEars?, on eventLoop: any EventLoop,
    tell: @escaping @Sendable (ReceptionistEvent) -> Void
  ) {
    self.dialogue = dialogue
    self.ears = ears
    self.eventLoop = eventLoop
    self.tell = tell
  }

  func join(_ floor: any Floor) {
    self.floor = floor
    perform(dialogue.joined())
  }

  func callerSpoke(_ chunk: AudioChunk, at milliseconds: Int) {
    guard let ears, floor != nil, !isWithPerson, ending == nil else { return }
    guard let utterance = ears.heard(chunk) else { return }
    askedAt = .now()
    ears.listen(to: utterance, confirming: dialogue.doubt != nil, on: eventLoop) { [weak self] hearing in
      guard let self else { return }
      perform(dialogue.heard(hearing))
    }
  }

  /// A key is more certain than words.
  func callerPressed(_ key: Character) {
    ears?.forget()
    askedAt = .now()
    perform(dialogue.pressed(key))
  }

  func callerHeard(_ mark: PlaybackMark) {
    for text in unheard.heard(mark) { tell(.said(text)) }
    if mark == ending?.mark { finish() }
  }

  /// The rest of what was being said is lost, and with it the marks that would have told so. A hand-over or goodbye goes on
  /// without the rest of its words: it is decided, and who talks into it wants to get on.
  func callerBrokeIn(at position: Int) {
    cut(at: position)
    finish()
  }

  func callerFellSilent() {
    // Whatever was begun since is going on already, and what was said may be understood yet.
    if unheard.isEmpty, ears?.isBusy != true { perform(dialogue.callerFellSilent()) }
  }

  func lostFloor(at position: Int) {
    cut(at: position)
    dialogue.lostFloor()
    ears?.forget()
    isWithPerson = true
    askedAt = nil
  }

  func gotFloor() {
    isWithPerson = false
    perform(dialogue.gotFloor())
  }

  func leave(at position: Int) {
    floor = nil
    ears?.forget()
    ending?.timer.cancel()
    ending = nil
    cut(at: position)
  }

  func directed(_ directive: ReceptionistDirective) { perform(dialogue.directed(directive)) }

  private func perform(_ actions: [MenuDialogue.Action]) {
    for action in actions {
      // What is said may end the session.
      guard let floor else { return }
      switch action {
      case .fallSilent: cut(at: floor.fallSilent())
      case .say(let speech):
        for chunk in speech.chunks { floor.say(chunk) }
        unheard.add(speech, before: floor.mark())
        reportAnswer()
      case .finishAfterwards: finishAfterwards()
      case .tell(let event): tell(event)
      }
    }
  }

  private func cut(at position: Int) {
    for text in unheard.cut(at: position) { tell(.said(text)) }
  }

  private func finishAfterwards() {
    guard let mark = unheard.lastMark else { return }
    let patience = .milliseconds(Int64(unheard.bytes / 8)) + Self.maximumMarkDelay
    let timer = eventLoop.assumeIsolated().scheduleTask(in: patience) { [weak self] () -> Void in self?.finish() }
    ending = (mark, timer)
  }

  private func finish() {
    guard let ending else { return }
    self.ending = nil
    ending.timer.cancel()
    tell(.finished)
  }

  /// The time from a key, or from the end of the words, to the first audio that answers it.
  private func reportAnswer() {
    guard let asked = askedAt else { return }
    askedAt = nil
    // Hearing, deciding and speaking: all of it is done here.
    let wait = Duration.nanoseconds((NIODeadline.now() - asked).nanoseconds)
    tell(.answered(TurnWait(answering: wait, own: wait)))
  }
}
