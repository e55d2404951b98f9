public import VoiceCore

/// A tenant that knows much: so many matters of so many things at so many places, each asked in a way of its own. Everything
/// about it follows from its size.
public struct AskedOffice: Sendable {
  /// The most entries that differ.
  public static let mostEntries = matters.count * things.count * places.count

  /// A caller's question, and the entry that answers it.
  public struct Question: Sendable {
    public let text: String
    public let manner: Manner
    /// `nil` when none does.
    public let entry: KnowledgeEntry.ID?
  }

  /// How a caller's question differs from the entry's own.
  public enum Manner: String, CaseIterable, Sendable {
    /// The entry's words.
    case own
    /// In capitals, without accents or with others.
    case dressed
    /// In another order, amid what people say besides.
    case reordered
    /// One letter wrong in one word.
    case typo
    /// One letter wrong in two words.
    case typos
    /// In words that only the answer has, or that no text of the entry has for the matter.
    case reworded
    /// About something of which nothing is known.
    case astray
  }

  /// What is asked, twice over, and what is answered. The third wording is nobody's: callers find it.
  private struct Matter {
    let question: String
    let answer: String
    let reworded: String

    init(_ question: String, _ answer: String, _ reworded: String) {
      self.question = question
      self.answer = answer
      self.reworded = reworded
    }
  }

  public let entries: [KnowledgeEntry]

  /// An office with so many entries, at most `mostEntries`.
  public init(count: Int) {
    // Places first are few: an office of a thousand has two of them.
    let (matters, things) = (Self.matters, Self.things)
    entries = (0..<min(count, Self.mostEntries)).map { index in
      let matter = matters[index % matters.count]
      let thing = things[index / matters.count % things.count]
      let place = Self.places[index / (matters.count * things.count)]
      return KnowledgeEntry(
        id: Identifier(UInt128(index + 1)), question: Self.fill(matter.question, thing, place),
        answer: Self.fill(matter.answer, thing, place), category: thing)
    }
  }

  /// Question number so-and-so in a manner.
  public func question(_ number: Int, in manner: Manner) -> Question {
    var chance = SplitMix(seed: 0xA5CED, stream: number)
    if manner == .astray { return Question(text: Self.astray(&chance), manner: manner, entry: nil) }
    let index = chance.next(below: entries.count)
    let entry = entries[index]
    let text =
      switch manner {
      case .own: entry.question
      case .dressed: Self.dressed(entry.question, &chance)
      case .reordered: Self.reordered(entry.question, &chance)
      case .typo: Self.misspelt(entry.question, words: 1, &chance)
      case .typos: Self.misspelt(entry.question, words: 2, &chance)
      case .reworded: reworded(index)
      case .astray: ""
      }
    return Question(text: text, manner: manner, entry: entry.id)
  }

  private func reworded(_ index: Int) -> String {
    let (matters, things) = (Self.matters, Self.things)
    return Self.fill(
      matters[index % matters.count].reworded, things[index / matters.count % things.count],
      Self.places[index / (matters.count * things.count)])
  }

  private static func fill(_ text: String, _ thing: String, _ place: String) -> String {
    text.split(separator: " ", omittingEmptySubsequences: false).map { word in
      switch word {
      case "THING", "THING.", "THING?", "THING,": thing + word.dropFirst(5)
      case "PLACE", "PLACE.", "PLACE?", "PLACE,": place + word.dropFirst(5)
      default: String(word)
      }
    }.joined(separator: " ")
  }

  private static func dressed(_ text: String, _ chance: inout SplitMix) -> String {
    let marks: [Character: Character] = ["a": "á", "e": "è", "i": "ï", "o": "ô", "u": "ü", "c": "ç", "n": "ñ"]
    return String(
      text.lowercased().map { letter in
        switch chance.next(below: 4) {
        case 0: marks[letter] ?? letter
        case 1: Character(letter.uppercased())
        default: letter
        }
      })
  }

  private static func reordered(_ text: String, _ chance: inout SplitMix) -> String {
    var words = text.filter { $0 != "?" }.split(separator: " ").map(String.init)
    for index in stride(from: words.count - 1, to: 0, by: -1) { words.swapAt(index, chance.next(below: index + 1)) }
    let frames = [
      "Hello, can you please tell me WORDS?", "I was wondering, WORDS, if you know", "Hi there! WORDS, thank you",
      "My question is WORDS", "WORDS please",
    ]
    return frames[chance.next(below: frames.count)].split(separator: "WORDS", omittingEmptySubsequences: false)
      .joined(separator: words.joined(separator: " "))
  }

  /// One letter put in, left out, exchanged or swapped in each of so many of the longer words.
  private static func misspelt(_ text: String, words count: Int, _ chance: inout SplitMix) -> String {
    var words = text.split(separator: " ").map(Array.init)
    var long = words.indices.filter { words[$0].count(where: \.isLetter) >= 5 }
    for _ in 0..<count where !long.isEmpty {
      let chosen = long.remove(at: chance.next(below: long.count))
      let place = 1 + chance.next(below: words[chosen].count(where: \.isLetter) - 3)
      let letter = Array("abcdefghijklmnopqrstuvwxyz")[chance.next(below: 26)]
      switch chance.next(below: 4) {
      case 0: words[chosen].insert(letter, at: place)
      case 1: words[chosen].remove(at: place)
      case 2: words[chosen][place] = letter
      default: words[chosen].swapAt(place, place + 1)
      }
    }
    return words.map { String($0) }.joined(separator: " ")
  }

