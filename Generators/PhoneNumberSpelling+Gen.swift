public import PropertyTesting
public import VoiceCore

/// One number as somebody wrote it.
public struct SpelledNumber: Sendable {
  public let number: PhoneNumber
  public let spelling: String

  /// This number, written so.
  public init(number: PhoneNumber, spelling: String) {
    self.number = number
    self.spelling = spelling
  }
}

extension Gen where Value == SpelledNumber {
  /// A number in any international spelling: prefix `+`, full-width `+` or `00`, `tel:`, separators between digits, digits of
  /// other scripts, invisible marks left by copy and paste. Shrinks to the plain E.164 text.
  public static var spelledNumber: Gen {
    gen { source throws(Discard) in
      let number = try source.draw(Gen<PhoneNumber>.phoneNumber)
      var spelling = try source.draw(.element(of: ["", " ", "tel:", "TEL:", "\u{202A}", "\u{A0}"]))
      spelling += try source.draw(.element(of: ["+", "\u{FF0B}", "00"]))
      let zero = try source.draw(.element(of: Self.zeros))
      for digit in number.digits.unicodeScalars {
        if let value = UInt32(String(digit)), let scalar = Unicode.Scalar(zero + value) {
          spelling.unicodeScalars.append(scalar)
        }
        spelling += try source.draw(.element(of: Self.separators))
      }
      return SpelledNumber(number: number, spelling: spelling)
    }
  }

  /// The digit 0 of ASCII, Arabic-Indic, extended Arabic-Indic, Devanagari and full-width.
  private static var zeros: [UInt32] { [0x30, 0x660, 0x6F0, 0x966, 0xFF10] }

  private static var separators: [String] {
    ["", "", "", " ", "-", ".", "/", " - ", "\u{A0}", "\u{2011}", "\u{2013}", "\u{200B}", "\u{202C}", "("]
  }
}

extension Gen where Value == String {
  /// Text that is no international number, near to one: national forms, short codes, too many digits, unknown country
  /// codes, letters, addresses, nothing.
  public static var notAPhoneNumber: Gen {
    .oneOf([
      .element(of: [
        "", "+", "00", "anonymous", "Restricted", "unknown", "911", "112", "4155550100", "(415) 555-0100", "+1", "+12",
        "+14155550100;ext=7", "+1415555010O", "sip:+14155550100@example.com", "client:agent_7", "++14155550100",
        "+1+4155550100", "+2140000000", "+9990000000", "+0155550100", "tel:4155550100", "1-800-FLOWERS", "\u{0}",
      ]),
      Gen<[Int]>.array(of: .int(0...9), count: 16...20).map { "+1" + $0.map(String.init).joined() },
      Gen<[Int]>.array(of: .int(0...9), count: 3...14).map { "+" + $0.map(String.init).joined() }
        .filter("a country code that doesn't exist") { PhoneNumber($0) == nil },
    ])
  }
}
