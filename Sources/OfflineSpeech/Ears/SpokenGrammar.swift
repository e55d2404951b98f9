public import VoiceCore

/// The closed set of what is listened for at one point of a dialogue: phrases with their meanings, and the polite words that may
/// stand around them. Made from the tenant's own texts.
public struct SpokenGrammar: Equatable, Sendable {
  /// Words that mean something here, in lower case; words of letters and apostrophes only.
  public struct Phrase: Equatable, Sendable {
    public let meaning: SpokenMeaning
    public let words: [String]
  }

  /// The longest phrase, in words; longer ones are listened for by their key words.
  public static let maximumWords = 12
  /// The longest word, in letters.
  public static let maximumLetters = 24
  /// Ways to ask for one entry, its first question among them; a caller is understood the worse, the more is listened for.
  public static let maximumQuestions = 5

  public let phrases: [Phrase]
  /// What may stand before a phrase: `what are your`.
  public let openers: [[String]]
  /// What may stand behind it: `please`.
  public let closers: [[String]]

  /// The choices of a menu, apart from yes and no. Words by which several entries are asked for mean the one that answers them
  /// best, of equal ones the more important (property 14); the caller is asked back in any case.
  ///
  /// - Parameter knows: whether the recogniser has a pronunciation of a word. Phrases with another word are left out.
  public init(of menu: KeyMenu, knows: (String) -> Bool) {
    var phrases = Self.personal
    var keys: [KnowledgeEntry.ID: DialKey] = [:]
    var entries: [KnowledgeEntry] = []
    for (key, choice) in menu.offers {
      switch choice {
      case .entry(let entry):
        keys[entry.id] = key
        entries.append(entry)
        for question in entry.questions.prefix(Self.maximumQuestions) {
          phrases += Self.phrases(of: question).map { Phrase(meaning: .choice(key), words: $0) }
        }
      case .department(let department):
        phrases += Self.phrases(of: department.name).map { Phrase(meaning: .choice(key), words: $0) }
      case .person, .again: break
      }
    }
    let index = KnowledgeIndex(entries)
    let choices = Set(keys.values.map(SpokenMeaning.choice))
    self.init(phrases, openers: Self.requests, closers: [["please"]], knows) { words, meanings in
      // What could mean an entry and something else means nothing.
      guard meanings.isSubset(of: choices) else { return nil }
      let best = index.lookUp(words.joined(separator: " "), at: nil, limit: 1).best
      return best.flatMap { keys[$0.id] }.map(SpokenMeaning.choice)
    }
  }

  /// Yes and no, and a person: what is listened for after “is that right?”.
  public static func confirmation(knows: (String) -> Bool) -> SpokenGrammar {
    let yes = answers(.yes, ["yes", "yes please", "yeah", "that's right", "correct", "yes that's right"])
    let no = answers(.no, ["no", "no thanks", "no thank you", "that's wrong", "no that's wrong", "wrong"])
    let person = answers(.person, ["operator", "i want to speak to a person"])
    return SpokenGrammar(yes + no + person, openers: [], closers: [], knows)
  }

  /// - Parameter decide: which of several meanings words have; `nil` for none.
  private init(
    _ phrases: [Phrase], openers: [[String]], closers: [[String]], _ knows: (String) -> Bool,
    decide: ([String], Set<SpokenMeaning>) -> SpokenMeaning? = { _, _ in nil }
  ) {
    var meanings: [[String]: Set<SpokenMeaning>] = [:]
    for phrase in phrases { meanings[phrase.words, default: []].insert(phrase.meaning) }
    var seen: Set<[String]> = []
    self.phrases = phrases.filter { phrase in
      guard let possible = meanings[phrase.words], phrase.words.allSatisfy(knows) else { return false }
      let isMeant = possible.count == 1 || decide(phrase.words, possible) == phrase.meaning
      return isMeant && seen.insert(phrase.words).inserted
    }
    self.openers = openers.filter { $0.allSatisfy(knows) }
    self.closers = closers.filter { $0.allSatisfy(knows) }
  }

  /// The keys that nothing that is listened for means: they are left to the keys. A word of theirs has no pronunciation, or
  /// two choices have the same words.
  public func unspoken(of menu: KeyMenu) -> [DialKey] {
    menu.offers.map(\.key).filter { key in !phrases.contains { $0.meaning == .choice(key) } }
  }

  // MARK: From a tenant's text

  /// The ways to say a subject: `our opening hours` is asked for by `opening hours`, `hours`, `when are you open`.
  private static func phrases(of text: String) -> [[String]] {
    let words = Self.words(text)
    let keyed = Array(words.drop { asides.contains($0) })
    let telling = keyed.filter { !asides.contains($0) }
    var phrases = [keyed, telling].filter { !$0.isEmpty && $0.count <= maximumWords }
    if telling.count > 1, let last = telling.last, last.count > 3 { phrases.append([last]) }
    for word in telling { phrases += (ways[word] ?? []).map(Self.words) }
    return phrases
  }

  /// The text's words in lower case; letters and apostrophes are kept, all else divides.
  static func words(_ text: String) -> [String] {
    let parts = text.lowercased().split { !$0.isLetter && $0 != "'" && $0 != "’" }
    let words = parts.map { String($0.map { $0 == "’" ? "'" : $0 }).trimmed("'") }
    return Array(words.filter { !$0.isEmpty && $0.count <= maximumLetters }.prefix(maximumWords * 2))
  }

  /// Words that tell one subject from another in no tenant's texts.
  private static let asides: Set<String> = [
    "a", "an", "the", "our", "your", "my", "of", "for", "to", "is", "are", "do", "does", "can", "i", "you", "we",
    "what", "when",
    "where", "how", "which", "who", "have", "there", "with", "and", "or", "in", "on", "at", "about", "it", "department",
  ]

  /// How callers ask for what most companies are asked for, by a word of the question.
  private static let ways: [String: [String]] = [
    "hours": ["when are you open", "when do you open", "when do you close", "are you open today"],
    "address": ["where are you", "where are you located", "where can i find you"],
    "location": ["where are you", "where are you located", "where can i find you", "address"],
    "directions": ["how do i get to you", "how can i find you"],
    "prices": ["how much does it cost", "how much is it"],
    "price": ["how much does it cost", "how much is it"],
    "cost": ["how much does it cost", "how much is it"],
    "parking": ["where can i park", "can i park there"],
  ]

  private static let personal: [Phrase] = {
    let person = answers(
      .person,
      [
        "operator", "customer service", "a real person", "talk to a person", "talk to someone", "speak to a person",
        "speak to someone", "speak with a person", "talk to a human",
      ])
    return person + answers(.again, ["repeat that", "say that again", "repeat the menu"])
  }()

  private static let requests: [[String]] = [
    "what are your", "what is your", "what are the", "what is the", "what about", "what about your", "tell me your",
    "tell me the", "can you tell me your", "could you tell me your", "i would like to know your", "do you have",
    "is there",
    "i have a question about", "i'm calling about", "i want to talk to", "i would like to talk to",
    "i want to speak to",
    "i would like to speak with", "can i speak with", "can i talk to", "put me through to", "connect me with",
    "i want to",
    "i would like to", "can i", "please", "your", "the",
  ].map(words)

  private static func answers(_ meaning: SpokenMeaning, _ texts: [String]) -> [Phrase] {
    texts.map { Phrase(meaning: meaning, words: words($0)) }
  }
}

extension String {
  fileprivate func trimmed(_ edge: Character) -> String {
    var text = self[...]
    while text.first == edge { text.removeFirst() }
    while text.last == edge { text.removeLast() }
    return String(text)
  }
}
