import Foundation
import Testing
import VoiceCore

@Suite("Vocabulary")
struct VocabularyTests {
  @Test func `an identifier reads either letter case and speaks lower case`() throws {
    let text = "0192E4C1-7C5D-7ABC-8DEF-0123456789AB"
    let identifier = try #require(Call.ID(text))
    #expect(identifier.description == text.lowercased())
    #expect(Call.ID(identifier.description) == identifier)
  }

  @Test(arguments: [
    "", "0192e4c1", "0192e4c1-7c5d-7abc-8def-0123456789a", "0192e4c1-7c5d-7abc-8def-0123456789abc",
    "0192e4c17c5d-7abc-8def-0123456789ab-", "g192e4c1-7c5d-7abc-8def-0123456789ab",
  ])
  func `what is no UUID is no identifier`(text: String) { #expect(Call.ID(text) == nil) }

  @Test func `version 7 has its version, variant and time in their places`() {
    let moment = Timestamp(microseconds: 1_645_557_742_000_000)
    let text = Call.ID(UUIDVersion7.bits(at: moment, random: .max)).description
    #expect(text == "017f22e2-79b0-7fff-bfff-ffffffffffff")
  }

  @Test(arguments: [
    (0, "1970-01-01T00:00:00.000Z"), (1_709_210_096_789_000, "2024-02-29T12:34:56.789Z"),
    (-1, "1969-12-31T23:59:59.999Z"),
    (951_782_400_000_000, "2000-02-29T00:00:00.000Z"), (253_402_300_799_999_999, "9999-12-31T23:59:59.999Z"),
    (.min, "-290308-12-21T19:59:05.224Z"), (.max, "294247-01-10T04:00:54.775Z"),
  ])
  func `a moment is written as RFC 3339 in UTC`(microseconds: Int64, text: String) {
    #expect(Timestamp(microseconds: microseconds).description == text)
  }

  @Test func `a number's description doesn't give it away`() throws {
    let number = try #require(PhoneNumber("+14155550100"))
    #expect(!"\(number)".contains("4155"))
    #expect(!String(reflecting: number).contains("4155"))
    #expect(!String(reflecting: Caller.number(number)).contains("4155"))
  }

  @Test(arguments: [
    ("demo.example", true), ("Demo.Example", true), ("-a.example", false), ("a..b", false), ("", false),
    ("ü.de", false),
  ])
  func `a domain is letters, digits and hyphens between dots`(text: String, isDomain: Bool) {
    #expect((TenantDomain(text) != nil) == isDomain)
  }

  @Test func `an object key can't leave its tenant's prefix`() {
    let tenant: Tenant.ID = Identifier(7)
    #expect(ObjectKey(tenant: tenant, "recordings", "a.wav")?.text == "tenants/\(tenant)/recordings/a.wav")
    for part in ["..", ".", "", "a/b", "a\u{0}", "é", String(repeating: "a", count: 129)] {
      #expect(ObjectKey(tenant: tenant, part) == nil)
    }
  }

  @Test func `languages compare without regard to letter case`() {
    #expect(Language("PT-br")?.tag == "pt-BR")
    #expect(Language("EN") == .english)
    for text in ["", "e", "english", "en-", "en_US", "en-USA", "1n"] { #expect(Language(text) == nil) }
  }

  @Test(arguments: [
    ("CAaz09AZ-_", true), ("", false), ("CA 1", false), ("CA/1", false), ("CAé", false), ("CA@", false),
  ])
  func `a carrier's name for a call is letters, digits, hyphens and underscores`(text: String, isName: Bool) {
    #expect((CarrierCallID(text) != nil) == isName)
    #expect(CarrierCallID(String(repeating: "a", count: 64)) != nil)
    #expect(CarrierCallID(String(repeating: "a", count: 65)) == nil)
  }

  @Test func `an object's name may end with a dot, and doesn't begin with one`() {
    #expect(ObjectKey(tenant: Identifier(7), "a.") != nil)
    #expect(ObjectKey(tenant: Identifier(7), ".a") == nil)
  }

  @Test func `an e-mail address has 254 bytes at most`() {
    let domain = "@" + String(repeating: "d.", count: 60) + "example"
    let name = String(repeating: "a", count: EmailAddress.maximumLength - domain.utf8.count)
    #expect(EmailAddress(name + domain)?.text.utf8.count == 254)
    #expect(EmailAddress("a" + name + domain) == nil)
  }

  @Test func `a number between marks that nobody sees is read, and a text of nothing else isn't looked at`() {
    let marks = { String(repeating: "\u{200B}", count: $0) }
    #expect(PhoneNumber("+1 415 555" + marks(60) + "0100")?.e164 == "+14155550100")
    #expect(PhoneNumber("+1 415 555" + marks(90) + "0100") == nil)
  }

  @Test func `a key is written as its sign`() throws {
    let key = try #require(DialKey("#"))
    let written = try JSONEncoder().encode([key])
    #expect(String(decoding: written, as: UTF8.self) == "[\"#\"]")
    #expect(try JSONDecoder().decode([DialKey].self, from: written) == [key])
    #expect(throws: DecodingError.self) { try JSONDecoder().decode([DialKey].self, from: Data("[\"E\"]".utf8)) }
  }
}
