public import VoiceCore

/// The offline receptionist without sound: the same dialogue, with words that are read instead of heard and speech that has only a
/// length. For rehearsals in virtual time; a call's receptionist is `OfflineReceptionist`.
public struct TextReceptionist: Sendable {
  /// Something that she does.
  public enum Act: Equatable, Sendable {
    /// What she was saying is cut short.
    case fallSilent
    /// She says this, which takes so long.
    case say(String, lasting: Duration)
    /// She reports `finished` once everything so far was heard.
    case finishAfterwards
    case tell(ReceptionistEvent)
  }

  private var dialogue: MenuDialogue
  private let choices: SpokenGrammar
  private let confirmation: SpokenGrammar

  /// A receptionist with this brief.
  public init(for brief: ReceptionistBrief) async throws(SpeechFailure) {
    let menu = KeyMenu(brief)
    choices = SpokenGrammar(of: menu) { _ in true }
    confirmation = .confirmation { _ in true }
    let script = try await MenuScript(for: brief, menu, hearing: true, by: SilentSynthesizer())
    dialogue = MenuDialogue(menu: menu, script: script, attemptsSoFar: brief.attemptsSoFar)
  }

  /// The caller is there.
  public func joined() -> [Act] { acts(dialogue.joined()) }

  /// The caller pressed a key.
  public mutating func pressed(_ character: Character) -> [Act] { acts(dialogue.pressed(character)) }

  /// The caller said this, as a recogniser without fault would hear it: words that fit nothing are rejected.
  public mutating func heard(_ text: String) -> [Act] {
    let grammar = dialogue.doubt == nil ? choices : confirmation
    return acts(dialogue.heard(grammar.meaning(of: text).map { .understood($0, words: text) } ?? .rejected))
  }

  /// The core says what she does.
  public mutating func directed(_ directive: ReceptionistDirective) -> [Act] { acts(dialogue.directed(directive)) }

  private func acts(_ actions: [MenuDialogue.Action]) -> [Act] {
    actions.map { action in
      switch action {
      case .fallSilent: .fallSilent
      case .say(let speech): .say(speech.text, lasting: speech.duration)
      case .finishAfterwards: .finishAfterwards
      case .tell(let event): .tell(event)
      }
    }
  }
}

extension SpokenGrammar {
  /// What a text means, word by word: a phrase of the grammar, with one opener and one closer at most.
  func meaning(of text: String) -> SpokenMeaning? {
    let words = Self.words(text)
    for opener in [[]] + openers where words.starts(with: opener) {
      for closer in [[]] + closers where words.dropFirst(opener.count).reversed().starts(with: closer.reversed()) {
        let said = Array(words.dropFirst(opener.count).dropLast(closer.count))
        if let phrase = phrases.first(where: { $0.words == said }) { return phrase.meaning }
      }
    }
    return nil
  }
}

/// Silence as long as the words would take.
private struct SilentSynthesizer: SpeechSynthesizer {
  /// μ-law bytes for a character: 65 ms, as people speak on the telephone.
  private static let bytesPerCharacter = 520

  func speech(for text: String, in language: Language) async throws(SpeechFailure) -> Speech {
    Speech(text: text, muLaw: Array(repeating: 0xFF, count: text.count * Self.bytesPerCharacter))
  }
}
