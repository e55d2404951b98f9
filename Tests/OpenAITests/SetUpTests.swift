import Foundation
import NIOCore
import OpenAI
import Testing
import VoiceCore

@Suite("Setting a session up", .timeLimit(.minutes(1)))
struct SetUpTests {
  @Test func `nothing goes out before the provider has begun, and then only the set-up until it is taken`() throws {
    var stage = try SessionStage()
    stage.play { $0.opened() }
    #expect(stage.types == [] && !stage.isReady)
    stage.receive(Provider.sessionCreated)
    #expect(stage.types == ["session.update"] && !stage.isReady)
    stage.play { $0.join() }
    stage.receive(Provider.created("r"), Provider.committed("u"))
    #expect(stage.types == ["session.update"] && !stage.session.hearsCaller)
    stage.receive(Provider.sessionUpdated())
    #expect(stage.isReady && stage.session.hearsCaller)
  }

  @Test func `the session is set up for the telephone and decides nothing about barge-in`() throws {
    var stage = try SessionStage(attemptsSoFar: 4)
    stage.setUp()
    let text = try #require(stage.texts.first)
    let event = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let session = try #require(event["session"] as? [String: Any])
    let audio = try #require(session["audio"] as? [String: [String: Any]])
    #expect((audio["input"]?["format"] as? [String: String]) == ["type": "audio/pcmu"])
    #expect((audio["output"]?["format"] as? [String: String]) == ["type": "audio/pcmu"])
    let detection = try #require(audio["input"]?["turn_detection"] as? [String: Any])
    #expect(detection["interrupt_response"] as? Bool == false && detection["create_response"] as? Bool == true)
    #expect(detection["silence_duration_ms"] as? Int == 500 && detection["idle_timeout_ms"] is NSNull)
    #expect(session["type"] as? String == "realtime" && session["tool_choice"] as? String == "auto")
    let tools = try #require(session["tools"] as? [[String: Any]])
    #expect(
      tools.compactMap { $0["name"] as? String } == [
        "report_outcome", "transfer", "speak_language", "end_call", "take_message", "confirm_message",
      ])
    let instructions = try #require(session["instructions"] as? String)
    #expect(instructions.contains("Nine to five.") && instructions.contains(#"Acme \"Best\""#))
    #expect(instructions.contains("The number of the next request is 5."))
  }

  @Test(arguments: ["audio/pcm", "audio/pcma"])
  func `a provider that insists on another format isn't heard`(_ format: String) throws {
    var stage = try SessionStage()
    stage.play { $0.opened() }
    stage.receive(Provider.sessionCreated, Provider.sessionUpdated(format))
    #expect(stage.refusal == .notAvailable && stage.isClosed && !stage.isReady && stage.timers.isEmpty)
  }

  @Test func `a session that never stands is given up in time`() throws {
    var stage = try SessionStage()
    stage.play { $0.opened() }
    stage.receive(Provider.sessionCreated)
    stage.pass(.milliseconds(3999))
    #expect(stage.refusal == nil)
    stage.pass(.milliseconds(1))
    #expect(stage.refusal == .unreachable && stage.isClosed && stage.timers.isEmpty)
    stage.receive(Provider.sessionUpdated())
    #expect(!stage.isReady)
  }

  @Test(arguments: [
    ("invalid_api_key", VoiceAIFailure.notAvailable), ("model_not_found", .notAvailable),
    ("beta_api_shape_disabled", .notAvailable), ("insufficient_quota", .notAvailable), ("server_error", .unreachable),
    ("rate_limit_exceeded", .unreachable),
  ])
  func `an error instead of a session says whether trying again helps`(_ code: String, _ failure: VoiceAIFailure) throws
  {
    var stage = try SessionStage()
    stage.play { $0.opened() }
    stage.receive(Provider.error(code))
    #expect(stage.refusal == failure && stage.isClosed)
  }

  @Test func `a socket that closes while the session is set up is the end of the joining`() throws {
    var stage = try SessionStage()
    stage.play { $0.opened() }
    stage.receive(Provider.sessionCreated)
    stage.play { $0.lost() }
    #expect(stage.refusal == .unreachable && stage.reconnects == 0 && stage.told.isEmpty)
  }

  @Test func `the receptionist greets in the tenant's words as soon as the legs are joined`() throws {
    var stage = try SessionStage()
    stage.setUp()
    stage.sent = []
    stage.play { $0.join() }
    #expect(stage.types == ["response.create"])
    #expect(stage.texts[0].contains(#"Say exactly: \"Welcome to Acme 'Best'.\""#))
    #expect(stage.texts[0].contains(#""tool_choice":"none""#))
  }

  @Test func `a call that comes back is not welcomed twice`() throws {
    var stage = try SessionStage(isResumed: true)
    stage.setUp()
    stage.play { $0.join() }
    #expect(stage.texts.last?.contains(#"Say exactly: \"We were cut off. I am still here.\""#) == true)
  }
}
