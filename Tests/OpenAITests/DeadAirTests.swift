import NIOCore
import OpenAI
import Testing
import VoiceCore

@Suite("No dead air in a realtime dialogue", .timeLimit(.minutes(1)))
struct DeadAirTests {
  private func asked() throws -> SessionStage {
    var stage = try SessionStage.greeted()
    stage.callerSays("When?", item: "u1")
    stage.forget()
    return stage
  }

  // MARK: Responses that don't come

  @Test func `a response that begins and says nothing is asked for once more, then the session is lost`() throws {
    var stage = try asked()
    stage.receive(Provider.created("r1"))
    stage.pass(.seconds(10))
    #expect(stage.types == ["response.cancel"] && stage.notices == [.responseStalled])
    stage.receive(Provider.done("r1", "cancelled"))
    #expect(stage.types == ["response.cancel", "response.create"])
    stage.receive(Provider.created("r2"))
    stage.pass(.seconds(10))
    #expect(stage.reconnects == 1)
  }

  @Test func `a welcome that isn't said is asked for once more`() throws {
    var stage = try SessionStage()
    stage.setUp()
    stage.play { $0.join() }
    stage.receive(Provider.created("w"))
    stage.pass(.seconds(10))
    stage.receive(Provider.done("w", "cancelled"))
    let welcomes = stage.texts.filter { $0.contains("Say exactly") }
    #expect(welcomes.count == 2 && welcomes[0] == welcomes[1])
  }

  @Test func `a slow voice isn't a stalled one`() throws {
    var stage = try asked()
    stage.receive(Provider.created("r1"))
    for _ in 0..<6 {
      stage.receive(Provider.audio("a1", in: "r1"))
      stage.pass(.seconds(9))
    }
    stage.receive(Provider.audio("a1", in: "r1"))
    #expect(stage.types.isEmpty)
    stage.pass(.seconds(6))
    #expect(stage.types == ["response.cancel"] && stage.notices == [.responseTooLong])
  }

  // MARK: Responses that fail

  @Test(arguments: ["rate_limit_exceeded", "server_error", "odd"])
  func `a response that fails is asked for again twice, with more and more patience`(_ code: String) throws {
    var stage = try asked()
    for (round, seconds) in [1, 2].enumerated() {
      stage.receive(Provider.created("r\(round)"), Provider.done("r\(round)", "failed", error: code))
      stage.pass(.milliseconds(Int64(seconds * 1000 - 1)))
      #expect(stage.types.count == round, "not in the same instant")
      stage.pass(.milliseconds(1))
      #expect(stage.types.count == round + 1 && stage.reconnects == 0)
    }
    stage.receive(Provider.created("r9"), Provider.done("r9", "failed", error: code))
    if code == "rate_limit_exceeded" {
      #expect(stage.told == [.failed(.unreachable)] && stage.reconnects == 0, "another session would be refused too")
    } else {
      #expect(stage.told.isEmpty && stage.reconnects == 1, "provider errors are no attempts")
    }
  }

  @Test func `a second session has its own patience`() throws {
    var stage = try asked()
    for round in 0..<3 {
      stage.receive(Provider.created("r\(round)"), Provider.done("r\(round)", "failed", error: "server_error"))
      stage.pass(.seconds(2))
    }
    stage.setUp()
    stage.sent = []
    stage.receive(Provider.created("s1"), Provider.done("s1", "failed", error: "server_error"))
    stage.pass(.seconds(1))
    #expect(stage.types == ["response.create"] && stage.told.isEmpty)
  }

  @Test func `a request that is refused for the rate is made again after a while`() throws {
    var stage = try SessionStage.greeted()
    let now = stage.now
    stage.play { $0.pressed("1", at: now) }
    let id = try #require(stage.sent.last?.id)
    stage.receive(Provider.error("rate_limit_exceeded", about: id))
    #expect(stage.types.count { $0 == "response.create" } == 1)
    stage.pass(.seconds(1))
    #expect(stage.types.count { $0 == "response.create" } == 2)
  }

