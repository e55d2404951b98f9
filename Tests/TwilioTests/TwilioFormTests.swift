import Testing
import Twilio
import VoiceCore
import Web

@Suite("What a webhook says")
struct TwilioFormTests {
  private static func form(_ fields: [String: String]) -> TwilioForm {
    TwilioForm(FormFields(fields.map { FormFields.Field($0.key, $0.value) }))
  }

  @Test func `an incoming call has a name, a caller and a number`() throws {
    let form = Self.form(try Vectors.webhook("incoming"))
    #expect(try form.callID().text == "CA00000000000000000000000000000001")
    #expect(try form.caller() == .number(try #require(PhoneNumber("+15550100100"))))
    #expect(try form.dialled().e164 == "+15550100200")
    #expect(form.callerName == nil)
    #expect(try form.ending() == nil)
  }

  @Test(arguments: [
    "anonymous", "Anonymous", "unknown", "", "client:agent_7f3a", "sip:x@y.test", "+266696687", "+7378742833",
    "+2562533",
    "+8656696", "+86282452253", "Restricted",
  ])
  func `whatever is no number is a withheld one`(_ from: String) throws {
    #expect(try Self.form(["From": from]).caller() == .withheld)
  }

  @Test func `a missing caller is an error, a withheld one is legal`() throws {
    #expect(throws: TwilioFormError.self) { try Self.form([:]).caller() }
    #expect(try Self.form(try Vectors.webhook("incoming_withheld")).caller() == .withheld)
  }

  @Test func `a malformed number is named with its remedy`() throws {
    for to in ["", "5550100200", "client:x", "+0", "+1555010020012345"] {
      let error = #expect(throws: TwilioFormError.self) { try Self.form(["To": to]).dialled() }
      #expect(error?.field == "To" && error?.kind == .malformed && error?.remedy.contains("E.164") == true)
    }
    #expect(throws: TwilioFormError.self) { try Self.form(try Vectors.webhook("softphone_outgoing")).dialled() }
  }

  @Test func `a looked-up name is cut, an empty one is none`() {
    #expect(Self.form(["CallerName": ""]).callerName == nil)
    #expect(Self.form(["CallerName": "ACME"]).callerName == "ACME")
    let long = String(repeating: "x", count: 1000)
    #expect(Self.form(["CallerName": long]).callerName?.count == TwilioForm.maximumNameLength)
  }

  @Test func `the five last words of a call end it, others don't`() throws {
    let endings: [String: Ending.Cause?] = [
      "completed": .hungUp, "busy": .unanswered, "no-answer": .unanswered, "canceled": .unanswered,
      "failed": .carrierFailed, "queued": nil, "initiated": nil, "ringing": nil, "in-progress": nil, "new-word": nil,
    ]
    for (word, cause) in endings { #expect(try Self.form(["CallStatus": word]).ending() == cause, "\(word)") }
  }

  @Test func `the outcome of a dialled leg is read in every word`() throws {
    let outcomes: [String: Transfer.Outcome] = [
      "completed": .answered, "answered": .answered, "busy": .busy, "no-answer": .noAnswer, "canceled": .noAnswer,
      "failed": .failed,
    ]
    for (word, outcome) in outcomes { #expect(try Self.form(["DialCallStatus": word]).dialOutcome() == outcome) }
    #expect(throws: TwilioFormError.self) { try Self.form(["DialCallStatus": "ringing"]).dialOutcome() }
  }

  @Test(arguments: ["", "CA 1", "CA/../x", "CA\u{E9}"])
  func `a malformed call name is an error`(_ sid: String) {
    #expect(throws: TwilioFormError.self) { try Self.form(["CallSid": sid]).callID() }
  }
}
