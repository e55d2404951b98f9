import Testing
import VoiceCore

@Suite("Looking up knowledge")
struct KnowledgeIndexTests {
  private let noon = Timestamp(microseconds: 1_767_265_200_000_000)

  private let entries = [
    KnowledgeEntry(
      id: Identifier(1), question: "What are your opening hours?", otherQuestions: ["Until when is the shop open?"],
      answer: "We are open from nine to five, Monday to Friday.", keyFacts: ["nine to five"], category: "visiting"),
    KnowledgeEntry(
      id: Identifier(2), question: "Where can I park?", answer: "There is a garage behind the house; it is free."),
    KnowledgeEntry(
      id: Identifier(3), question: "How much does a haircut cost?", answer: "A haircut costs forty dollars.",
      priority: 5),
    KnowledgeEntry(
      id: Identifier(4), question: "¿Cuál es el horario de atención?", answer: "De nueve a cinco.",
      language: .spanish),
    KnowledgeEntry(
      id: Identifier(5), question: "Which credit cards do you accept?", answer: "All the usual ones."),
  ]

  private var index: KnowledgeIndex { KnowledgeIndex(entries) }

  private func best(_ question: String, in language: Language? = nil) -> KnowledgeEntry.ID? {
    index.lookUp(question, at: noon, in: language).best?.id
  }

  @Test func `every question finds its own entry, whatever its dress`() {
    for entry in entries {
      for question in entry.questions {
        for spelling in [question, question.uppercased(), question.filter { $0 != "?" }, "  " + question + "\n"] {
          #expect(best(spelling) == entry.id, "\(spelling)")
        }
      }
    }
  }

  @Test(arguments: [
    ("what are your openign hours", 1), ("Whát äre yoùr òpening hóurs", 1), ("hours opening your are what", 1),
    ("Hello, could you please tell me how much haircuts cost?", 3), ("how mutch does a haircuts cost", 3),
    ("cual es el horario de atencion", 4), ("Is there a parking garage?", 2), ("do you accept credit card", 5),
    ("until when are you open", 1), ("the price is what, in dollars, for a haircut?", 3),
  ])
  func `a caller's own way to ask finds the entry`(question: String, entry: Int) {
    #expect(best(question) == Identifier(UInt128(entry)), "\(question)")
  }

  @Test(arguments: [
    "What is the capital of France?", "", " ", "?!", "the of and", "my dog ate 40 balloons", "zzzzzz", "1234567890",
    String(repeating: "a", count: 100_000), String(repeating: "why ", count: 50_000),
  ])
  func `what nobody wrote an entry about finds none`(question: String) {
    #expect(index.lookUp(question, at: noon).answers.isEmpty)
  }

  @Test func `the order of the words changes nothing`() throws {
    let question = "hello how much would a haircut and a credit card cost me"
    let expected = index.lookUp(question, at: noon)
    var words = question.split(separator: " ")
    for _ in words.indices {
      words.append(words.removeFirst())
      #expect(index.lookUp(words.joined(separator: " "), at: noon) == expected)
    }
  }

  @Test func `the order of the entries changes nothing`() {
    for question in entries.flatMap(\.questions) {
      #expect(KnowledgeIndex(entries.reversed()).lookUp(question, at: noon) == index.lookUp(question, at: noon))
    }
  }

  @Test func `what isn't active is never told`() {
    let silent = entries.map { entry in
      var entry = entry
      entry.isActive = false
      return entry
    }
    #expect(KnowledgeIndex(silent).count == 0)
    #expect(KnowledgeIndex(silent).lookUp("What are your opening hours?", at: noon).answers.isEmpty)
  }

  @Test func `an entry is told within its time and at no other moment`() throws {
    let later = noon + .seconds(60)
    let validity = try KnowledgeValidity(from: noon, until: later)
    let summer = KnowledgeEntry(
      id: Identifier(9), question: "What are your opening hours?", answer: "Summer hours.", priority: 9,
      validity: validity)
    let index = KnowledgeIndex(entries + [summer])
    let told = [noon - .microseconds(1), noon, later - .microseconds(1), later].map {
      index.lookUp("opening hours", at: $0).best?.id
    }
    #expect(told == [Identifier(1), Identifier(9), Identifier(9), Identifier(1)])
  }

  @Test func `of entries that answer alike the more important goes first, then the lower id`() {
    let alike = [(7, 0), (3, 2), (5, 2), (1, 1)].map { id, priority in
      KnowledgeEntry(id: Identifier(UInt128(id)), question: "Do you deliver?", answer: "Yes.", priority: priority)
    }
    let finding = KnowledgeIndex(alike).lookUp("do you deliver", at: noon, limit: 9)
    #expect(finding.answers.map(\.entry.id) == [3, 5, 1, 7].map { Identifier($0) })
  }

