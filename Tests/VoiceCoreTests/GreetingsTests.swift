import Testing
import VoiceCore

@Suite("Greetings")
struct GreetingsTests {
  @Test func `a receptionist welcomes in the company's words, else in ours, and not twice`() {
    func brief(_ greeting: String?, isResumed: Bool = false) -> ReceptionistBrief {
      ReceptionistBrief(
        company: "Nova", language: .spanish, greeting: greeting, knowledge: [], departments: [], isResumed: isResumed)
    }
    #expect(brief("¡Hola!").welcome.text(in: .spanish) == "¡Hola!")
    #expect(brief(nil).welcome == .welcome(company: "Nova"))
    #expect(brief("¡Hola!", isResumed: true).welcome == .welcomeBack)
  }

  @Test func `another variety of a language will do, another language won't`() throws {
    let mexican = try #require(Language("es-MX"))
    let greetings = Greetings([Greeting("¡Hola!", in: .spanish), Greeting("Hi.", in: .english)])
    #expect(greetings[mexican]?.text == "¡Hola!")
    #expect(greetings[try #require(Language("fr"))] == nil)
  }

  @Test func `what can't be said, or is said twice, is refused by its field`() {
    let hello = Greeting("Hello", in: .english)
    #expect(throws: RefusedSetting("greetings", .twice)) { try Greetings(checking: [hello, hello]) }
    for text in ["", " ", "a\nb", String(repeating: "x", count: 501)] {
      #expect(throws: RefusedSetting("greetings/text", .outOfRange(Greetings.textLength))) {
        try Greetings(checking: [Greeting(text, in: .english)])
      }
    }
  }
}
