/// One text in two spellings that Unicode holds to be equal: composed (NFC) and decomposed (NFD).
public struct NormalizationPair: Equatable, Sendable {
  /// With letters and marks in one scalar.
  public let composed: String
  /// With the marks after their letters.
  public let decomposed: String

  /// A pair of these spellings, which are told apart by their scalars only: `composed == decomposed`.
  public init(composed: String, decomposed: String) {
    self.composed = composed
    self.decomposed = decomposed
  }

  /// Whether both spellings are the same scalar by scalar.
  public static func == (left: Self, right: Self) -> Bool {
    left.composed.unicodeScalars.elementsEqual(right.composed.unicodeScalars)
      && left.decomposed.unicodeScalars.elementsEqual(right.decomposed.unicodeScalars)
  }
}

extension Gen where Value == NormalizationPair {
  /// A text of `count` characters in both spellings: Latin, Greek, Cyrillic, Vietnamese with two marks, Hangul, signs that
  /// decompose to another sign, and plain letters. Shrinks to fewer characters, then to plain ones.
  public static func normalizationPair(_ count: ClosedRange<Int> = 1...10) -> Gen {
    Gen<[(String, String)]>.array(of: .weighted([(2, letter), (3, .element(of: pairs)), (1, hangul)]), count: count).map
    {
      NormalizationPair(composed: $0.map(\.0).joined(), decomposed: $0.map(\.1).joined())
    }
  }

  private static var letter: Gen<(String, String)> {
    Gen<Character>.ascii([.lowerLetters, .space]).map { (String($0), String($0)) }
  }

  /// Composition by arithmetic: The Unicode Standard, section 3.12.
  private static var hangul: Gen<(String, String)> {
    zip(Gen<Int>.int(0...18), Gen<Int>.int(0...20), Gen<Int>.int(0...27)).map { lead, vowel, tail in
      let parts = [0x1100 + lead, 0x1161 + vowel] + (tail == 0 ? [] : [0x11a7 + tail])
      return (text([0xac00 + (lead * 21 + vowel) * 28 + tail]), text(parts))
    }
  }

  private static func text(_ numbers: [Int]) -> String {
    String(scalars: numbers.compactMap { Unicode.Scalar(UInt32(truncatingIfNeeded: $0)) })
  }

  private static let pairs: [(String, String)] = [
    ("\u{e9}", "e\u{301}"), ("\u{e4}", "a\u{308}"), ("\u{f1}", "n\u{303}"), ("\u{e7}", "c\u{327}"),
    ("\u{e5}", "a\u{30a}"),
    ("\u{1ec7}", "e\u{323}\u{302}"), ("\u{1edf}", "o\u{31b}\u{309}"), ("\u{3ac}", "\u{3b1}\u{301}"),
    ("\u{439}", "\u{438}\u{306}"), ("\u{304c}", "\u{304b}\u{3099}"), ("\u{c5}", "A\u{30a}"),
    ("\u{1e9b}\u{323}", "\u{17f}\u{323}\u{307}"),
  ]
}
