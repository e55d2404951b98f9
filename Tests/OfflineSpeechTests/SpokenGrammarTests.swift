import OfflineSpeech
import Testing
import VoiceCore

@Suite("What is listened for", .timeLimit(.minutes(1)))
struct SpokenGrammarTests {
  private func menu(_ questions: [String], departments: [String] = []) throws -> KeyMenu {
    let number = try #require(PhoneNumber("+15550100300"))
    return KeyMenu(
      ReceptionistBrief(
        company: "Acme", language: .english,
        knowledge: questions.enumerated().map {
          KnowledgeEntry(id: Identifier(UInt128($0 + 1)), question: $1, answer: "a")
        },
        departments: departments.enumerated().map {
          Department(id: Identifier(UInt128($0 + 1)), name: $1, number: number)
        }))
  }

  private func meaning(of text: String, in grammar: SpokenGrammar) -> SpokenMeaning? {
    grammar.phrases.first { $0.words.joined(separator: " ") == text }?.meaning
  }

  private func key(_ sign: Character) throws -> SpokenMeaning { .choice(try #require(DialKey(sign))) }

  @Test(arguments: [
    "opening hours", "hours", "when are you open",
  ]) func `a question is asked for by its words, its last word, and what callers say for it`(words: String) throws {
    let grammar = SpokenGrammar(of: try menu(["our opening hours", "our address"])) { _ in true }
    #expect(meaning(of: words, in: grammar) == (try key("1")))
    #expect(meaning(of: "address", in: grammar) == (try key("2")))
  }

  @Test func `departments and a person are asked for by name`() throws {
    let grammar = SpokenGrammar(of: try menu(["our hours"], departments: ["the billing department"])) { _ in true }
    #expect(meaning(of: "billing", in: grammar) == (try key("2")))
    #expect(meaning(of: "billing department", in: grammar) == (try key("2")))
    #expect(meaning(of: "operator", in: grammar) == .person)
    #expect(grammar.unspoken(of: try menu(["our hours"], departments: ["the billing department"])).isEmpty)
  }

  @Test func `a word without pronunciation leaves its choice to the keys, and the rest as it is`() throws {
    let menu = try menu(["our hours", "Xyzzqwy", "Öffnungszeiten", "营业时间", ""])
    let grammar = SpokenGrammar(of: menu) { word in word.allSatisfy(\.isASCII) && !word.hasPrefix("xy") }
    #expect(grammar.unspoken(of: menu).map(\.character) == ["2", "3", "4", "5"])
    #expect(meaning(of: "hours", in: grammar) == (try key("1")))
    #expect(grammar.phrases.contains { $0.meaning == .person })
  }

  @Test func `words that several entries share mean the more important of those that they fit best`() throws {
    let menu = try menu(["opening hours", "holiday hours", "opening hours"])
    let grammar = SpokenGrammar(of: menu) { _ in true }
    #expect(meaning(of: "opening hours", in: grammar) == (try key("1")))
    #expect(meaning(of: "hours", in: grammar) == (try key("1")))
    #expect(meaning(of: "holiday hours", in: grammar) == (try key("2")))
    #expect(grammar.unspoken(of: menu).map(\.character) == ["3"])
  }

  @Test func `words that could mean an entry and a department mean neither`() throws {
    let menu = try menu(["billing"], departments: ["billing"])
    let grammar = SpokenGrammar(of: menu) { _ in true }
    #expect(meaning(of: "billing", in: grammar) == nil)
    #expect(grammar.unspoken(of: menu).map(\.character) == ["1", "2"])
  }

  @Test func `an entry is asked for in each of its questions, up to five`() throws {
    let others = ["the cellar", "bottles", "vintages", "corks", "grapes"]
    let entry = KnowledgeEntry(id: Identifier(1), question: "the wine", otherQuestions: others, answer: "a")
    let menu = KeyMenu(
      ReceptionistBrief(company: "Acme", language: .english, knowledge: [entry], departments: []))
    let grammar = SpokenGrammar(of: menu) { _ in true }
    for words in ["wine", "cellar", "bottles", "vintages", "corks"] {
      #expect(meaning(of: words, in: grammar) == (try key("1")))
    }
    #expect(meaning(of: "grapes", in: grammar) == nil)
  }

  @Test func `texts of any length and kind give a small grammar of plain words`() throws {
    let long = Array(repeating: "word; <grammar> = \u{0} | \"quoted\" don’t", count: 10_000).joined(separator: "\n")
    let grammar = SpokenGrammar(of: try menu([long, String(repeating: "a", count: 100_000)])) { _ in true }
    #expect(grammar.phrases.count < 40)
    for phrase in grammar.phrases {
      #expect(phrase.words.count <= SpokenGrammar.maximumWords)
      #expect(
        phrase.words.allSatisfy {
          $0.allSatisfy { $0.isLetter || $0 == "'" } && $0.count <= SpokenGrammar.maximumLetters
        })
    }
  }

  @Test func `yes and no are listened for only where they are answers`() throws {
    let grammar = SpokenGrammar(of: try menu(["our hours"])) { _ in true }
    #expect(!grammar.phrases.contains { $0.meaning == .yes || $0.meaning == .no })
    let confirmation = SpokenGrammar.confirmation { _ in true }
    #expect(Set(confirmation.phrases.map(\.meaning)) == [.yes, .no, .person])
  }
}
