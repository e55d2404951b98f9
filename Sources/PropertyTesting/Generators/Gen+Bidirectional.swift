extension Gen where Value == String {
  /// A text of up to `pieces` pieces whose direction turns: Latin, Hebrew, Arabic, digits, and pieces within embeddings,
  /// overrides and isolates, closed or left open, or closed without being open. Shrinks to fewer pieces, then to "a".
  public static func bidirectional(pieces: ClosedRange<Int> = 0...8) -> Gen {
    let piece = weighted([(4, word), (3, enclosed), (1, element(of: closers + marks))])
    return Gen<[String]>.array(of: piece, count: pieces).map { $0.joined() }
  }

  private static var word: Gen {
    element(of: [
      "a", "abc", "1", "12.5", " ", "\u{5d0}", "\u{5e9}\u{5dc}\u{5d5}\u{5dd}", "\u{627}",
      "\u{633}\u{644}\u{627}\u{645}", "\u{661}\u{662}", "(", ")", "-",
    ])
  }

  private static var enclosed: Gen {
    let openers = ["\u{202e}", "\u{202d}", "\u{202a}", "\u{202b}", "\u{2066}", "\u{2067}", "\u{2068}"]
    return zip(element(of: openers), array(of: word), bool(closed: 0.75)).map { opener, inner, isClosed in
      opener + inner + (isClosed ? (opener < "\u{2066}" ? "\u{202c}" : "\u{2069}") : "")
    }
  }

  private static func array(of word: Gen) -> Gen { Gen<[String]>.array(of: word, count: 0...3).map { $0.joined() } }

  private static func bool(closed share: Double) -> Gen<Bool> { Gen<Bool>.bool(probability: 1 - share).map { !$0 } }

  private static var closers: [String] { ["\u{202c}", "\u{2069}"] }

  private static var marks: [String] { ["\u{200e}", "\u{200f}", "\u{61c}"] }
}
