import PropertyTesting
import VoiceCore

extension VerifiedProperty {
  /// specs/P04-ai-language-consistency.md
  static let p04AILanguageConsistency = VerifiedProperty(
    number: 4, title: "AI Language Consistency",
    core: {
      Property(4, "AI Language Consistency", for: .talk, labels: P04.labels, coverage: P04.coverage) { talk in
        var trial = TalkTrial(talk)
        for step in talk.steps { try trial.take(step) }
      }
    },
    store: nil)
}

/// What is said in a call, and in which language.
struct Talk: Sendable {
  struct Sentence: Sendable {
    let language: Language
    let text: String
  }

  enum Step: Sendable {
    case said(Sentence)
    /// Two languages, a name, noise: nobody could tell.
    case unclear(String)
    case asked(Language)
    case replied(Sentence)
    case turn
    case prompt(Phrase)
  }

  let tenant: Language
  let steps: [Step]
}

extension Gen where Value == Talk {
  fileprivate static var talk: Gen {
    let step: Gen<Talk.Step> = .weighted([
      (3, Gen<Talk.Sentence>.element(of: TalkCorpus.sentences).map(Talk.Step.said)),
      (3, Gen<String>.element(of: TalkCorpus.unclear).map(Talk.Step.unclear)),
      (1, Gen<Language>.element(of: TalkCorpus.languages).map(Talk.Step.asked)),
      (4, Gen<Talk.Sentence>.element(of: TalkCorpus.sentences).map(Talk.Step.replied)), (2, .just(.turn)),
      (2, Gen<Phrase>.element(of: [.oneMoment, .goodbye, .cannotGoOn, .backAgain]).map(Talk.Step.prompt)),
    ])
    return zip(
      Gen<Language>.element(of: Array(TalkCorpus.languages.prefix(14))), Gen<[Talk.Step]>.array(of: step, count: 0...16)
    ).map { Talk(tenant: $0, steps: $1) }
  }
}

/// The law beside the call.
private struct TalkTrial {
  private let tenant: Language
  private var conversation: Conversation
  private var watch: LanguageWatch
  private var language: Language
  private var isSettled = false
  private var hasCut = false
  private var wasUnsure = false
  private(set) var labels: Set<String> = []

  init(_ talk: Talk) {
    tenant = talk.tenant
    language = tenant
    conversation = Conversation(language: tenant)
    watch = LanguageWatch(conversation.spoken)
  }

  mutating func take(_ step: Talk.Step) throws {
    switch step {
    case .said(let sentence): try hear(sentence)
    case .unclear(let words):
      try require(watch.heard(words) == nil, "nothing is known by '\(words)'")
      wasUnsure = true
    case .asked(let wanted):
      let isNew = wanted != language || !isSettled
      try requireEqual(watch.requested(wanted), isNew, "the caller's wish counts")
      try decide(wanted, .requested, isNew: isNew)
      labels.insert("asked for")
    case .replied(let reply):
      let isOther = isSettled && !hasCut && reply.language.primary != language.primary
      try requireEqual(
        watch.judge(reply.text) == .mustBeCut, isOther, "a reply in \(reply.language) to who speaks \(language)")
      hasCut = hasCut || isOther
      if isOther { labels.insert("cut") }
    case .turn:
      watch.turnBegan()
      hasCut = false
    case .prompt(let phrase):
      let expected = P04.hasWords(language) ? language : P04.hasWords(tenant) ? tenant : .english
      try requireEqual(conversation.spoken.ofPrompts, expected, "the language of prompts")
      let texts = [Language.english, .spanish].filter { $0.primary == expected.primary }.map { phrase.text(in: $0) }
      try requireEqual([phrase.text(in: conversation.spoken.ofPrompts)], texts, "the prompt")
    }
    try requireEqual(watch.spoken, conversation.spoken, "the receptionist and the core agree")
    try requireEqual(conversation.language, language, "the language")
    try requireEqual(conversation.languageIsSettled, isSettled, "whether it is settled")
  }

  private mutating func hear(_ sentence: Talk.Sentence) throws {
    let known = watch.heard(sentence.text)
    guard !isSettled else { return try require(known == nil, "what is settled is not detected again") }
    guard let (heard, recognition) = known else {
      return try require(false, "'\(sentence.text)' is \(sentence.language)")
    }
    try requireEqual(heard.primary, sentence.language.primary, "'\(sentence.text)'")
    if heard.primary == tenant.primary { try requireEqual(heard, tenant, "the tenant's region stays") }
    if wasUnsure { labels.insert("unsure first") }
    labels.insert("settled")
    try decide(heard, recognition, isNew: true)
    // Somebody's guess that comes late.
    let late = conversation.decide(heard == .english ? .spanish : .english, recognised: .detected(confidence: 1))
    try requireEqual(late, .nothing, "a later detection changes nothing")
  }

  private mutating func decide(_ wanted: Language, _ recognition: LanguageRecognition, isNew: Bool) throws {
    let decision = conversation.decide(wanted, recognised: recognition)
    guard isNew else { return try requireEqual(decision, .nothing, "what is known changes nothing") }
    (language, isSettled) = (wanted, true)
    for fact in decision.facts { conversation.evolve(fact) }
    let lacks: [Conversation.Fact] =
      P04.hasWords(wanted)
      ? [] : [.promptsLack(wanted, instead: P04.hasWords(tenant) ? tenant : .english)]
    if !lacks.isEmpty { labels.insert("no words of ours") }
    try requireEqual(decision.facts, [.languageSettled(wanted, recognition)] + lacks, "what the log says")
  }
}

private enum P04 {
  static let coverage = [
    Coverage("settled", atLeast: 40), Coverage("unsure first", atLeast: 10), Coverage("cut", atLeast: 15),
    Coverage("asked for", atLeast: 20), Coverage("no words of ours", atLeast: 25),
  ]

  static let labels: @Sendable (Talk) -> [String] = { talk in
    var trial = TalkTrial(talk)
    for step in talk.steps { try? trial.take(step) }
    return trial.labels.sorted()
  }

  static func hasWords(_ language: Language) -> Bool { ["en", "es"].contains(language.primary) }
}
