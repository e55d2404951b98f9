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
}
