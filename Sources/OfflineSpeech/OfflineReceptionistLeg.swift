import MediaBridge
import NIOCore
import VoiceCore

/// The offline receptionist's end of a session: the socket-less shell around `MenuDialogue`. Confined to its event loop.
final class OfflineReceptionistLeg: ReceptionistLeg {
  private var dialogue: MenuDialogue
  private let tell: @Sendable (ReceptionistEvent) -> Void
  /// Weak: the bridge holds the leg, and the leg must not hold the bridge.
  private weak var floor: (any Floor)?
  private var saidAtMark: [PlaybackMark: String] = [:]
  private var lastMark: PlaybackMark?
  private var finishMark: PlaybackMark?
  private var keyPressedAt: NIODeadline?

  init(_ dialogue: MenuDialogue, tell: @escaping @Sendable (ReceptionistEvent) -> Void) {
    self.dialogue = dialogue
    self.tell = tell
  }

  func join(_ floor: any Floor) {
    self.floor = floor
    perform(dialogue.joined())
  }

  /// Recognition of speech isn't available yet: the caller is heard by keys.
  func callerSpoke(_ chunk: AudioChunk, at milliseconds: Int) {}

  func callerPressed(_ key: Character) {
    keyPressedAt = .now()
    perform(dialogue.pressed(key))
  }

  func callerHeard(_ mark: PlaybackMark) {
    if let text = saidAtMark.removeValue(forKey: mark) { tell(.said(text)) }
    if mark == finishMark {
      finishMark = nil
      tell(.finished)
    }
  }

  /// What was being said is lost, and with it the marks that would have told so. A hand-over or goodbye goes on without the
  /// rest of its words: it is decided, and who talks into it wants to get on.
  func callerBrokeIn(at position: Int) {
    saidAtMark = [:]
    guard finishMark != nil else { return }
    finishMark = nil
    tell(.finished)
  }

  func callerFellSilent() {
    // Whatever was begun since is going on already.
    if saidAtMark.isEmpty { perform(dialogue.callerFellSilent()) }
  }

  func leave(at position: Int) {
    floor = nil
    saidAtMark = [:]
  }

  func directed(_ directive: ReceptionistDirective) { perform(dialogue.directed(directive)) }

  private func perform(_ actions: [MenuDialogue.Action]) {
    guard let floor else { return }
    for action in actions {
      switch action {
      case .fallSilent:
        floor.fallSilent()
        saidAtMark = [:]
      case .say(let speech):
        for chunk in speech.chunks { floor.say(chunk) }
        let mark = floor.mark()
        saidAtMark[mark] = speech.text
        lastMark = mark
        reportAnswer()
      case .finishAfterwards: finishMark = lastMark
      case .tell(let event): tell(event)
      }
    }
  }

  /// The time from a key to the first audio that answers it.
  private func reportAnswer() {
    guard let pressed = keyPressedAt else { return }
    keyPressedAt = nil
    tell(.answered(after: .nanoseconds((NIODeadline.now() - pressed).nanoseconds)))
  }
}
