extension Gen where Value == String {
  /// A text of `count` characters of `alphabet`, whose first character is the simplest.
  public static func string(alphabet: String, count: ClosedRange<Int> = 0...20) -> Gen {
    string(of: .element(of: Array(alphabet)), count: count)
  }

  /// A text of `count` pieces that `character` makes; characters that combine may join into one. Shrinks to fewer pieces,
  /// then piece by piece.
  public static func string(of character: Gen<Character>, count: ClosedRange<Int> = 0...20) -> Gen {
    pieces(count) { source, text throws(Discard) in text.append(try source.draw(character)) }
  }

  /// A text of `count` characters of one kind or another, such as `.ascii([.lowerLetters, .digits], count: 1...8)`. Shrinks
  /// to fewer characters, then to the first of the first kind.
  public static func ascii(_ kinds: [ASCIIKind], count: ClosedRange<Int> = 0...20) -> Gen {
    string(of: .ascii(kinds), count: count)
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

  /// A name as programming languages have them: a letter or an underscore, then letters, digits and underscores, `count`
  /// characters in all, of which there is one at least. Shrinks to "a".
  public static func identifier(_ count: ClosedRange<Int> = 1...20) -> Gen {
    precondition(count.lowerBound > 0, "an identifier has one character at least")
    let letters = "abcdefghijklmnopqrstuvwxyz_ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    let rest = string(alphabet: letters + "0123456789", count: (count.lowerBound - 1)...(count.upperBound - 1))
    return zip(string(alphabet: letters, count: 1...1), rest).map { $0 + $1 }
  }

  /// A text of `count` Unicode scalars: letters, any ASCII, what programs stumble over (controls, quotes, marks that
  /// combine or turn the direction, letters that change length with their case, joined emoji), and anything else.
  /// Shrinks to fewer scalars, then towards "a".
  public static func unicode(_ count: ClosedRange<Int> = 0...20) -> Gen {
    let scalar = Gen<Unicode.Scalar>.scalar
    return pieces(count) { source, text throws(Discard) in text.unicodeScalars.append(try source.draw(scalar)) }
  }

  /// A text of `count` whole characters as readers see them, as `Gen<Character>.character` makes them; few neighbours join
  /// (two regional indicators, say), so that there may be fewer. Shrinks to fewer characters, then towards "a".
  public static func graphemes(_ count: ClosedRange<Int> = 0...20) -> Gen { string(of: .character, count: count) }

  /// A text whose UTF-8 form has `count` bytes, built of whole Unicode scalars and filled up with "a" where one would be
  /// too long or a byte is missing. Shrinks to fewer bytes, then towards "a".
  public static func unicode(utf8Count count: ClosedRange<Int>) -> Gen {
    measured(count) { UTF8.width($0) }
  }

  /// A text whose UTF-16 form has `count` units, as `unicode(utf8Count:)`.
  public static func unicode(utf16Count count: ClosedRange<Int>) -> Gen {
    measured(count) { UTF16.width($0) }
  }

  /// A list of pieces, written straight into the text.
  private static func pieces(
    _ count: ClosedRange<Int>,
    _ append: @escaping @Sendable (_ source: inout ChoiceSource, _ text: inout String) throws(Discard) -> Void
  ) -> Gen {
    precondition(count.lowerBound >= 0, "a text has no fewer than 0 pieces")
    return Gen(label: .collection) { source throws(Discard) in
      var text = ""
      var made = 0
      let planned = source.plannedLength(count)
      text.reserveCapacity(planned)
      while let item = try source.openItem(after: made, of: count, planned: planned) {
        try append(&source, &text)
        source.close(item)
        made += 1
      }
      return text
    }
  }

  private static func measured(
    _ count: ClosedRange<Int>, _ width: @escaping @Sendable (Unicode.Scalar) -> Int
  ) -> Gen {
    precondition(count.lowerBound >= 0, "a text has no fewer than 0 units")
    // Most scalars are short: what lacks at the end is filled up.
    return Gen<[Unicode.Scalar]>.array(of: .scalar, count: 0...count.upperBound).map { scalars in
      var text = String.UnicodeScalarView()
      var units = 0
      for scalar in scalars {
        let fitting = units + width(scalar) <= count.upperBound ? scalar : "a"
        guard units < count.upperBound else { break }
        text.append(fitting)
        units += width(fitting)
      }
      while units < count.lowerBound {
        text.append("a")
        units += 1
      }
      return String(text)
    }
  }
}

extension String {
  init(scalars: some Sequence<Unicode.Scalar>) {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    self.init(view)
  }
}
