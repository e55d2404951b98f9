public import PropertyTesting
public import VoiceCore

/// A tenant's entries, and somebody who asks about one of their topics.
public struct AskedCase: Sendable {
  /// What an entry is about: a thing, and what one wants to know of it.
  public struct Topic: Hashable, Sendable {
    let thing: Int
    let aspect: Int
  }

  /// An entry to be made. Entries of one topic have the same questions.
  public struct Draft: Sendable {
    public let topic: Topic
    public let priority: Int
    public let isActive: Bool
    let id: Int
    /// Which of its questions comes first.
    let isTurned: Bool
    /// Its questions have a word more, which says little: it answers nearly as well as others of its topic.
    public let isPolite: Bool
  }

  public let office: [Draft]
  public let topic: Topic
  public let manner: CallerManner
  /// What the caller says, before their manner: an entry's question, or words of their own.
  let words: [String]

  /// The question as it is asked.
  public var asked: String { manner.dress(words) }

  /// The entries of a tenant of this name, which no word of a caller's is spelt like; others have the same with other answers.
  public func entries(of tenant: String) -> [KnowledgeEntry] {
    office.map { draft in
      let questions = Self.questions(about: draft.topic)
        .map { draft.isPolite ? $0 + " Please." : $0 }
      let ordered = draft.isTurned ? questions.reversed() : questions
      return KnowledgeEntry(
        id: Identifier(UInt128(draft.id)), question: ordered[0], otherQuestions: Array(ordered.dropFirst()),
        answer: "\(tenant) \(draft.id)", priority: draft.priority, isActive: draft.isActive)
    }
  }

  /// No two of them are spelt nearly alike.
  static let things = ["haircut", "parking", "delivery", "breakfast", "insurance", "swimming", "voucher", "manicure"]

  static func questions(about topic: Topic) -> [String] {
    let thing = things[topic.thing]
    return switch topic.aspect {
    case 0: ["How much does the \(thing) cost?", "What is the price of the \(thing)?"]
    case 1: ["When does the \(thing) open?", "What are the opening hours of the \(thing)?"]
    default: ["Where is the \(thing) located?", "On which floor do I find the \(thing)?"]
    }
  }

  /// Other words for the same.
  static func ownWords(about topic: Topic) -> [String] {
    let thing = things[topic.thing]
    return switch topic.aspect {
    case 0: ["Hello, could you please tell me the \(thing) price", "I would like to know what the \(thing) will cost"]
    case 1: ["\(thing) opening hours please", "Excuse me, when will the \(thing) be open"]
    default: ["the \(thing) is located where", "and the floor of the \(thing), please"]
    }
  }
}

/// How somebody says something: letter case, accents, order, a slip.
public struct CallerManner: Sendable {
  enum Case: Sendable, CaseIterable { case asWritten, upper, lower, mixed }
  enum Accents: Sendable, CaseIterable { case none, composed, combining }
  enum Slip: Sendable, CaseIterable { case dropped, doubled, swapped, other }

  let letterCase: Case
  let accents: Accents
  /// Where the words are cut, and put together the other way round; 0 leaves them.
  let turn: Int
  /// The slip, in which word of five letters and more, and at which letter of it.
  let slip: Slipped?
  var isOwn = false

  struct Slipped: Sendable {
    let manner: Slip
    let word: Int
    let letter: Int
  }

  /// What kind of manner it is.
  public var labels: [String] {
    [
      slip == nil ? nil : "typo", accents == .none ? nil : "accents", turn == 0 ? nil : "other order",
      isOwn ? "own words" : nil,
    ].compactMap { $0 }
  }

  /// The words as they are said.
  public func dress(_ words: [String]) -> String {
    var words = words
    let long = words.indices.filter { words[$0].count(where: \.isLetter) >= 5 }
    if let slip, !long.isEmpty {
      let place = long[slip.word % long.count]
      words[place] = Self.slipped(words[place], slip)
    }
    if !words.isEmpty { words = Array(words[(turn % words.count)...] + words[..<(turn % words.count)]) }
    return String(words.joined(separator: " ").enumerated().flatMap { index, letter in dressed(letter, at: index) })
  }