  private static func astray(_ chance: inout SplitMix) -> String {
    let subjects = [
      "capital of France", "meaning of life", "weather tomorrow", "football result yesterday", "distance to the moon",
      "president of Brazil", "recipe with aubergine", "square root of ninety", "best film ever made",
      "colour of her dress",
    ]
    let frames = ["What is the SUBJECT?", "Tell me about the SUBJECT", "Do you happen to know the SUBJECT"]
    return frames[chance.next(below: frames.count)].split(separator: "SUBJECT", omittingEmptySubsequences: false)
      .joined(separator: subjects[chance.next(below: subjects.count)])
  }

  private static let matters: [Matter] = [
    Matter(
      "How much does a THING cost in PLACE?", "The price of a THING in PLACE is 40 dollars.",
      "What is the price for the THING at PLACE"),
    Matter(
      "When can I pick up my THING in PLACE?", "Collect your THING in PLACE from noon on.",
      "From what time could I collect the THING, PLACE"),
    Matter(
      "Do you deliver a THING to PLACE?", "We bring a THING to your home in PLACE on Fridays.",
      "Is home delivery of a THING possible in PLACE"),
    Matter(
      "Can I return a THING bought in PLACE?", "Within thirty days you get your money back for a THING from PLACE.",
      "I want my money back for the THING from PLACE"),
    Matter(
      "How long is the warranty of a THING from PLACE?", "A THING from PLACE has a guarantee of two years.",
      "What guarantee comes with the THING of PLACE"),
    Matter(
      "Who repairs a broken THING in PLACE?", "Our workshop in PLACE fixes any damaged THING.",
      "My THING is damaged, does somebody fix it near PLACE"),
    Matter(
      "Where do I park when I bring a THING to PLACE?",
      "There is a garage for cars behind the house in PLACE, also with a THING.",
      "Is there parking for cars if I bring the THING to PLACE"),
    Matter(
      "Can I pay for a THING in PLACE with a credit card?", "In PLACE a THING may be paid by card or cash.",
      "Are cards accepted for a THING in PLACE"),
    Matter(
      "Do I need an appointment for a THING in PLACE?", "Book a time for your THING in PLACE on our page.",
      "Must I book a time for the THING in PLACE"),
    Matter(
      "How do I cancel a THING order in PLACE?",
      "An order of a THING in PLACE can be called off until the evening before.",
      "I would like to call off the order of a THING in PLACE"),
    Matter(
      "What colours does the THING come in at PLACE?", "The THING in PLACE is there in red, blue and green.",
      "Is the THING in PLACE available in another colour"),
    Matter(
      "What sizes of THING are in stock in PLACE?", "A THING is there in small, medium and large in PLACE.",
      "Which sizes of the THING does PLACE have in store"),
    Matter(
      "Is there a discount on a THING for students in PLACE?", "Students pay a tenth less for a THING in PLACE.",
      "I am a student, is the THING in PLACE cheaper for me"),
    Matter(
      "How do I complain about a THING from PLACE?", "Write to our quality desk about your THING from PLACE.",
      "I have a complaint because of my THING out of PLACE"),
    Matter(
      "Can children use the THING in PLACE?", "The THING in PLACE is safe for kids from six years on.",
      "Is the THING in PLACE safe for my kids"),
    Matter(
      "Do you rent out a THING in PLACE?", "A THING may be hired by the day in PLACE.",
      "Could I hire a THING by the day in PLACE"),
    Matter(
      "Is the THING in PLACE insured?", "Insurance covers the THING in PLACE up to a thousand dollars.",
      "What does the insurance cover for a THING in PLACE"),
    Matter(
      "How do I clean a THING from PLACE?", "Wash the THING from PLACE with warm water only.",
      "May I wash the THING from PLACE with soap"),
    Matter(
      "How heavy is the THING sold in PLACE?", "The weight of the THING in PLACE is three kilos.",
      "What weight has the THING in PLACE"),
    Matter(
      "Which vouchers are valid for a THING in PLACE?", "Any gift card is good for a THING in PLACE.",
      "Can I use a gift card on a THING in PLACE"),
  ]

  private static let things: [String] = """
    haircut passport bicycle mattress laptop telephone wardrobe kettle microscope violin keyboard printer tractor blanket \
    candle carpet ladder helmet suitcase umbrella calendar camera curtain drill engine fountain guitar hammer icebox jacket \
    kayak lantern mirror necklace oven pillow quilt radio saddle trumpet vacuum whistle yacht zipper armchair basket clarinet \
    dishwasher envelope freezer generator hairdryer inkwell jigsaw kennel lawnmower microwave notebook organ parachute \
    quiver refrigerator sandbox telescope ukulele varnish wheelchair xylophone yardstick airbed bookshelf compass dumbbell \
    easel fireplace gazebo hammock iron jukebox kite loom mailbox napkin ottoman projector raincoat scooter toaster \
    unicycle vase wagon workbench backpack cradle dollhouse elliptical flute greenhouse harness hourglass
    """.split(whereSeparator: \.isWhitespace).map(String.init)

  private static let places: [String] = """
    Springfield Riverside Madison Clinton Georgetown Salem Fairview Arlington Burlington Manchester Oxford Ashland Dayton \
    Milford Newport Kingston Auburn Lexington Hudson Oakland Bristol Winchester Jackson Cleveland Dover Franklin Greenville \
    Hamilton Lancaster Monroe Norfolk Portland Quincy Richmond Shelby Trenton Union Vernon Warren York Zurich Bogota Lima \
    Quito Caracas Montevideo Asuncion Santiago Medellin Valencia
    """.split(whereSeparator: \.isWhitespace).map(String.init)
}
