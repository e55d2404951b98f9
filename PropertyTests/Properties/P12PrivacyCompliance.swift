import Generators
import PropertyTesting
import VoiceCore

extension VerifiedProperty {
  /// specs/P12-privacy-compliance.md
  static let p12PrivacyCompliance = VerifiedProperty(
    number: 12, title: "Privacy Compliance",
    core: {
      Property(12, "Privacy Compliance", for: .spelledAddress, labels: { [$0.way] }, coverage: P12.coverage) {
        spelled in
        if spelled.isCommon {
          try requireEqual(NetworkAddress(spelled.text), spelled.address, "what \(spelled.text) is read as")
        }
        let told = P12.told(of: spelled.address) + P12.told(of: Redacted.place(spelled.text))
        let client = Spellings(of: "what the address is counted by", Hexadecimal.text(spelled.address.clientBytes))
        try requireNoTrace(
          of: [Spellings(of: "the address", spelled.canonical + [spelled.text]), client], in: told)
      }
    },
    store: nil)
}

private enum P12 {
  static let coverage = [
    Coverage("IPv4, dotted", atLeast: 3), Coverage("IPv4, mapped", atLeast: 1),
    Coverage("IPv4, one decimal number", atLeast: 1), Coverage("IPv4, octal parts", atLeast: 1),
    Coverage("IPv6, compressed", atLeast: 3), Coverage("IPv6, with a zone", atLeast: 1),
    Coverage("IPv6, in brackets with a port", atLeast: 1),
  ]

  /// Everything that a log line, an error or a dump could show of an address and what is made of it.
  static func told(of address: NetworkAddress) -> [Evidence] {
    told(of: address) { $0 as Any } + told(of: address.client) { $0 as Any } + told(of: Redacted.address(address))
  }

  static func told(of redacted: Redacted) -> [Evidence] { told(of: redacted) { $0 as Any } }

  private static func told<Value: Hashable>(of value: Value, _ boxed: (Value) -> Any) -> [Evidence] {
    var dumped = ""
    dump(boxed(value), to: &dumped)
    let kind = "\(Value.self)"
    return [
      Evidence("\(kind) in a text", "\(value)"), Evidence("\(kind) reflected", String(reflecting: value)),
      Evidence("\(kind) dumped", dumped), Evidence("\(kind) in a list", "\([value])"),
      Evidence("\(kind) as optional", "\(Optional(value) as Any)"), Evidence("\(kind) as key", "\([value: 1])"),
    ]
  }
}