  @Test func `a new turn needn't wait for the patience of the last one`() throws {
    var stage = try asked()
    stage.receive(Provider.created("r1"), Provider.done("r1", "failed", error: "server_error"))
    stage.receive(Provider.committed("u2"))
    stage.speak("a2", "Yes.", calls: [Provider.verdict("c1", 1, served: true)])
    stage.pass(.seconds(5))
    #expect(stage.types == ["conversation.item.create"], "nothing is answered twice")
  }

  // MARK: The caller's silence and speech

  @Test func `a caller who falls silent before the cancelled response has ended is answered after it`() throws {
    var stage = try asked()
    stage.receive(Provider.created("r1"), Provider.audio("a1", in: "r1"), Provider.speechStarted)
    stage.play { $0.brokeIn(at: 900) }
    stage.play { $0.callerFellSilent() }
    stage.sent = []
    stage.receive(Provider.done("r1", "cancelled"))
    #expect(stage.types == ["response.create"])
  }

  @Test func `a speech that never ends doesn't keep what is owed for ever`() throws {
    var stage = try asked()
    stage.receive(Provider.created("r1"), Provider.audio("a1", in: "r1"), Provider.speechStarted)
    stage.play { $0.brokeIn(at: 900) }
    stage.receive(Provider.done("r1", "cancelled"), Provider.speechStarted)
    stage.sent = []
    stage.pass(.milliseconds(59_999))
    #expect(stage.types.isEmpty)
    stage.pass(.milliseconds(1))
    #expect(stage.types == ["response.create"])
  }

  @Test func `a long speech that nobody owes anything is left alone`() throws {
    var stage = try SessionStage.greeted()
    stage.receive(Provider.speechStarted)
    stage.pass(.minutes(5))
    #expect(stage.types.isEmpty && stage.reconnects == 0)
  }

  // MARK: The core

  @Test func `a core that doesn't decide leaves nobody in silence`() throws {
    var stage = try asked()
    stage.receive(Provider.created("r1"), Provider.done("r1", calls: [Provider.verdict("c1", 1, served: true)]))
    stage.pass(.seconds(10))
    #expect(stage.types == ["conversation.item.create", "response.create"])
    stage.play { $0.directed(.answer(Attempt.ID(1))) }
    stage.receive(Provider.created("r2"), Provider.audio("a2", in: "r2"), Provider.done("r2"))
    #expect(stage.types.count == 2, "not twice")
  }

  @Test(arguments: [true, false])
  func `a person who doesn't come leaves nobody in silence`(_ isKeyed: Bool) throws {
    var stage = try SessionStage.greeted()
    let now = stage.now
    if isKeyed {
      stage.play { $0.pressed("0", at: now) }
    } else {
      let call = ("c1", "transfer", #"{"department":null,"reason":"caller_wish"}"#)
      stage.receive(Provider.committed("u1"), Provider.created("r1"), Provider.done("r1", calls: [call]))
    }
    stage.sent = []
    stage.pass(.seconds(10))
    #expect(stage.types == ["response.create"])
    stage.speak("a2", "One moment.", calls: [Provider.verdict("c2", 1, served: true)])
    stage.pass(.minutes(5))
    #expect(stage.types.count { $0 == "response.create" } == 1, "once")
  }

  @Test func `a model that calls tools although it may not is made to answer`() throws {
    var stage = try asked()
    for round in 1...6 {
      stage.receive(Provider.created("r\(round)"), Provider.done("r\(round)", calls: [("c\(round)", "x", "{}")]))
    }
    stage.sent = []
    stage.pass(.seconds(10))
    #expect(stage.types == ["response.create"] && stage.texts[0].contains(#""tool_choice":"none""#))
    stage.receive(Provider.created("r7"), Provider.done("r7", calls: [("c7", "x", "{}")]))
    stage.pass(.seconds(10))
    #expect(stage.reconnects == 1)
  }
}
