/// One caller's dialogue with the AI receptionist, until it is handed over or ends.
public struct Conversation: Equatable, Sendable, Codable {
  /// Failed attempts after which a person takes the call: exactly three. Source: property 6, requirement 2.6.
  public static let attemptsBeforeTransfer = 3
  /// How sure a recogniser must be of a language. Source: property 4.
  public static let languageConfidence = 0.8

  /// Where the dialogue stands.
  public enum Phase: Equatable, Sendable, Codable {
    case assisting
    case handedOver(TransferReason)
    case ended
  }

  /// What happened in the dialogue.
  public enum Fact: Equatable, Sendable, Codable {
    case judged(Attempt.ID, Verdict)
    /// The caller said that this answer didn't help; it counts as failed.
    case overturned(Attempt.ID)
    case handedOver(TransferReason)
    case languageSettled(Language, LanguageRecognition)
    /// Our own words aren't to be had in the caller's language; the second is the one they are said in (property 4).
    case promptsLack(Language, instead: Language)
    case ended
  }

  /// What the dialogue wants of the world.
  public enum Intention: Equatable, Sendable, Codable {
    case transfer(Transfer)
  }

  public private(set) var phase: Phase = .assisting
  /// The language of every prompt and answer from now on (property 4).
  public private(set) var language: Language
  /// Whether the language is the caller's own and not just the tenant's default.
  public private(set) var languageIsSettled = false
  /// The tenant's, in which the dialogue began; `nil` in one of former days.
  private let firstLanguage: Language?
  /// Every request that has its verdict, in the order of the verdicts.
  public private(set) var attempts: [Attempt] = []

  /// A dialogue that begins in the tenant's language.
  public init(language: Language) {
    self.language = language
    firstLanguage = language
  }

  /// What the caller is spoken with, and what our own words are said in.
  public var spoken: SpokenLanguage {
    SpokenLanguage(language, isSettled: languageIsSettled, fallback: firstLanguage)
  }

  /// Distinct failed attempts so far. A success doesn't reset it.
  public var failedAttempts: Int { attempts.count { $0.verdict == .failed } }
}

extension Conversation {
  /// What the dialogue decides.
  public typealias Decision = VoiceCore.Decision<Fact, Intention>

  /// A request got its verdict. A second verdict on the same request, or a late one, changes nothing.
  public func decide(_ verdict: Verdict, on attempt: Attempt.ID) -> Decision {
    guard phase == .assisting, !attempts.contains(where: { $0.id == attempt }) else { return .nothing }
    return withTransfer(after: .judged(attempt, verdict), adding: verdict == .failed ? 1 : 0)
  }

  /// The caller says that the last answer didn't help: it turns to failed, once.
  public func decideLastAnswerDidNotHelp() -> Decision {
    guard phase == .assisting, let last = attempts.last, last.verdict == .served else { return .nothing }
    return withTransfer(after: .overturned(last.id), adding: 1)
  }

  /// A person is wanted for a named reason that doesn't touch the count.
  public func decide(handOver reason: TransferReason, to department: Department.ID? = nil) -> Decision {
    guard phase == .assisting, reason != .attemptsExhausted else { return .nothing }
    return Decision(
      facts: [.handedOver(reason)], intentions: [.transfer(Transfer(reason: reason, department: department))])
  }

  /// The caller's language became known. Recognition settles it once; only the caller's explicit request changes it later.
  public func decide(_ language: Language, recognised: LanguageRecognition) -> Decision {
    var next = spoken
    guard phase == .assisting, next.learn(language, recognised) else { return .nothing }
    let settled = Fact.languageSettled(language, recognised)
    guard Phrase.language(for: language) == nil else { return Decision(facts: [settled]) }
    return Decision(facts: [settled, .promptsLack(language, instead: next.ofPrompts)])
  }

  private func withTransfer(after fact: Fact, adding failures: Int) -> Decision {
    guard failures > 0, failedAttempts + failures == Self.attemptsBeforeTransfer else { return Decision(facts: [fact]) }
    return Decision(
      facts: [fact, .handedOver(.attemptsExhausted)], intentions: [.transfer(Transfer(reason: .attemptsExhausted))])
  }

  /// The only way in which the dialogue changes; replaying its facts gives the dialogue.
  public mutating func evolve(_ fact: Fact) {
    switch (phase, fact) {
    case (.assisting, .judged(let id, let verdict)): attempts.append(Attempt(id: id, verdict: verdict))
    case (.assisting, .overturned(let id)):
      if let index = attempts.lastIndex(where: { $0.id == id }) { attempts[index].verdict = .failed }
    case (.assisting, .handedOver(let reason)): phase = .handedOver(reason)
    case (.assisting, .languageSettled(let language, _)):
      self.language = language
      languageIsSettled = true
    case (_, .ended): phase = .ended
    default: break
    }
  }
}
