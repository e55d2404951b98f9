import Simulators
import Testing

@Suite("The carrier's wire formats")
struct WireTests {
  @Test func `Base64 goes both ways for every length`() {
    for count in 0...200 {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 37 + count) }
      let text = Base64Text.encode(bytes)
      #expect(text.count == (count + 2) / 3 * 4)
      #expect(Base64Text.decode(text) == bytes)
    }
    #expect(
      String(decoding: Base64Text.encode(Array("any carnal pleas".utf8)), as: UTF8.self) == "YW55IGNhcm5hbCBwbGVhcw==")
  }

  @Test(arguments: ["A", "AB", "ABC", "%%%%", "AB=C", "====", "AAA=AAAA", "AAA\u{E4}"])
  func `Base64 that is odd is no Base64`(text: String) {
    #expect(Base64Text.decode(Array(text.utf8)) == nil)
  }

  @Test func `a form goes both ways with every kind of letter`() {
    let fields = [
      FormField("From", "+15550100100"), FormField("Speech", "Zażółć & 50% = a+b *-._~"), FormField("Empty", ""),
      FormField("Twice", "1"), FormField("Twice", "2"),
    ]
    #expect(FormText.decode(FormText.encode(fields)) == fields)
    #expect(FormText.encode([FormField("a b", "+")]) == "a+b=%2B")
  }

  @Test func `addresses in documents are relative to the document`() {
    let base = "https://h.test:8443/twilio/voice/incoming?x=1"
    let expected = [
      ("/a", "https://h.test:8443/a"), ("b", "https://h.test:8443/twilio/voice/b"),
      ("?y=2", "https://h.test:8443/twilio/voice/incoming?y=2"), ("//o.test/c", "https://o.test/c"),
      ("http://o.test/d", "http://o.test/d"), ("", base),
    ]
    for (reference, url) in expected { #expect(CarrierURL.resolve(reference, against: base) == url) }
    #expect(CarrierURL.resolve("/a", against: nil) == nil)
  }

  @Test func `times are written as the carrier writes them`() {
    #expect(CarrierTime.rfc2822(secondsSince1970: 1_767_693_600) == "Tue, 06 Jan 2026 10:00:00 +0000")
    #expect(CarrierTime.iso8601(secondsSince1970: 1_767_693_600) == "2026-01-06T10:00:00Z")
  }
}
