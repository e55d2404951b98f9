import Foundation
import Testing
import Twilio
import VoiceCore
import Web

@Suite("The carrier's webhooks", .timeLimit(.minutes(1)))
struct WebhookTests {
  private static let incoming = "/twilio/voice/incoming"
  private static let afterStream = "/twilio/voice/after-stream"
  private static let dialResult = "/twilio/voice/dial-result"
  private static let status = "/twilio/voice/status"

  private static func twiML(_ response: Response) throws -> XMLTree {
    #expect(response.status == .ok && response.headers["Content-Type"] == "text/xml; charset=utf-8")
    return try XMLTree(String(decoding: response.body, as: UTF8.self))
  }

  private static func token(_ response: Response) throws -> String {
    let connect = try #require(try twiML(response).first("Connect"))
    let parameter = try #require(connect.first("Stream")?.first("Parameter"))
    #expect(parameter.attributes["name"] == "token")
    return try #require(parameter.attributes["value"])
  }

  // MARK: An incoming call

  @Test func `a caller is connected with a stream that brings a token`() async throws {
    let office = try await Office()
    let response = try await office.post(Self.incoming, try Vectors.webhook("incoming"))
    let connect = try #require(try Self.twiML(response).first("Connect"))
    #expect(connect.attributes == ["action": "/twilio/voice/after-stream"])
    #expect(connect.first("Stream")?.attributes == ["url": "wss://voice.example.test/twilio/media"])
    #expect(try Self.token(response).hasPrefix("token-"))
    #expect(try await office.call()?.status == .ringing)
  }

  @Test func `a repetition is the same call with a fresh token`() async throws {
    let office = try await Office()
    let first = try Self.token(try await office.post(Self.incoming, try Vectors.webhook("incoming")))
    let id = try await office.call()?.id
    let second = try Self.token(try await office.post(Self.incoming, try Vectors.webhook("incoming")))
    #expect(first != second)
    #expect(try await office.call()?.id == id)
  }

  @Test func `a caller who withholds the number is answered`() async throws {
    let office = try await Office()
    _ = try Self.token(try await office.post(Self.incoming, try Vectors.webhook("incoming_withheld")))
    #expect(try await office.call()?.caller == .withheld)
  }

  @Test func `a caller on the block list is rejected`() async throws {
    let office = try await Office()
    var fields = try Vectors.webhook("incoming")
    fields["From"] = office.blocked.e164
    let reject = try Self.twiML(try await office.post(Self.incoming, fields)).first("Reject")
    #expect(reject?.attributes == ["reason": "rejected"])
    #expect(try await office.call()?.status == .rejected)
  }

  @Test(arguments: AdmissionRefusal.allCases)
  func `a node that takes no more calls is busy, and a blocked caller is rejected all the same`(
    refusal: AdmissionRefusal
  ) async throws {
    let office = try await Office(admission: Admission { refusal })
    var fields = try Vectors.webhook("incoming")
    for _ in 1...2 {
      let reject = try Self.twiML(try await office.post(Self.incoming, fields)).first("Reject")
      #expect(reject?.attributes == ["reason": "busy"])
    }
    fields["CallSid"] = "CA00000000000000000000000000000099"
    fields["From"] = office.blocked.e164
    let reject = try Self.twiML(try await office.post(Self.incoming, fields)).first("Reject")
    #expect(reject?.attributes == ["reason": "rejected"])
  }

  @Test func `a number of nobody is rejected`() async throws {
    var fields = try Vectors.webhook("incoming")
    fields["To"] = "+15550100299"
    let reject = try Self.twiML(try await Office().post(Self.incoming, fields)).first("Reject")
    #expect(reject?.attributes == [:])
  }

