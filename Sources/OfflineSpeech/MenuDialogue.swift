import MediaBridge
import VoiceCore

/// The key menu's side of a dialogue, without sockets: events in, actions out.
struct MenuDialogue {
  enum Action {
    case fallSilent
    /// Say this, then report it as said once it was heard.
    case say(Speech)
    /// Report `finished` once everything so far was heard, or must have been.
    case finishAfterwards
    case tell(ReceptionistEvent)
  }

  private let menu: KeyMenu
  private let script: MenuScript
  private var attempts: Int
  /// What to answer once the core has taken note of the verdict.
  private var prepared: [Attempt.ID: [Speech]] = [:]
  private var isClosing = false

  init(menu: KeyMenu, script: MenuScript, attemptsSoFar: Int) {
    self.menu = menu
    self.script = script
    attempts = attemptsSoFar
  }

  func joined() -> [Action] { (script.greeting + script.menu).map(Action.say) }

  /// A key cuts short what is being said: callers who know the way needn't listen.
  mutating func pressed(_ character: Character) -> [Action] {
    guard !isClosing, let key = DialKey(character) else { return [] }
    let heard: [Action] = [.fallSilent, .tell(.heard("[key \(key)]"))]
    switch menu.choice(for: key) {
    case .entry: return heard + judge(.served, answering: script.answers[key].map { [$0] } ?? [])
    case .department(let department): return heard + [.tell(.personWanted(.callerWish, department.id))]
    case .person: return heard + [.tell(.personWanted(.callerWish, nil))]
    case .again: return heard + script.menu.map(Action.say)
    case nil: return heard + judge(.failed, answering: [script.unknownKey] + script.menu)
    }
  }

  /// The caller talked over a prompt and has finished, with nothing said since: speech isn't understood, so the menu says again
  /// what can be chosen.
  func callerFellSilent() -> [Action] {
    isClosing || !prepared.isEmpty ? [] : script.menu.map(Action.say)
  }

  /// A person speaks with the caller: what was to be answered is theirs.
  mutating func lostFloor() { prepared = [:] }

  /// The person has handed back.
  func gotFloor() -> [Action] { isClosing ? [] : ([script.backAgain] + script.menu).map(Action.say) }

  mutating func directed(_ directive: ReceptionistDirective) -> [Action] {
    switch directive {
    case .answer(let attempt): return (prepared.removeValue(forKey: attempt) ?? []).map(Action.say)
    case .handOver(let transfer):
      guard !isClosing else { return [] }
      isClosing = true
      let words = transfer.department.flatMap { script.handOverTo[$0] } ?? script.handOver
      return [.fallSilent, .say(words), .finishAfterwards]
    case .extensionIsUnknown:
      guard !isClosing else { return [] }
      return [.fallSilent] + ([script.unknownExtension] + script.menu).map(Action.say)
    case .announce, .stop: return []  // It costs nothing.
    case .close:
      guard !isClosing else { return [] }
      isClosing = true
      return [.fallSilent, .say(script.goodbye), .finishAfterwards]
    }
  }

  private mutating func judge(_ verdict: Verdict, answering speeches: [Speech]) -> [Action] {
    attempts += 1
    let attempt = Attempt.ID(attempts)
    prepared[attempt] = speeches
    return [.tell(.judged(attempt, verdict))]
  }
}
