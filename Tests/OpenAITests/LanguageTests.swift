import OpenAI
import Testing
import VoiceCore

@Suite("Speaking the caller's language", .timeLimit(.minutes(1)))
struct LanguageTests {
  private func languages(_ stage: SessionStage) -> [Language] {
    stage.told.compactMap { if case .language(let language, _) = $0 { language } else { nil } }
  }

  @Test func `the provider isn't told a language to listen for until the caller's is known`() throws {
    var stage = try SessionStage()
    stage.setUp()
    #expect(stage.texts.first?.contains(#""transcription":{"model":"gpt-4o-mini-transcribe"}"#) == true)
    #expect(stage.texts.first?.contains("Speak en (a BCP 47 tag). When the caller speaks another language") == true)
  }

  @Test func `who speaks Spanish is told of, and everything that follows is in Spanish`() throws {
    var stage = try SessionStage.greeted()
    stage.callerSays("Hola, quiero saber cuándo están abiertos.", item: "u1")
    #expect(languages(stage) == [.spanish])
    #expect(stage.types == ["session.update"])
    #expect(stage.texts[0].contains("Speak es (a BCP 47 tag) and no other language"))
    #expect(stage.texts[0].contains(#""language":"es""#))
    stage.speak("a1", "De nueve a cinco.", calls: [Provider.verdict("c1", 1, served: true)])
    stage.forget()
    stage.callerSays("Thank you, and where do I find you?", item: "u2")
    #expect(languages(stage).isEmpty && !stage.types.contains("session.update"), "it is settled")
    stage.speak("a2", "En la calle Mayor.", calls: [Provider.verdict("c2", 2, served: true)])
    stage.forget()
    stage.play { $0.directed(.close) }
    #expect(stage.texts.last?.contains("Gracias por llamar. Adiós.") == true)
  }

  @Test func `who speaks the tenant's language is told of once, and nothing is changed`() throws {
    var stage = try SessionStage.greeted()
    stage.callerSays("When are you open?", item: "u1")
    #expect(languages(stage) == [.english] && stage.types.isEmpty)
  }

  @Test func `another session knows the caller's language from the beginning`() throws {
    var stage = try SessionStage.greeted()
    stage.callerSays("Hola, quiero saber cuándo están abiertos.", item: "u1")
    stage.forget()
    stage.play { $0.lost() }
    stage.setUp()
    #expect(stage.texts.first?.contains("Speak es (a BCP 47 tag) and no other language") == true)
  }

  @Test func `a reply in another language is cut and asked for again, once a turn`() throws {
    var stage = try SessionStage.greeted()
    stage.callerSays("Hola, quiero saber cuándo están abiertos.", item: "u1")
    stage.forget()
    let silences = stage.silences
    stage.receive(
      Provider.created("r1"), Provider.item("a1", in: "r1"), Provider.audio("a1", in: "r1", bytes: 800),
      Provider.words("a1", "We are open from nine "))
    #expect(stage.types.contains("response.cancel") && stage.silences == silences + 1)
    #expect(stage.texts.contains { $0.contains("Answer again, in es") } && stage.notices == [.otherLanguage])
    stage.receive(Provider.done("r1", "cancelled"))
    #expect(stage.types.last == "response.create")
    stage.forget()
    stage.receive(
      Provider.created("r2"), Provider.item("a2", in: "r2"), Provider.audio("a2", in: "r2", bytes: 800),
      Provider.words("a2", "We are open from nine to five, and "))
    #expect(stage.types.isEmpty, "it isn't asked for ever")
  }

  @Test func `a reply of which its first words tell nothing is listened to further`() throws {
    var stage = try SessionStage.greeted()
    stage.callerSays("Hola, quiero saber cuándo están abiertos.", item: "u1")
    stage.forget()
    stage.receive(
      Provider.created("r1"), Provider.item("a1", in: "r1"), Provider.audio("a1", in: "r1", bytes: 800),
      Provider.words("a1", "OK, "))
    #expect(stage.types.isEmpty)
    stage.receive(Provider.words("a1", "we are open from nine "))
    #expect(stage.types.contains("response.cancel") && stage.notices == [.otherLanguage])
  }

  @Test func `the caller may ask for another language`() throws {
    var stage = try SessionStage.greeted()
    stage.callerSays("Hola, quiero saber cuándo están abiertos.", item: "u1")
    stage.forget()
    stage.receive(
      Provider.created("r1"), Provider.done("r1", calls: [("c1", "speak_language", #"{"language":"en"}"#)]))
    #expect(stage.told.contains(.language(.english, .requested)))
    #expect(stage.types == ["session.update", "conversation.item.create", "response.create"])
    #expect(stage.texts[0].contains("Speak en (a BCP 47 tag) and no other language"))
  }

  @Test func `what is no language is an error for the model`() throws {
    var stage = try SessionStage.greeted()
    stage.callerSays("Hm?", item: "u1")
    stage.receive(
      Provider.created("r1"), Provider.done("r1", calls: [("c1", "speak_language", #"{"language":"the same"}"#)]))
    #expect(stage.results.first?.output.contains("`language` must be a BCP 47 tag") == true)
    #expect(languages(stage).isEmpty)
  }
}
