/// A kind of ASCII characters.
public enum ASCIIKind: Sendable, CaseIterable {
  /// `a` to `z`.
  case lowerLetters
  /// `A` to `Z`.
  case upperLetters
  /// `0` to `9`.
  case digits
  /// All other signs that can be seen.
  case punctuation
  /// The space alone.
  case space
  /// NUL to US and DEL.
  case controls

  /// All that can be seen, and the space.
  public static let printable: [ASCIIKind] = [.lowerLetters, .upperLetters, .digits, .punctuation, .space]
  /// Letters of either case.
  public static let letters: [ASCIIKind] = [.lowerLetters, .upperLetters]

  fileprivate var characters: [Character] {
    let codes: [ClosedRange<UInt8>] =
      switch self {
      case .lowerLetters: [0x61...0x7a]
      case .upperLetters: [0x41...0x5a]
      case .digits: [0x30...0x39]
      case .punctuation: [0x21...0x2f, 0x3a...0x40, 0x5b...0x60, 0x7b...0x7e]
      case .space: [0x20...0x20]
      case .controls: [0x00...0x1f, 0x7f...0x7f]
      }
    return codes.joined().map { Character(Unicode.Scalar($0)) }
  }
}

extension Gen where Value == Character {
  /// An ASCII character of one of `kinds`, of which there must be some. Shrinks to the first of the first kind.
  public static func ascii(_ kinds: [ASCIIKind] = ASCIIKind.printable) -> Gen {
    element(of: kinds.flatMap(\.characters))
  }

  /// One whole character as a reader sees it (an extended grapheme cluster): a letter, a letter under marks, an emoji with
  /// a skin tone or joined of several, a flag, a Korean syllable of its parts, a line end of two, or any single scalar.
  /// Shrinks to "a".
  public static var character: Gen {
    weighted([
      (8, ascii(ASCIIKind.printable)), (3, scalar), (3, marked), (2, emoji), (1, flag), (1, syllable),
      (1, element(of: ["\r\n"])), (1, element(of: conjuncts)),
    ])
  }

  /// A base with one to four marks that combine with it. Shrinks to "á" in two scalars.
  public static var marked: Gen {
    let base = Gen<Unicode.Scalar>.element(of: [
      "a", "e", "o", "u", "n", "i", "Z", "\u{5d0}", "\u{627}", "\u{915}", "1",
    ])
    let marks = Gen<[Unicode.Scalar]>.array(of: .element(of: combining), count: 1...4)
    return zip(base, marks).map { Character(String(scalars: [$0] + $1)) }
  }

  /// An emoji: plain, in emoji style, with a skin tone, or a family and the like, joined. Shrinks to "😀".
  public static var emoji: Gen {
    let person = Gen<String>.element(of: ["\u{1f469}", "\u{1f468}", "\u{1f9d1}", "\u{1f467}"])
    let tone = Gen<String>.element(of: ["", "\u{1f3fb}", "\u{1f3fd}", "\u{1f3ff}"])
    let toned = zip(person, tone).map { $0 + $1 }
    let joined = Gen<[String]>.array(of: toned, count: 2...4).map { $0.joined(separator: "\u{200d}") }
    let profession = zip(toned, Gen<String>.element(of: ["\u{1f4bb}", "\u{1f680}", "\u{2695}\u{fe0f}"])).map {
      $0 + "\u{200d}" + $1
    }
    return Gen<String>.oneOf([
      .element(of: ["\u{1f600}", "\u{2764}\u{fe0f}", "\u{31}\u{fe0f}\u{20e3}", "\u{1f44d}\u{1f3fe}"]), toned, joined,
      profession,
      .element(of: [
        "\u{1f3f3}\u{fe0f}\u{200d}\u{1f308}", "\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
      ]),
    ]).map { Character($0) }
  }

  /// A flag: two regional indicators, whether there is such a country or not. Shrinks to "🇦🇦".
  public static var flag: Gen {
    let letter = Gen<Unicode.Scalar>.scalar(in: "\u{1f1e6}"..."\u{1f1ff}")
    return zip(letter, letter).map { Character(String(scalars: [$0, $1])) }
  }

  /// A Korean syllable written in its parts: a leading consonant, a vowel, and perhaps a consonant after it. Shrinks to 가.
  public static var syllable: Gen {
    zip(
      Gen<Unicode.Scalar>.scalar(in: "\u{1100}"..."\u{1112}"), Gen<Unicode.Scalar>.scalar(in: "\u{1161}"..."\u{1175}"),
      Gen<Unicode.Scalar?>.optional(.scalar(in: "\u{11a8}"..."\u{11c2}"))
    ).map { lead, vowel, tail in Character(String(scalars: [lead, vowel] + (tail.map { [$0] } ?? []))) }
  }

  private static var scalar: Gen { Gen<Unicode.Scalar>.scalar.map { Character($0) } }

  private static let combining: [Unicode.Scalar] = [
    "\u{301}", "\u{300}", "\u{308}", "\u{327}", "\u{323}", "\u{20dd}", "\u{336}", "\u{5b8}", "\u{64e}", "\u{fe0f}",
  ]

  /// Consonants joined by a virama, and vowel signs with a place of their own: one character each in new versions of
  /// Unicode, some of them two in older ones and then left out.
  private static let conjuncts: [Character] = ["\u{ba8}\u{bbf}", "\u{915}\u{94d}\u{937}", "\u{e01}\u{e33}"]
    .compactMap { (text: String) in text.count == 1 ? Character(text) : nil }
}
