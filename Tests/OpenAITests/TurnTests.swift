import NIOCore
import OpenAI
import Testing
import VoiceCore

@Suite("Turns of a realtime dialogue", .timeLimit(.minutes(1)))
struct TurnTests {
  private let judged = { (number: Int, verdict: Verdict) in ReceptionistEvent.judged(Attempt.ID(number), verdict) }

  // MARK: Audio

  @Test func `what the model says is heard, and the time until its first sound is told`() throws {
    var stage = try SessionStage.greeted()
    stage.receive(Provider.speechStarted, Provider.speechStopped, Provider.committed("u1"), Provider.created("r1"))
    stage.pass(.milliseconds(340))
    stage.receive(
      Provider.item("a1", in: "r1"), Provider.audio("a1", in: "r1", bytes: 400),
      Provider.audio("a1", in: "r1", bytes: 400))
    #expect(stage.saidBytes == 800 + 800)
    #expect(stage.told == [.answered(TurnWait(answering: .milliseconds(340)))])
  }

  @Test func `audio of a response that is over or cancelled isn't heard`() throws {
    var stage = try SessionStage.greeted()
    stage.receive(Provider.created("r1"), Provider.audio("a1", in: "r1"), Provider.done("r1"))
    stage.receive(Provider.audio("a1", in: "r1"), Provider.audio("a9", in: "r1"))
    #expect(stage.saidBytes == 1600)
    stage.receive(Provider.created("r2"), Provider.audio("a2", in: "r2"))
    stage.play { $0.brokeIn(at: 1700) }
    stage.receive(Provider.audio("a2", in: "r2"), Provider.audio("a3", in: "r2"), Provider.audio("a3", in: "r1"))
    #expect(stage.saidBytes == 2400)
  }

  @Test func `a response whose beginning was lost is heard all the same`() throws {
    var stage = try SessionStage.greeted()
    stage.receive(Provider.audio("a1", in: "r1"), Provider.words("a1", "Hello."), Provider.done("r1"))
    stage.hearAll()
    #expect(stage.saidBytes == 1600 && stage.told == [.said("Hello.")])
  }

  @Test func `of more items than are kept the oldest are given up, and the newest is told`() throws {
    var stage = try SessionStage.greeted()
    stage.receive(Provider.created("r1"))
    for number in 1...200 { stage.receive(Provider.item("a\(number)", in: "r1")) }
    stage.receive(
      Provider.words("a1", "Lost."), Provider.audio("a200", in: "r1"), Provider.words("a200", "Kept."),
      Provider.done("r1"))
    stage.hearAll()
    #expect(stage.told == [.said("Kept.")])
  }

  @Test func `bad audio is dropped, and too much of it ends the session`() throws {
    var stage = try SessionStage.greeted()
    stage.receive(Provider.created("r1"))
    let bad = Provider.audio("a1", in: "r1", bytes: 3).replacing("VVVV", with: "%%%%")
    for _ in 0..<20 { stage.receive(bad) }
    #expect(stage.told.isEmpty && !stage.isClosed)
    stage.receive(bad)
    #expect(stage.told == [.failed(.unreachable)] && stage.isClosed && stage.timers.isEmpty)
  }

