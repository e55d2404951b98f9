import NIOCore
import Testing
import Twilio
import VoiceCore

@Suite("What the carrier's API answers")
struct TwilioAnswerTests {
  private static func meaning(_ status: Int, _ body: String?) -> TwilioAnswer.Meaning {
    TwilioAnswer(status: status, body: body.map { ByteBuffer(string: $0) }).meaning
  }

  @Test func `each answer means one thing`() {
    #expect(Self.meaning(200, #"{"sid":"CA1","status":"completed"}"#) == .done)
    #expect(Self.meaning(204, nil) == .done)
    #expect(Self.meaning(404, #"{"code":20404,"status":404}"#) == .alreadyOver)
    #expect(Self.meaning(400, #"{"code":21220,"message":"Invalid call state","status":400}"#) == .alreadyOver)
    #expect(Self.meaning(400, #"{"code":21211,"status":400}"#) == .failed(.refused(status: 400)))
    #expect(Self.meaning(400, #"{"message":"no code"}"#) == .failed(.refused(status: 400)))
    #expect(Self.meaning(401, #"{"code":20003,"status":401}"#) == .failed(.refused(status: 401)))
    #expect(Self.meaning(302, nil) == .failed(.refused(status: 302)))
    #expect(Self.meaning(429, #"{"code":20429,"status":429}"#) == .failed(.throttled))
    #expect(Self.meaning(429, "not json") == .failed(.throttled))
    for status in [500, 502, 503, 504] { #expect(Self.meaning(status, "<html>") == .failed(.unavailable)) }
  }
}
