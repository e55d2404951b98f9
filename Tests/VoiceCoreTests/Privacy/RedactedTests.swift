import Testing
import VoiceCore

@Suite("What logs may say")
struct RedactedTests {
  /// Everything that printing, interpolating, dumping and reflecting can bring out.
  private func everything(_ value: some Any) -> [String] {
    var dumped = ""
    dump(value, to: &dumped)
    let children = Mirror(reflecting: value).children.map { "\($0.value)" }
    return ["\(value)", String(describing: value), String(reflecting: value), "\([value])", dumped] + children
  }

  @Test(arguments: [
    ("+14155550158", "+1•••58"), ("+442079460958", "+44•••58"), ("+29012345", "+290•••"), ("+35312345", "+353•••"),
    ("+3531234567", "+353•••67"),
  ])
  func `a number shows its country and at most two digits, and hides at least five or all`(
    number: String, shown: String
  ) throws {
    let redacted = Redacted.phone(try #require(PhoneNumber(number)))
    #expect(redacted.description == shown)
    let hidden = number.dropFirst(4).prefix(4)
    for text in everything(redacted) { #expect(!text.contains(hidden)) }
  }

  @Test func `an address, a secret, a place, a name and content show nothing`() throws {
    let values: [(Redacted, String)] = [
      (.email(try #require(EmailAddress("ada.lovelace@lovelace.example"))), "lovelace"),
      (.secret("sk_lovelace"), "lovelace"), (.name("Ada Lovelace"), "Lovelace"),
      (.content("I am Ada Lovelace"), "Lovelace"), (.place("51.5,-0.12"), "51"),
      (.address(try #require(NetworkAddress("192.0.2.7"))), "192"), (.secret([1, 2, 35, 4] as [UInt8]), "35"),
    ]
    for (redacted, piece) in values {
      for text in everything(redacted) { #expect(!text.contains(piece)) }
    }
    #expect(Redacted.secret("a") == .secret("a much longer one"))
  }

  @Test func `a mark stands for the number and shows nothing of it`() throws {
    let marks = LogMarks { kind, value in "\(kind.count)\(value.count)" }
    let number = try #require(PhoneNumber("+14155550158"))
    let address = try #require(EmailAddress("ada@example.com"))
    #expect(Redacted.phone(number, marked: marks).description == "phone 512")
    #expect(Redacted.email(address, marked: marks).description == "email 515")
    for text in everything(Redacted.phone(number, marked: marks)) { #expect(!text.contains("58")) }
  }

  @Test func `network addresses and their tags show nothing and can't be encoded`() throws {
    let address = try #require(NetworkAddress("192.0.2.77"))
    let tag = AddressTag(0x1234_5678)
    let tags = AddressTags(today: tag, yesterday: tag)
    for value in [address, address.client, tag, tags] as [any Sendable] {
      for text in everything(value) {
        #expect(!text.contains("192") && !text.contains("77") && !text.contains("305419896"))
        #expect(!text.contains("3221226061"))
      }
      #expect(!(value is any Encodable) && !(value is any Decodable))
    }
  }
}
