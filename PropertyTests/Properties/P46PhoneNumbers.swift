import Generators
import PropertyTesting
import VoiceCore

extension VerifiedProperty {
  /// specs/P46-phone-numbers.md
  static let p46PhoneNumbers = VerifiedProperty(
    number: 46, title: "Phone numbers",
    core: {
      Property(
        46, "Phone numbers", for: .phoneNumberCase, examples: P46.examples, labels: P46.labels,
        coverage: [Coverage("other script", atLeast: 5), Coverage("no number", atLeast: 5)]
      ) { input in
        switch input {
        case .spelled(let spelled):
          let parsed = PhoneNumber(spelled.spelling)
          try requireEqual(parsed?.e164, spelled.number.e164, "every spelling of one number is equal")
          try requireEqual(
            PhoneNumber(spelled.number.e164)?.e164, spelled.number.e164, "parsing then formatting is the identity")
          try require(P46.isE164(spelled.number.e164), "what is formatted is E.164")
        case .other(let text):
          try requireEqual(PhoneNumber(text)?.e164, nil, "nothing else passes")
        }
      }
    },
    store: nil)
}

enum PhoneNumberCase: Sendable {
  case spelled(SpelledNumber)
  case other(String)
}

extension Gen where Value == PhoneNumberCase {
  fileprivate static var phoneNumberCase: Gen {
    .weighted([
      (3, Gen<SpelledNumber>.spelledNumber.map(PhoneNumberCase.spelled)),
      (1, Gen<String>.notAPhoneNumber.map(PhoneNumberCase.other)),
    ])
  }
}

private enum P46 {
  static let examples: [PhoneNumberCase] =
    [
      ("+44 (0)20 7946 0958", "+442079460958"), ("0044 20 7946 0958", "+442079460958"),
      ("\u{202A}+1 415-555-0100\u{202C}", "+14155550100"), ("+39 06 1234567", "+39061234567"),
    ].compactMap { spelling, e164 in
      PhoneNumber(e164).map { .spelled(SpelledNumber(number: $0, spelling: spelling)) }
    }

  static let labels: @Sendable (PhoneNumberCase) -> [String] = { input in
    switch input {
    case .spelled(let spelled):
      spelled.spelling.unicodeScalars.contains { !$0.isASCII && $0.properties.numericType == .decimal }
        ? ["number", "other script"] : ["number"]
    case .other: ["no number"]
    }
  }

  /// A `+`, then 4 to 15 digits: written down a second time, without the parser's help.
  static func isE164(_ text: String) -> Bool {
    text.first == "+" && (4...15).contains(text.utf8.count - 1)
      && text.utf8.dropFirst().allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }
}
