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

  /// A scalar of `range`, without surrogates; ends come more often than evenly. Shrinks to the first.
  public static func scalar(in range: ClosedRange<Unicode.Scalar>) -> Gen {
    let (low, high) = (Self.place(of: range.lowerBound), Self.place(of: range.upperBound))
    return Gen<Int>.int(low...high, towards: low).map {
      scalar(at: $0 < surrogates.lowerBound ? $0 : $0 + surrogates.count)
    }
  }

  private static func place(of scalar: Unicode.Scalar) -> Int {
    let number = Int(scalar.value)
    return number < surrogates.lowerBound ? number : number - surrogates.count
  }

  private static var surrogates: Range<Int> { 0xd800..<0xe000 }

  /// None of the ranges above holds a surrogate, so the replacement character never stands in.
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