  @Test func `an entry in the caller's language goes before its like in another`() {
    let twins = [
      KnowledgeEntry(id: Identifier(1), question: "Hotel Miramar?", answer: "Yes.", priority: 9, language: .english),
      KnowledgeEntry(id: Identifier(2), question: "¿Hotel Miramar?", answer: "Sí.", language: .spanish),
    ]
    let index = KnowledgeIndex(twins)
    #expect(index.lookUp("hotel miramar", at: noon, in: .spanish).best?.id == Identifier(2))
    #expect(index.lookUp("hotel miramar", at: noon, in: .english).best?.id == Identifier(1))
    #expect(index.lookUp("hotel miramar", at: noon).best?.id == Identifier(1))
  }

  @Test func `the reason names the question and how each word was recognised`() throws {
    let reason = try #require(index.lookUp("until whem is your shops open tomorrow", at: noon).answers.first).reason
    #expect(reason.place == .question(1))
    #expect(
      reason.matches == [
        .init(asked: "is", known: "is", manner: .same), .init(asked: "open", known: "open", manner: .same),
        .init(asked: "shops", known: "shop", manner: .form), .init(asked: "until", known: "until", manner: .same),
        .init(asked: "whem", known: "when", manner: .spelling),
      ])
    #expect(reason.unmatched == ["tomorrow", "your"])
  }

  @Test func `numbers are never taken for each other`() {
    let rooms = (1001...1040).map {
      KnowledgeEntry(id: Identifier(UInt128($0)), question: "Where is room \($0)?", answer: "On floor \($0 / 10).")
    }
    let index = KnowledgeIndex(rooms)
    for room in 1001...1040 {
      #expect(index.lookUp("room \(room) please", at: noon).best?.id == Identifier(UInt128(room)))
    }
  }

  @Test func `a look-up visits no more than its bounds, however many entries share the words`() {
    let many = (1...30_000).map {
      KnowledgeEntry(
        id: Identifier(UInt128($0)), question: "opening hours of branch \(name($0)) at the station",
        answer: "Opening hours of branch: nine to five.")
    }
    let index = KnowledgeIndex(many)
    for number in [1, 77, 29_999] {
      for question in [many[number - 1].question, "opening hours brnch station openin houurs \(name(number))"] {
        let finding = index.lookUp(question, at: noon)
        #expect(finding.best?.id == Identifier(UInt128(number)))
        #expect(finding.work.postings <= KnowledgeWork.maximum.postings)
        #expect(finding.work.trigrams <= KnowledgeWork.maximum.trigrams)
        #expect(finding.work.comparisons <= KnowledgeWork.maximum.comparisons)
      }
    }
  }

  /// Letters that no two numbers share.
  private func name(_ number: Int) -> String {
    let syllables = ["ba", "ku", "mi", "to", "re", "li", "so", "na", "dum", "fex"]
    return String(number).map { syllables[$0.wholeNumberValue ?? 0] }.joined()
  }

  @Test(arguments: [("haricut price", "haircut"), ("haircut pirce", "price"), ("praking", "parking")])
  func `two letters that changed places are one mistake`(question: String, word: String) {
    let index = KnowledgeIndex([
      KnowledgeEntry(id: Identifier(1), question: word, answer: "Yes."),
      KnowledgeEntry(id: Identifier(2), question: "another matter", answer: "No."),
    ])
    #expect(index.lookUp(question, at: noon).best?.id == Identifier(1))
  }

  @Test func `what holds a digit is taken as it is: another digit is another thing`() {
    let index = KnowledgeIndex(
      ["model9", "terminal9"].enumerated().map {
        KnowledgeEntry(id: Identifier(UInt128($0.offset + 1)), question: $0.element, answer: "Yes.")
      })
    for word in ["model9", "terminal9"] { #expect(index.lookUp(word, at: noon).best != nil) }
    for word in ["model8", "terminal8", "modle9"] { #expect(index.lookUp(word, at: noon).best == nil, "\(word)") }
  }

  @Test func `a word said over and over counts once, and what comes after it is heard`() {
    let stammer = String(repeating: "hours ", count: 70)
    #expect(best(stammer + "park") == best("hours park"))
    #expect(index.lookUp(stammer + "haircut cost", at: noon).answers.contains { $0.entry.id == Identifier(3) })
  }

  @Test func `an entry that isn't valid now doesn't answer to its very words`() throws {
    let past = KnowledgeEntry(
      id: Identifier(9), question: "Is the winter sale on?", answer: "Yes.",
      validity: try KnowledgeValidity(from: nil, until: noon))
    let index = KnowledgeIndex(entries + [past])
    #expect(index.lookUp("Is the winter sale on?", at: noon).best?.id != Identifier(9))
    #expect(index.lookUp("Is the winter sale on?", at: nil).best?.id == Identifier(9))
  }
}
