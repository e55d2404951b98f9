extension Gen where Value == String {
  /// A text of `count` characters of `alphabet`, whose first character is the simplest.
  public static func string(alphabet: String, count: ClosedRange<Int> = 0...20) -> Gen {
    Gen<[Character]>.array(of: .element(of: Array(alphabet)), count: count).map { String($0) }
  }

  /// A text of `count` decimal digits, the first of them within `first`. Shrinks to fewer digits, then to lower ones.
  public static func digits(_ count: ClosedRange<Int>, first: ClosedRange<Int> = 0...9) -> Gen {
    precondition(0...9 ~= first.lowerBound && 0...9 ~= first.upperBound, "a digit is one of 0 to 9")
    guard first != 0...9, count.upperBound > 0 else { return anyDigits(count) }
    let rest = max(count.lowerBound - 1, 0)...(count.upperBound - 1)
    let led = zip(Gen<Int>.int(first), anyDigits(rest)).map { "\($0)\($1)" }
    return count.lowerBound > 0 ? led : oneOf([.just(""), led])
  }

  private static func anyDigits(_ count: ClosedRange<Int>) -> Gen {
    Gen<[Int]>.array(of: .int(0...9), count: count).map { digits in
      String(decoding: digits.map { UInt8(truncatingIfNeeded: $0) + UInt8(ascii: "0") }, as: UTF8.self)
    }
  }

  /// A text of `count` Unicode scalars: letters, any ASCII, what programs stumble over (controls, quotes, marks that
  /// combine or turn the direction, letters that change length with their case, joined emoji), and anything else.
  /// Shrinks to fewer scalars, then towards "a".
  public static func unicode(_ count: ClosedRange<Int> = 0...20) -> Gen {
    Gen<[Unicode.Scalar]>.array(of: .scalar, count: count).map { scalars in
      var text = String.UnicodeScalarView()
      text.append(contentsOf: scalars)
      return String(text)
    }
  }
}

extension Gen where Value == Unicode.Scalar {
  /// Any Unicode scalar, as in `Gen.unicode`.
  public static var scalar: Gen {
    weighted([
      (8, element(of: TroublesomeText.letters)),
      (4, Gen<Int>.int(0...0x7f, towards: 0x61).map { Unicode.Scalar(UInt8(truncatingIfNeeded: $0)) }),
      (4, element(of: TroublesomeText.scalars)),
      (2, Gen<Int>.int(0x80...0xd7ff).map(scalar(at:))),
      (1, Gen<Int>.int(0xe000...0x10ffff).map(scalar(at:))),
    ])
  }

  /// Neither range above holds a surrogate, so the replacement character never stands in.
  @Sendable
  private static func scalar(at number: Int) -> Unicode.Scalar {
    Unicode.Scalar(UInt32(truncatingIfNeeded: number)) ?? "\u{fffd}"
  }
}

/// Scalars that have broken programs, in groups.
private enum TroublesomeText {
  static let letters: [Unicode.Scalar] = (UInt8(ascii: "a")...UInt8(ascii: "z")).map { Unicode.Scalar($0) }

  static let scalars: [Unicode.Scalar] = [
    " ", "\"", "'", "\\", "<", "&", "%", "_", "=", "+", "-", "@", ",", ";",  // markup, SQL, formulas in tables
    "\u{0}", "\t", "\n", "\r", "\u{1b}", "\u{7f}", "\u{85}", "\u{2028}",  // controls and line ends
    "\u{a0}", "\u{ad}", "\u{200b}", "\u{200d}", "\u{feff}", "\u{202a}", "\u{202c}", "\u{202e}",  // invisible
    "\u{301}", "\u{308}", "\u{fe0f}", "\u{e9}", "\u{fb01}",  // combining and composed
    "\u{130}", "\u{131}", "\u{df}", "\u{1c5}",  // change length or letter with their case
    "\u{660}", "\u{ff11}", "\u{5d0}", "\u{627}",  // other digits, right to left
    "\u{1f600}", "\u{1f468}", "\u{1f3fd}", "\u{1f1e9}", "\u{fffd}", "\u{ffff}", "\u{10ffff}",
  ]
}