  @Test func `a call that is over is hung up when it is announced again`() async throws {
    let office = try await Office()
    _ = try await office.post(Self.incoming, try Vectors.webhook("incoming"))
    _ = try await office.post(Self.status, try Self.ended("completed"))
    #expect(
      try Self.twiML(try await office.post(Self.incoming, try Vectors.webhook("incoming"))).first("Hangup") != nil)
  }

  // MARK: After the stream

  @Test func `a call whose stream was lost gets another one`() async throws {
    let office = try await Office()
    let first = try Self.token(try await office.post(Self.incoming, try Vectors.webhook("incoming")))
    _ = try await office.join(token: first)
    let second = try Self.token(try await office.post(Self.afterStream, try Vectors.webhook("incoming")))
    #expect(second != first)
  }

  @Test func `a call that wants a person rings there, and the caller's own number goes along`() async throws {
    let office = try await Office()
    let token = try Self.token(try await office.post(Self.incoming, try Vectors.webhook("incoming")))
    try await office.handOver(try await office.join(token: token))
    let dial = try #require(
      try Self.twiML(try await office.post(Self.afterStream, try Vectors.webhook("incoming"))).first("Dial"))
    #expect(dial.attributes == ["action": "/twilio/voice/dial-result", "timeout": "30", "answerOnBridge": "true"])
    #expect(dial.children.map(\.name) == ["Number"] && dial.children[0].text == office.customerService.e164)
  }

  @Test func `a call that lost its receptionist is told so before a person's telephone rings`() async throws {
    let office = try await Office()
    let token = try Self.token(try await office.post(Self.incoming, try Vectors.webhook("incoming")))
    try await office.loseReceptionist(try await office.join(token: token))
    let document = try Self.twiML(try await office.post(Self.afterStream, try Vectors.webhook("incoming")))
    #expect(document.children.map(\.name) == ["Say", "Dial"])
    #expect(document.first("Say")?.text == "I am connecting you with customer service. Please hold.")
    #expect(document.first("Say")?.attributes == ["language": "en-US"])
  }

  @Test func `an unknown call is hung up`() async throws {
    let office = try await Office()
    #expect(
      try Self.twiML(try await office.post(Self.afterStream, try Vectors.webhook("incoming"))).first("Hangup") != nil)
    #expect(
      try Self.twiML(try await office.post(Self.dialResult, try Vectors.webhook("dial_action_completed")))
        .first("Hangup") != nil)
  }

  // MARK: The dialled leg

  @Test func `two who have talked need nothing more`() async throws {
    let office = try await Office()
    let token = try Self.token(try await office.post(Self.incoming, try Vectors.webhook("incoming")))
    try await office.handOver(try await office.join(token: token))
    let tree = try Self.twiML(try await office.post(Self.dialResult, try Vectors.webhook("dial_action_completed")))
    #expect(tree.children.map(\.name) == ["Hangup"])
    #expect(try await office.call()?.transfer?.outcome == .answered)
  }

  @Test func `a caller whom nobody takes is told so`() async throws {
    let office = try await Office()
    let token = try Self.token(try await office.post(Self.incoming, try Vectors.webhook("incoming")))
    try await office.handOver(try await office.join(token: token))
    let tree = try Self.twiML(try await office.post(Self.dialResult, try Vectors.webhook("dial_action_no_answer")))
    #expect(tree.children.map(\.name) == ["Say", "Hangup"])
    #expect(tree.children[0].attributes == ["language": "en-US"] && !tree.children[0].text.isEmpty)
    #expect(try await office.call()?.transfer?.outcome == .noAnswer)
  }

  // MARK: Status

  private static func ended(_ word: String) throws -> [String: String] {
    var fields = try Vectors.webhook("incoming")
    fields["CallStatus"] = word
    return fields
  }

  @Test func `the last word ends a call, once and whatever comes after it`() async throws {
    let office = try await Office()
    _ = try await office.post(Self.incoming, try Vectors.webhook("incoming"))
    for word in ["ringing", "failed", "completed", "in-progress", "failed"] {
      let response = try await office.post(Self.status, try Self.ended(word))
      #expect(response == .noContent)
    }
    #expect(try await office.call()?.status == .failed)
  }

  @Test func `a status that ends nothing, or a call that nobody knows, is heard and nothing else`() async throws {
    let office = try await Office()
    #expect(try await office.post(Self.status, try Self.ended("ringing")) == .noContent)
    #expect(try await office.post(Self.status, try Self.ended("completed")) == .noContent)
    #expect(try await office.post(Self.status, try Vectors.webhook("status_busy")) == .noContent)
    #expect(try await office.call() == nil)
  }

  // MARK: Callers and recordings that nobody knows

  @Test(arguments: ["/twilio/voice/wait", "/twilio/voice/voicemail"])
  func `a caller whom nobody knows doesn't wait and leaves no message`(_ path: String) async throws {
    let tree = try Self.twiML(try await Office().post(path, try Vectors.webhook("gather_digits")))
    #expect(tree.children.map(\.name) == ["Hangup"])
  }

  @Test func `a recording's notification is heard`() async throws {
    let office = try await Office()
    let fields = try Vectors.webhook("recording_status_completed")
    #expect(try await office.post("/twilio/voice/recording", fields) == .noContent)
  }

  // MARK: Bad input, at every door

  @Test func `no door opens without a good signature`() async throws {
    let office = try await Office()
    #expect(office.routes.count == 11)
    let form = FormFields(try Vectors.webhook("incoming").map { FormFields.Field($0.key, $0.value) })
    let body = Array(form.encoded.utf8)
    for route in office.routes {
      let wrong = try office.sign(route.path + "/", form)
      for signature in [nil, "", "AAAA", wrong] {
        #expect(try await office.post(route.path, body: body, signature: signature) == Response(.forbidden))
      }
      let good = try office.sign(route.path, form)
      let tampered = Array((form.encoded + "&To=%2B15550100299").utf8)
      #expect(try await office.post(route.path, body: tampered, signature: good).status == .forbidden)
    }
    #expect(try await office.call() == nil)
  }

  @Test(arguments: [incoming, afterStream, dialResult, status])
  func `a field that is missing or malformed is named with its remedy`(_ path: String) async throws {
    let office = try await Office()
    var fields = try Vectors.webhook("dial_action_completed")
    for (value, title) in [(String?.none, "Missing field"), ("5550100200", "Malformed field")] {
      fields["To"] = value
      let response = try await office.post(path, fields)
      #expect(response.status == .badRequest)
      #expect(response.headers["Content-Type"] == "application/problem+json")
      let problem = try #require(try JSONSerialization.jsonObject(with: Data(response.body)) as? [String: Any])
      #expect(problem["field"] as? String == "To" && problem["title"] as? String == title)
      #expect((problem["detail"] as? String)?.contains("5550100200") == false)
    }
    fields["To"] = office.did.e164
    fields["CallSid"] = nil
    #expect(try await office.post(path, fields).status == .badRequest)
    #expect(try await office.call() == nil)
  }

  @Test func `a body that is no form is a bad request`() async throws {
    let office = try await Office()
    for body in ["To=%ZZ", "To=%", "To=%FF%FE"] {
      #expect(try await office.post(Self.incoming, body: Array(body.utf8), signature: "AAAA").status == .badRequest)
    }
    #expect(try await office.post(Self.incoming, body: [0x54, 0xFF], signature: "AAAA").status == .badRequest)
    let json = try await office.post(Self.incoming, body: Array("{}".utf8), signature: "AAAA", type: "application/json")
    #expect(json.status == .forbidden)
  }

  @Test func `every door writes a line, and none tells a number, a token or a call of the carrier's`() async throws {
    let office = try await Office()
    var fields = try Vectors.webhook("dial_action_no_answer")
    fields["CallerName"] = "Grace Hopper"
    let token = try Self.token(try await office.post(Self.incoming, fields))
    try await office.handOver(try await office.join(token: token))
    for route in office.routes { _ = try await office.post(route.path, fields) }
    fields["CallStatus"] = "completed"
    _ = try await office.post(Self.status, fields)
    for to in ["5550100200", "+15550100299"] {
      fields["To"] = to
      for route in office.routes { _ = try await office.post(route.path, fields) }
    }
    for route in office.routes {
      _ = try await office.post(route.path, body: Array("From=%2B15550100100".utf8), signature: "AAAA")
    }
    let lines = office.log.lines
    #expect(lines.count > 20)
    for secret in ["5550100", token, "CA0000", "Hopper", "SPRINGFIELD", Office.token, "AAAA"] {
      #expect(!lines.contains { $0.contains(secret) }, "\(secret)")
    }
    #expect(lines.contains { $0.contains("without a good signature") && $0.contains("r-1") })
  }

  @Test(arguments: [incoming, afterStream, dialResult, status, "/twilio/voice/wait", "/twilio/voice/voicemail"])
  func `without a store the carrier is sent to its fallback`(_ path: String) async throws {
    let office = try await Office { _ in LostStore() }
    var fields = try Vectors.webhook("dial_action_completed")
    fields["CallStatus"] = "completed"
    let response = try await office.post(path, fields)
    #expect(response.status == .unavailable)
  }
}
