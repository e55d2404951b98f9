import OpenAI
import Testing
import VoiceCore

@Suite("Looking up what the company knows")
struct LookUpTests {
  /// Room for one entry only: the other one must be looked up.
  private func limits(entries: Int = 1) -> OpenAILimits {
    var limits = OpenAILimits()
    limits.maximumKnowledgeEntries = entries
    return limits
  }

  private func session(_ limits: OpenAILimits) throws -> RealtimeSession {
    RealtimeSession(for: try SessionStage.knowingBrief(), try SessionStage.settings(), limits: limits)
  }

  @Test func `who can be told everything looks nothing up`() throws {
    var stage = try SessionStage(session: session(limits(entries: 2)))
    stage.setUp()
    let setUp = try #require(stage.texts.first)
    #expect(!setUp.contains("look_up"))
    #expect(setUp.contains("Nine to five.") && setUp.contains("In the cellar."))
  }

  @Test func `what there is no room for is looked up, not told`() throws {
    var stage = try SessionStage(session: session(limits()))
    stage.setUp()
    let setUp = try #require(stage.texts.first)
    #expect(setUp.contains("look_up"))
    #expect(setUp.contains("Nine to five.") && !setUp.contains("In the cellar."))
  }

  @Test(arguments: [
    (#"{"question":"where is the wine"}"#, "In the cellar."),
    (#"{"question":"WHERE IS YOUR WYNE?"}"#, "In the cellar."),
    (#"{"question":"the capital of France"}"#, #""entries":[]"#), (#"{"question":""}"#, "error"),
    (#"{"question":7}"#, "error"), ("{}", "error"), ("[", "error"), ("", "error"),
  ])
  func `every call gets one result, and the model goes on`(arguments: String, expected: String) throws {
    var stage = try SessionStage(session: session(limits()))
    stage.setUp()
    stage.play { $0.join() }
    stage.speak("welcome", "Welcome.")
    stage.forget()
    stage.callerSays("Where is the wine?", item: "c1")
    stage.receive(Provider.created("r1"), Provider.done("r1", calls: [("k1", "look_up", arguments)]))
    #expect(stage.results.map(\.call) == ["k1"])
    #expect(stage.results.first?.output.contains(expected) == true)
    #expect(stage.types.last == "response.create")
  }

  @Test func `words beside a look-up are no answer yet`() throws {
    var stage = try SessionStage(session: session(limits()))
    stage.setUp()
    stage.play { $0.join() }
    stage.speak("welcome", "Welcome.")
    stage.forget()
    stage.callerSays("Where is the wine?", item: "c1")
    stage.speak("a1", "Let me see.", calls: [("k1", "look_up", #"{"question":"where is the wine"}"#)])
    #expect(stage.results.map(\.call) == ["k1"])
    #expect(stage.types.last == "response.create")
  }

  private static let outcome = ("o1", "report_outcome", #"{"attempt":1,"served":true,"reason":"found"}"#)

  /// The caller has asked for the wine, whose key fact is the cellar, and the model has looked it up.
  private func asked(in language: Language? = nil) throws -> SessionStage {
    let entries = [
      KnowledgeEntry(id: Identifier(1), question: "our hours", answer: "Nine to five.", priority: 1),
      KnowledgeEntry(
        id: Identifier(2), question: "where the wine is", answer: "In the cellar.", keyFacts: ["cellar"],
        language: language),
    ]
    let brief = ReceptionistBrief(company: "Acme", language: .english, knowledge: entries, departments: [])
    let session = RealtimeSession(for: brief, try SessionStage.settings(), limits: limits())
    var stage = SessionStage(session: session)
    stage.setUp()
    stage.play { $0.join() }
    stage.speak("welcome", "Welcome.")
    stage.callerSays("Where is the wine?", item: "c1")
    stage.receive(
      Provider.created("r1"), Provider.done("r1", calls: [("k1", "look_up", #"{"question":"where is the wine"}"#)]))
    stage.forget()
    return stage
  }

  @Test(arguments: [("It is in the cellar.", Verdict.served), ("It is upstairs.", .failed)])
  func `an answer without the entry's key facts failed, whatever the model says of it`(
    words: String, expected: Verdict
  ) throws {
    var stage = try asked()
    stage.speak("a1", words, calls: [Self.outcome])
    #expect(stage.events.contains(.judged(Attempt.ID(1), expected)))
    #expect(!stage.events.contains(.lastAnswerDidNotHelp))
    #expect(stage.results.last?.output.contains("key facts") == (expected == .failed))
  }

  @Test func `what was told to be served before it was said is taken back once`() throws {
    var stage = try asked()
    stage.receive(Provider.created("r2"), Provider.done("r2", calls: [Self.outcome]))
    #expect(stage.events == [.judged(Attempt.ID(1), .served)])
    stage.forget()
    stage.play { $0.directed(.answer(Attempt.ID(1))) }
    stage.speak("a1", "It is upstairs.")
    stage.speak("a2", "Or somewhere else.")
    #expect(stage.events.filter { $0 == .lastAnswerDidNotHelp }.count == 1)
  }

  @Test func `an answer without a verdict is judged by its key facts`() throws {
    var stage = try asked()
    stage.speak("a1", "It is upstairs.")
    stage.callerSays("And the cheese?", item: "c2")
    #expect(stage.events.contains(.judged(Attempt.ID(1), .failed)))
  }

  @Test func `an answer into which the caller broke, and one in another language, are not judged by them`() throws {
    var stage = try asked()
    stage.receive(
      Provider.created("r-a1"), Provider.item("a1", in: "r-a1"), Provider.audio("a1", in: "r-a1", bytes: 800))
    stage.play { $0.brokeIn(at: 100) }
    stage.receive(Provider.wordsDone("a1", "It is"), Provider.done("r-a1", calls: [Self.outcome]))
    #expect(!stage.events.contains(.judged(Attempt.ID(1), .failed)))
    var foreign = try asked(in: .spanish)
    foreign.speak("a1", "It is upstairs.", calls: [Self.outcome])
    #expect(foreign.events.contains(.judged(Attempt.ID(1), .served)))
  }
}