  private func dressed(_ letter: Character, at index: Int) -> String {
    let accented =
      switch accents {
      case .none: String(letter)
      case .composed: Self.composed[letter].map(String.init) ?? String(letter)
      case .combining: "aeiou".contains(letter) ? "\(letter)\u{301}" : String(letter)
      }
    return switch letterCase {
    case .asWritten: accented
    case .upper: accented.uppercased()
    case .lower: accented.lowercased()
    case .mixed: index % 2 == 0 ? accented.uppercased() : accented.lowercased()
    }
  }

  private static let composed: [Character: Character] = [
    "a": "á", "e": "é", "i": "ï", "o": "ö", "u": "ü", "c": "ç", "n": "ñ",
  ]

  /// A slip within the word's letters, and not in the first of them.
  private static func slipped(_ word: String, _ slip: Slipped) -> String {
    var letters = Array(word)
    let places = letters.indices.filter { $0 > 0 && letters[$0].isLetter && letters[$0 - 1].isLetter }
    guard !places.isEmpty else { return word }
    let place = places[slip.letter % places.count]
    switch slip.manner {
    case .dropped: letters.remove(at: place)
    case .doubled: letters.insert(letters[place], at: place)
    case .swapped: letters.swapAt(place - 1, place)
    case .other: letters[place] = letters[place] == "x" ? "q" : "x"
    }
    return String(letters)
  }
}

extension Gen where Value == CallerManner {
  /// Any manner; with a slip mostly, unless there may be none.
  public static func callerManner(slips: Bool = true) -> Gen {
    zip(
      Gen<CallerManner.Case>.element(of: CallerManner.Case.allCases),
      Gen<CallerManner.Accents>.element(of: CallerManner.Accents.allCases), Gen<Int>.int(0...6),
      Gen<CallerManner.Slipped?>.optional(
        zip(Gen<CallerManner.Slip>.element(of: CallerManner.Slip.allCases), Gen<Int>.int(0...5), Gen<Int>.int(0...11))
          .map { CallerManner.Slipped(manner: $0, word: $1, letter: $2) })
    ).map { CallerManner(letterCase: $0, accents: $1, turn: $2, slip: slips ? $3 : nil) }
  }
}

extension Gen where Value == AskedCase {
  /// Up to twelve entries of few topics, so that many have the same questions, and somebody who asks about one of these
  /// topics, or seldom about another.
  public static var askedCase: Gen {
    zip(
      Gen<[AskedCase.Draft]>.drafts, Gen<Int>.int(0...11),
      Gen<AskedCase.Topic?>.weighted([(9, .just(nil)), (1, .optional(.topic))]),
      Gen<Int>.int(0...3), .callerManner()
    ).map { office, place, other, wording, manner in
      let topic = other ?? office[place % office.count].topic
      let texts = AskedCase.questions(about: topic) + AskedCase.ownWords(about: topic)
      var manner = manner
      manner.isOwn = wording > 1
      return AskedCase(
        office: office, topic: topic, manner: manner, words: texts[wording].split(separator: " ").map(String.init))
    }
  }
}

extension Gen where Value == AskedCase.Topic {
  fileprivate static var topic: Gen {
    zip(Gen<Int>.int(0..<AskedCase.things.count), Gen<Int>.int(0...2)).map { AskedCase.Topic(thing: $0, aspect: $1) }
  }
}

extension Gen where Value == [AskedCase.Draft] {
  fileprivate static var drafts: Gen {
    zip(
      Gen<[AskedCase.Topic]>.array(of: .topic, count: 1...4), Gen<[Int]>.permutation(of: Array(1...12)),
      Gen<[(Int, Int, Bool, Bool, Bool)]>.array(
        of: zip(
          Gen<Int>.int(0...3), Gen<Int>.element(of: [0, 0, 1, -1, 1000]), Gen<Bool>.bool(probability: 0.75),
          Gen<Bool>.bool, Gen<Bool>.bool(probability: 0.2)), count: 1...12)
    ).map { topics, ids, parts in
      zip(parts, ids).map { part, id in
        AskedCase.Draft(
          topic: topics[part.0 % topics.count], priority: part.1, isActive: part.2, id: id, isTurned: part.3,
          isPolite: part.4)
      }
    }
  }
}