  @Test func `garbage is ignored until it is too much`() throws {
    var stage = try SessionStage.greeted()
    for _ in 0..<10 { stage.receive("}{", #"{"type":"response.done"}"#) }
    stage.receive(#"{"type":"something.new","event_id":"e"}"#)
    #expect(stage.told.isEmpty)
    stage.play { $0.receivedUnreadable() }
    #expect(stage.told == [.failed(.unreachable)])
  }

  // MARK: One response at a time

  @Test func `no response is asked for while one is active`() throws {
    var stage = try SessionStage.greeted()
    stage.receive(Provider.created("r1"))
    let now = stage.now
    stage.play { $0.pressed("1", at: now) }
    #expect(stage.types == ["conversation.item.create"])
    stage.receive(Provider.done("r1"))
    #expect(stage.types == ["conversation.item.create", "response.create"])
  }

  @Test func `no response is asked for while the provider is about to answer by itself`() throws {
    var stage = try SessionStage.greeted()
    stage.receive(Provider.committed("u1"))
    let now = stage.now
    stage.play { $0.pressed("1", at: now) }
    #expect(stage.types == ["conversation.item.create"])
  }

  @Test func `a turn that ended while a response was being made is answered after it`() throws {
    var stage = try SessionStage.greeted()
    stage.receive(Provider.created("r1"), Provider.committed("u1"), Provider.done("r1"))
    #expect(stage.types == ["response.cancel", "response.create"], "a stale answer isn't waited for")
  }

  @Test func `an answer that lost the race with the provider's own isn't asked for again`() throws {
    var stage = try SessionStage.greeted()
    stage.receive(Provider.created("r0"), Provider.committed("u1"), Provider.done("r0"))
    let id = try #require(stage.sent.last?.id)
    stage.receive(Provider.created("r1"), Provider.error("conversation_already_has_active_response", about: id))
    stage.receive(Provider.audio("a1", in: "r1"), Provider.done("r1"))
    #expect(stage.types.count { $0 == "response.create" } == 2, "the answer and the question for the verdict")
    #expect(stage.texts.last?.contains("Only judge") == true)
  }

  // MARK: Verdicts

  @Test func `a verdict is told once, and the answer waits for the core`() throws {
    var stage = try SessionStage.greeted()
    stage.callerSays("When are you open?", item: "u1")
    stage.receive(Provider.created("r1"), Provider.done("r1", calls: [Provider.verdict("c1", 1, served: true)]))
    #expect(stage.events == [.heard("When are you open?"), judged(1, .served)])
    #expect(stage.results.map(\.call) == ["c1"] && stage.results[0].output == #"{"ok":true,"next_attempt":2}"#)
    #expect(stage.types == ["conversation.item.create"])
    stage.play { $0.directed(.answer(Attempt.ID(1))) }
    #expect(stage.types == ["conversation.item.create", "response.create"])
    stage.play { $0.directed(.answer(Attempt.ID(1))) }
    stage.receive(Provider.created("r2"), Provider.audio("a2", in: "r2"), Provider.done("r2"))
    #expect(stage.types == ["conversation.item.create", "response.create"], "nothing more is asked")
  }

  @Test func `an answer that came with its verdict isn't asked for again`() throws {
    var stage = try SessionStage.greeted()
    stage.callerSays("When are you open?", item: "u1")
    stage.speak("a1", "Nine to five.", calls: [Provider.verdict("c1", 1, served: true)])
    stage.play { $0.directed(.answer(Attempt.ID(1))) }
    #expect(stage.types == ["conversation.item.create"])
  }

  @Test(arguments: [0, 2, 9999, -1])
  func `a verdict for an unknown attempt is an error for the model and nothing for the core`(_ number: Int) throws {
    var stage = try SessionStage.greeted()
    stage.callerSays("Hm?", item: "u1")
    stage.receive(Provider.created("r1"), Provider.done("r1", calls: [Provider.verdict("c1", number, served: false)]))
    #expect(stage.events == [.heard("Hm?")])
    #expect(stage.results.map(\.output) == [#"{"error":"wrong attempt: expected 1","next_attempt":1}"#])
    #expect(stage.types.last == "response.create", "the model may correct itself")
  }

  @Test func `two verdicts for one request are one`() throws {
    var stage = try SessionStage.greeted()
    stage.callerSays("Hm?", item: "u1")
    let calls = [
      Provider.verdict("c1", 1, served: false), Provider.verdict("c2", 1, served: false),
      Provider.verdict("c3", 2, served: false), Provider.verdict("c1", 1, served: false),
    ]
    stage.receive(Provider.created("r1"), Provider.done("r1", calls: calls), Provider.done("r1", calls: calls))
    #expect(stage.events == [.heard("Hm?"), judged(1, .failed)])
    #expect(stage.results.map(\.call) == ["c1", "c2", "c3"])
    #expect(stage.results[1].output.contains("already judged") && stage.results[2].output.contains("asked for nothing"))
  }

  @Test func `the last answer turns to failed when the caller says so, once`() throws {
    var stage = try SessionStage.greeted()
    stage.callerSays("When?", item: "u1")
    stage.speak("a1", "Nine to five.", calls: [Provider.verdict("c1", 1, served: true)])
    stage.receive(Provider.created("r2"), Provider.done("r2", calls: [Provider.verdict("c2", 1, served: false)]))
    #expect(!stage.told.contains(.lastAnswerDidNotHelp), "the caller hasn't spoken since")
    stage.forget()
    stage.callerSays("No!", item: "u2")
    let again = [Provider.verdict("c3", 1, served: false), Provider.verdict("c4", 1, served: false)]
    stage.receive(Provider.created("r3"), Provider.done("r3", calls: again))
    #expect(stage.events == [.heard("No!"), .lastAnswerDidNotHelp])
    #expect(stage.types.last == "response.create", "the model goes on")
  }

  @Test func `a resumed call goes on counting where it was`() throws {
    var stage = try SessionStage.greeted(attemptsSoFar: 2)
    stage.callerSays("Hm?", item: "u1")
    let calls = [Provider.verdict("c1", 2, served: false), Provider.verdict("c2", 3, served: false)]
    stage.receive(Provider.created("r1"), Provider.done("r1", calls: calls))
    #expect(stage.events == [.heard("Hm?"), judged(3, .failed)])
  }

  @Test func `a verdict that was forgotten is asked for once, in silence`() throws {
    var stage = try SessionStage.greeted()
    stage.callerSays("When?", item: "u1")
    stage.speak("a1", "Nine to five.")
    #expect(stage.types == ["response.create"])
    for part in [
      "report_outcome", "no_request", #""tool_choice":"required""#, #""output_modalities":["text"]"#, "attempt 1",
    ] { #expect(stage.texts[0].contains(part)) }
    stage.receive(Provider.created("j"), Provider.done("j", calls: [Provider.verdict("c1", 1, served: false)]))
    #expect(stage.events == [.heard("When?"), judged(1, .failed)])
    stage.play { $0.directed(.answer(Attempt.ID(1))) }
    #expect(stage.types == ["response.create", "conversation.item.create"], "it was answered already")
  }

  @Test func `a verdict that doesn't come when asked for counts as served`() throws {
    var stage = try SessionStage.greeted()
    stage.callerSays("When?", item: "u1")
    stage.speak("a1", "Nine to five.")
    stage.receive(Provider.created("j"), Provider.done("j", calls: [("c1", "report_outcome", "{")]))
    #expect(stage.events == [.heard("When?"), judged(1, .served)])
    #expect(stage.types == ["response.create", "conversation.item.create"])
  }

  @Test func `small talk is no attempt`() throws {
    var stage = try SessionStage.greeted()
    stage.callerSays("Hello!", item: "u1")
    stage.speak("a1", "Hello!")
    stage.receive(Provider.created("j"), Provider.done("j", calls: [("c1", "no_request", "{}")]))
    stage.callerSays("Thanks.", item: "u2")
    #expect(!stage.told.contains { if case .judged = $0 { true } else { false } })
  }

  @Test func `a caller who goes on before the question could be asked is served`() throws {
    var stage = try SessionStage.greeted()
    stage.callerSays("When?", item: "u1")
    stage.receive(Provider.created("r1"), Provider.audio("a1", in: "r1"), Provider.speechStarted, Provider.done("r1"))
    #expect(stage.types == [] && stage.events == [.heard("When?"), judged(1, .served)])
  }

  @Test func `a new turn puts an end to the question for the last one`() throws {
    var stage = try SessionStage.greeted()
    stage.callerSays("When?", item: "u1")
    stage.speak("a1", "Nine to five.")
    stage.receive(Provider.created("j"))
    stage.callerSays("And on Sunday?", item: "u2")
    #expect(stage.types == ["response.create", "response.cancel"])
    #expect(stage.told.contains(judged(1, .served)))
    stage.receive(Provider.done("j", "cancelled"))
    #expect(stage.types == ["response.create", "response.cancel", "response.create"], "the new turn is answered")
  }

  // MARK: Tools

  @Test(arguments: [
    ("report_outcome", "{"), ("report_outcome", ""), ("report_outcome", "[]"), ("report_outcome", #"{"attempt":"1"}"#),
    ("report_outcome", #"{"attempt":1.5,"served":true}"#), ("no_such_tool", "{}"), ("transfer", #"{"reason":"vip"}"#),
    ("transfer", #"{"department":"nowhere","reason":"caller_wish"}"#), ("", ""),
  ])
  func `a call that can't be understood gets an error and the model goes on`(_ name: String, _ arguments: String) throws
  {
    var stage = try SessionStage.greeted()
    stage.callerSays("Hm?", item: "u1")
    stage.receive(Provider.created("r1"), Provider.done("r1", calls: [("c1", name, arguments)]))
    #expect(stage.events == [.heard("Hm?")])
    #expect(stage.results.count == 1 && stage.results[0].call == "c1" && stage.results[0].output.contains("error"))
    #expect(stage.types == ["conversation.item.create", "response.create"])
  }

  @Test func `a call is answered once however often it is told`() throws {
    var stage = try SessionStage.greeted()
    stage.callerSays("Hm?", item: "u1")
    let told =
      #"{"type":"response.function_call_arguments.done","response_id":"r1","item_id":"f","call_id":"c1","#
      + #""name":"report_outcome","arguments":"{\"attempt\":1,\"served\":true}"}"#
    stage.receive(Provider.created("r1"), told, told)
    #expect(stage.results.isEmpty, "not while the response is active")
    stage.receive(Provider.done("r1", calls: [Provider.verdict("c1", 1, served: true)]))
    #expect(stage.results.map(\.call) == ["c1"])
  }

  @Test func `a model that calls for ever must answer in words in the end`() throws {
    var stage = try SessionStage.greeted()
    stage.callerSays("Hm?", item: "u1")
    for round in 1...8 {
      stage.receive(Provider.created("r\(round)"), Provider.done("r\(round)", calls: [("c\(round)", "x", "{}")]))
    }
    #expect(stage.results.count == 8, "each has its result")
    let asked = stage.texts.filter { $0.contains("response.create") }
    #expect(asked.map { $0.contains(#""tool_choice":"none""#) } == [false, false, false, false, true, true])
    #expect(asked.last?.contains("I can't do that now") == true, "the caller hears that it can't be done, once")
    #expect(stage.events == [.heard("Hm?"), .judged(Attempt.ID(1), .failed)])
    #expect(stage.notices.filter { $0 == .callsForEver }.count == 1)
  }

  @Test func `the model may ask for a person, in a department that exists`() throws {
    var stage = try SessionStage.greeted()
    stage.callerSays("Sales!", item: "u1")
    let calls = [
      ("c1", "transfer", #"{"department":"Sales","reason":"caller_wish"}"#),
      ("c2", "transfer", #"{"department":null,"reason":"emergency"}"#),
    ]
    stage.receive(Provider.created("r1"), Provider.done("r1", calls: calls))
    #expect(stage.events == [.heard("Sales!"), .personWanted(.callerWish, SessionStage.department)])
    #expect(stage.results.count == 2 && !stage.types.contains("response.create"))
  }

  // MARK: Keys

  @Test func `a key is a turn of the caller`() throws {
    var stage = try SessionStage.greeted()
    let now = stage.now
    stage.play { $0.pressed("7", at: now) }
    #expect(stage.told == [.heard("[key 7]")])
    #expect(stage.types == ["conversation.item.create", "response.create"])
    #expect(stage.texts[0].contains("The caller pressed key 7."))
    stage.receive(Provider.created("r1"), Provider.done("r1", calls: [Provider.verdict("c1", 1, served: false)]))
    #expect(stage.told.contains(judged(1, .failed)))
  }

  @Test func `key 0 is the wish for a person`() throws {
    var stage = try SessionStage.greeted()
    let now = stage.now
    stage.play { $0.pressed("0", at: now) }
    #expect(stage.told == [.heard("[key 0]"), .personWanted(.callerWish, nil)] && stage.sent.isEmpty)
  }

  // MARK: Time

  @Test func `a response that never ends is cancelled, and the dialogue goes on`() throws {
    var stage = try SessionStage.greeted()
    stage.callerSays("When?", item: "u1")
    stage.receive(Provider.created("r1"), Provider.audio("a1", in: "r1"), Provider.words("a1", "Well"))
    stage.pass(.milliseconds(19_999))
    #expect(stage.types == [])
    stage.pass(.milliseconds(1))
    #expect(stage.types == ["response.cancel"] && stage.notices == [.responseStalled])
    stage.receive(Provider.audio("a1", in: "r1"), Provider.done("r1", "cancelled"))
    stage.hearAll()
    #expect(stage.events == [.heard("When?"), .said("Well")] && stage.saidBytes == 1600)
    stage.callerSays("And?", item: "u2")
    stage.speak("a2", "Yes.")
    #expect(stage.saidBytes == 2400 && stage.timers[.response] == nil)
  }

  @Test func `a response that speaks for ever is cancelled too`() throws {
    var limits = OpenAILimits()
    limits.maximumResponseAudioBytes = 2000
    var stage = try SessionStage.greeted(limits: limits)
    stage.receive(Provider.created("r1"))
    for _ in 0..<5 { stage.receive(Provider.audio("a1", in: "r1")) }
    #expect(stage.saidBytes == 800 + 1600 && stage.types == ["response.cancel"])
  }

  @Test func `a response that can't even be cancelled loses the session`() throws {
    var stage = try SessionStage.greeted()
    stage.receive(Provider.created("r1"))
    stage.pass(.seconds(70))
    #expect(stage.reconnects == 1)
  }

  @Test func `a model that doesn't answer is asked once, then the session is lost`() throws {
    var stage = try SessionStage.greeted()
    stage.callerSays("When?", item: "u1")
    stage.pass(.seconds(10))
    #expect(stage.types == ["response.create"] && stage.reconnects == 0)
    stage.pass(.seconds(10))
    #expect(stage.reconnects == 1)
  }

  @Test(arguments: [
    "response_cancel_not_active", "conversation_already_has_active_response", "input_audio_buffer_commit_empty",
    "server_error", "rate_limit_exceeded", "no_such_code",
  ])
  func `most errors leave the session usable`(_ code: String) throws {
    var stage = try SessionStage.greeted()
    stage.receive(Provider.error(code))
    stage.callerSays("When?", item: "u1")
    stage.speak("a1", "Nine to five.", calls: [Provider.verdict("c1", 1, served: true)])
    stage.hearAll()
    #expect(stage.events == [.heard("When?"), judged(1, .served), .said("Nine to five.")])
    #expect(!"\(stage.notices)".contains("secret"))
  }

  @Test(arguments: ["invalid_api_key", "insufficient_quota", "account_deactivated", "billing_hard_limit_reached"])
  func `a fatal error ends the session, and nobody tries again`(_ code: String) throws {
    var stage = try SessionStage.greeted()
    stage.receive(Provider.error(code))
    #expect(stage.told == [.failed(.notAvailable)] && stage.isClosed && stage.reconnects == 0)
  }
}
