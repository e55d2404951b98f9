import Testing
import VoiceCore

@Suite("In which language callers are spoken with")
struct LanguageTests {
  @Test(arguments: [
    ("When are you open?", "en"), ("Quisiera hablar con alguien.", "es"), ("Je voudrais un rendez-vous.", "fr"),
    ("Wo sind Sie?", "de"), ("はい、お願いします", "ja"), ("您好,请问", "zh"), ("добрий вечір, чи є у вас час", "uk"),
  ])
  func `a sentence tells its language`(_ words: String, _ tag: String) throws {
    let guess = try #require(LanguageGuess(words))
    #expect(guess.language.tag == tag && guess.confidence >= Conversation.languageConfidence)
  }

  @Test(arguments: ["", "OK", "Hola", "1 2 3", "García", "Guten Morgen, hello, are you"])
  func `a word, a name or a mixture settles nothing`(_ words: String) {
    #expect((LanguageGuess(words)?.confidence ?? 0) < Conversation.languageConfidence)
  }

  @Test func `the tenant's variety of a language stays`() throws {
    let mexican = try #require(Language("es-MX"))
    var watch = LanguageWatch(SpokenLanguage(mexican))
    let known = watch.heard("Quisiera hablar con alguien.")
    #expect(known?.0 == mexican && watch.spoken.isSettled)
  }

  @Test func `the store knows it, and says that our own words are in another language`() async throws {
    let world = try await World()
    let place = try await world.callInProgress().place
    let french = try #require(Language("fr"))
    try await world.advance(.language(french, .detected(confidence: 0.79)), in: place)
    #expect(try await world.call(place).conversation.language == .english)
    try await world.advance(.language(french, .detected(confidence: 0.8)), in: place)
    try await world.advance(.language(.spanish, .detected(confidence: 1)), in: place)
    let conversation = try await world.call(place).conversation
    #expect(conversation.language == french && conversation.spoken.ofPrompts == .english)
    let facts = try await world.store.read(for: place.tenant) { scope throws(StoreFailure) in
      try await scope.facts(of: place.call)
    }
    #expect(facts.contains { $0.fact == .conversation(.promptsLack(french, instead: .english)) })
  }
}
