/// The language that a caller is spoken with: the tenant's until the caller's own is known, and from then on that one (property 4).
public struct SpokenLanguage: Equatable, Sendable {
  public private(set) var language: Language
  /// Whether it is the caller's own and not just where the call began.
  public private(set) var isSettled: Bool
  /// The tenant's: what our own words are said in where there are none in the caller's.
  public let fallback: Language

  /// A language.
  /// - Parameter fallback: the tenant's; the language itself unless given.
  public init(_ language: Language, isSettled: Bool = false, fallback: Language? = nil) {
    self.language = language
    self.isSettled = isSettled
    self.fallback = fallback ?? language
  }

  /// The language of our own words for this caller: theirs where we have it, else the tenant's, else English.
  public var ofPrompts: Language { Phrase.language(for: language) ?? Phrase.language(for: fallback) ?? .english }

  /// Whether that settles or changes it. Recognition settles it once; only the caller's explicit request changes it later.
  public func follows(_ other: Language, _ recognition: LanguageRecognition) -> Bool {
    switch recognition {
    case .requested: other != language || !isSettled
    case .detected(let confidence): !isSettled && confidence >= Conversation.languageConfidence
    }
  }

  /// Goes on in that language, if it follows. The answer is whether it did.
  public mutating func learn(_ other: Language, _ recognition: LanguageRecognition) -> Bool {
    guard follows(other, recognition) else { return false }
    (language, isSettled) = (other, true)
    return true
  }
}

/// Listens for the caller's language, and for replies that are in another one (property 4). One for each receptionist who hears
/// words.
public struct LanguageWatch: Equatable, Sendable {
  /// Characters of a reply that are looked at: whoever begins in a language goes on in it.
  public static let replyLength = 400

  public private(set) var spoken: SpokenLanguage
  /// A reply to the caller's present turn was in another language already.
  private var hasCut = false

  /// Listens from here on.
  public init(_ spoken: SpokenLanguage) { self.spoken = spoken }

  /// The caller asks something new.
  public mutating func turnBegan() { hasCut = false }

  /// The caller has said this. The answer is what became known by it.
  public mutating func heard(_ words: String) -> (Language, LanguageRecognition)? {
    guard !spoken.isSettled, let guess = LanguageGuess(words) else { return nil }
    // A region isn't heard in a few words: the tenant's stays.
    let language = guess.language.primary == spoken.language.primary ? spoken.language : guess.language
    let recognition = LanguageRecognition.detected(confidence: guess.confidence)
    return spoken.learn(language, recognition) ? (language, recognition) : nil
  }

  /// The caller has asked for this language. The answer is whether that is new.
  public mutating func requested(_ language: Language) -> Bool { spoken.learn(language, .requested) }

  /// What a reply is, as far as it goes.
  public enum Reply: Equatable, Sendable {
    /// Nobody can tell yet, or it is no matter.
    case open
    /// In the caller's language: whoever begins in a language goes on in it.
    case fits
    /// In another one: it is cut, and asked for again, once a turn.
    case mustBeCut
  }

  /// Judges a reply by how it begins.
  public mutating func judge(_ reply: String) -> Reply {
    guard spoken.isSettled, !hasCut, let guess = LanguageGuess(String(reply.prefix(Self.replyLength))),
      guess.confidence >= Conversation.languageConfidence
    else { return .open }
    guard guess.language.primary != spoken.language.primary else { return .fits }
    hasCut = true
    return .mustBeCut
  }
}
