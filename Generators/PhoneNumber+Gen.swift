public import PropertyTesting
public import VoiceCore

extension Gen where Value == PhoneNumber {
  /// Any E.164 number: a country code that exists (one, two or three digits) and 3 to 14 digits after it, at most 15 in all.
  /// Shrinks to fewer digits first, then to lower ones.
  public static var phoneNumber: Gen {
    Gen<(String, [Int])> { source throws(Discard) in
      let code = try source.draw(.element(of: CountryCode.all))
      let most = PhoneNumber.maximumDigits - code.utf8.count
      let digits = try source.draw(.array(of: .int(0...9), count: PhoneNumber.minimumNationalDigits...most))
      return (code, digits)
    }.map { code, digits in
      let text = "+" + code + digits.map(String.init).joined()
      guard let number = PhoneNumber(text) else { preconditionFailure("the generator made no number: \(text)") }
      return number
    }
  }

  /// A number out of a few, so that callers and rules meet.
  public static func phoneNumber(outOf count: Int) -> Gen {
    Gen<Int>.int(0...(count - 1)).map { index in
      guard let number = PhoneNumber("+1555010\(1000 + index)") else { preconditionFailure("at most 9,000 numbers") }
      return number
    }
  }
}
