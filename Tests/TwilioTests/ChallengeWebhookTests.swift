import Foundation
import Testing
import Twilio
import VoiceCore
import Web

@Suite("A challenge over the carrier's webhooks", .timeLimit(.minutes(1)))
struct ChallengeWebhookTests {
  private static func twiML(_ response: Response) throws -> XMLTree {
    #expect(response.status == .ok && response.headers["Content-Type"] == "text/xml; charset=utf-8")
    return try XMLTree(String(decoding: response.body, as: UTF8.self))
  }

  /// An office that challenges the caller of the vectors, and what that caller is asked.
  private static func challenged() async throws -> (office: Office, gather: XMLTree) {
    let office = try await Office()
    let fields = try Vectors.webhook("incoming")
    let from = try #require(fields["From"])
    let caller = try #require(PhoneNumber(from))
    try await office.add(SpamRule(id: Identifier(10), sign: .number(caller), action: .challenge))
    let document = try twiML(try await office.post("/twilio/voice/incoming", fields))
    #expect(document.children.map(\.name) == ["Gather"])
    return (office, try #require(document.first("Gather")))
  }

  private static func press(_ digits: String?, at gather: XMLTree, in office: Office) async throws -> XMLTree {
    var fields = try Vectors.webhook("incoming")
    fields["Digits"] = digits
    return try twiML(try await office.post(try #require(gather.attributes["action"]), fields))
  }

  @Test func `the caller is asked for one key, and silence is told`() async throws {
    let (office, gather) = try await Self.challenged()
    #expect(
      gather.attributes == [
        "input": "dtmf", "action": "/twilio/voice/gather?challenge=1", "numDigits": "1", "timeout": "6",
        "actionOnEmptyResult": "true",
      ])
    #expect(gather.first("Say")?.text == "To continue with your call, please press 7.")
    #expect(try await office.call()?.status == .ringing)
  }

  @Test func `the right key connects the caller`() async throws {
    let (office, gather) = try await Self.challenged()
    let connect = try #require(try await Self.press("7", at: gather, in: office).first("Connect"))
    let token = try #require(connect.first("Stream")?.first("Parameter")?.attributes["value"])
    _ = try await office.join(token: token)
    #expect(try await office.call()?.status == .inProgress)
    #expect(try await office.call()?.screening?.action == .challenge)
  }

  @Test(arguments: [["1", "2"], [nil, ""], ["77", "8"]])
  func `two misses end the call, which then is over`(keys: [String?]) async throws {
    let (office, gather) = try await Self.challenged()
    let again = try await Self.press(keys[0], at: gather, in: office)
    let second = try #require(again.first("Gather"))
    #expect(second.attributes["action"] == "/twilio/voice/gather?challenge=2")
    #expect(second.first("Say")?.text == "That was not right. To continue with your call, please press 7.")
    let farewell = try await Self.press(keys[1], at: second, in: office)
    #expect(farewell.children.map(\.name) == ["Say", "Hangup"])
    #expect(try await office.call()?.status == .rejected)
    #expect(try await Self.press("7", at: second, in: office).children.map(\.name) == ["Hangup"])
  }

  @Test func `a try that the carrier tells twice counts once`() async throws {
    let (office, gather) = try await Self.challenged()
    for _ in 1...3 {
      let second = try await Self.press("1", at: gather, in: office).first("Gather")
      #expect(second?.attributes["action"] == "/twilio/voice/gather?challenge=2")
    }
    #expect(try await office.call()?.hasEnded == false)
  }

  @Test(arguments: ["", "?challenge=0", "?challenge=x", "?challenge=99999"])
  func `an address that we didn't give is refused with its field`(query: String) async throws {
    let (office, _) = try await Self.challenged()
    let response = try await office.post("/twilio/voice/gather" + query, try Vectors.webhook("incoming"))
    #expect(response.status == .badRequest)
    #expect(String(decoding: response.body, as: UTF8.self).contains(#""field":"challenge""#))
  }
}
