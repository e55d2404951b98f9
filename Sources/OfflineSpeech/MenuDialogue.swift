import MediaBridge
import VoiceCore

/// The menu's side of a dialogue, without sockets: keys and understood words in, actions out.
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
  /// What the caller was understood to ask for, until they have said whether they did: nothing but a person is given on the
  /// word of a recogniser alone.
  private(set) var doubt: DialKey?

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
    if let doubted = doubt {
      doubt = nil
      if character == "1" { return heard + answer(doubted) }
      if character == "2" { return heard + judge(.failed, answering: script.menu) }
    }
    switch menu.choice(for: key) {
    case .entry: return heard + answer(key)
    case .department(let department): return heard + [.tell(.personWanted(.callerWish, department.id))]
    case .person: return heard + [.tell(.personWanted(.callerWish, nil))]
    case .again: return heard + script.menu.map(Action.say)
    case nil: return heard + judge(.failed, answering: [script.unknownKey] + script.menu)
    }
  }

  /// An utterance was listened to. Words that fit nothing are an attempt that failed, for which the third hands over to a person
  /// (property 6); a recogniser that can't listen is none.
  mutating func heard(_ hearing: Hearing) -> [Action] {
    guard !isClosing else { return [] }
    switch hearing {
    case .understood(let meaning, let words): return [.fallSilent, .tell(.heard(words))] + understood(meaning)
    case .rejected:
      doubt = nil
      return [.fallSilent, .tell(.heard("[words not understood]"))]
        + judge(.failed, answering: [script.notUnderstood] + script.menu)
    case .unavailable: return [.fallSilent, .say(script.pressAKey)] + script.menu.map(Action.say)
    }
  }

  private mutating func understood(_ meaning: SpokenMeaning) -> [Action] {
    let doubted = doubt
    doubt = nil
    switch meaning {
    case .choice(let key):
      switch menu.choice(for: key) {
      case .entry:
        doubt = key
        return script.questions[key].map { [.say($0)] } ?? []
      case .department(let department): return [.tell(.personWanted(.callerWish, department.id))]
      case .person, .again, nil: return []
      }
    case .person: return [.tell(.personWanted(.callerWish, nil))]
    case .again: return script.menu.map(Action.say)
    case .yes: return doubted.map { answer($0) } ?? []
    case .no: return doubted == nil ? [] : judge(.failed, answering: script.menu)
    }
  }

  private mutating func answer(_ key: DialKey) -> [Action] {
    judge(.served, answering: script.answers[key].map { [$0] } ?? [])
  }

  /// The caller talked over a prompt and has finished, with nothing said since, and nothing understood: the menu, or the
  /// question, says again what can be chosen.
  func callerFellSilent() -> [Action] {
    guard !isClosing, prepared.isEmpty else { return [] }
    return (doubt.flatMap { script.questions[$0] }.map { [$0] } ?? script.menu).map(Action.say)
  }

  /// A person speaks with the caller: what was to be answered is theirs.
  mutating func lostFloor() {
    prepared = [:]
    doubt = nil
  }

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
    case .announce(.idle): return isClosing ? [] : [.say(script.stillThere)]
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
