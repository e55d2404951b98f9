import Testing
import Web

@Suite("Form fields")
struct FormFieldsTests {
  @Test func `repeated names and empty values are kept in order`() {
    let form = FormFields(encoded: "To=%2B15550100200&Media=b&Media=a&City=&Flag")
    #expect(
      form
        == FormFields([
          .init("To", "+15550100200"), .init("Media", "b"), .init("Media", "a"), .init("City", ""), .init("Flag", ""),
        ]))
  }

  @Test func `encoding and decoding give the same fields`() {
    let form = FormFields([.init("Speech Result", "Zażółć & 50% + spółka = 1"), .init("", "x"), .init("y", "")])
    #expect(FormFields(encoded: form.encoded) == form)
  }

  @Test(arguments: ["a=%", "a=%4", "a=%zz", "a=%ff%fe"]) func `broken text is refused`(text: String) {
    #expect(FormFields(encoded: text) == nil)
  }

  @Test func `too many fields are refused`() {
    let text = String(repeating: "a=1&", count: FormFields.maximumCount + 1)
    #expect(FormFields(encoded: text) == nil)
  }
}

@Suite("Headers and problems")
struct HeadersAndProblemsTests {
  @Test func `header names compare without regard to letter case`() {
    var headers: Headers = ["X-Twilio-Signature": "a"]
    #expect(headers["x-twilio-signature"] == "a")
    headers["X-TWILIO-SIGNATURE"] = "b"
    #expect(headers.all("x-Twilio-signature") == ["b"])
  }

  @Test func `a problem names the field and escapes what it quotes`() {
    func text(_ place: Problem.Place) -> String {
      let problem = Problem(.badRequest, "Bad field", detail: "say \"limit\"\n", field: "limit", in: place)
      return String(decoding: problem.response().body, as: UTF8.self)
    }
    let beginning =
      #"{"type":"urn:problem-type:voicecore:bad-field","title":"Bad field","status":400,"code":"bad_field","#
      + #""detail":"say \"limit\"\n","field":"limit","errors":[{"detail":"say \"limit\"\n","#
    #expect(text(.body) == beginning + ##""pointer":"#/limit"}]}"##)
    #expect(text(.query) == beginning + #""parameter":"limit"}]}"#)
    #expect(text(.header) == beginning + #""header":"limit"}]}"#)
  }

  @Test func `a problem names the limit that was met`() {
    let text = String(decoding: Problem(.tooManyRequests, "Too many", limit: "reads").response().body, as: UTF8.self)
    #expect(
      text
        == #"{"type":"urn:problem-type:voicecore:too-many","title":"Too many","status":429,"code":"too_many","limit":"reads"}"#
    )
  }
}
