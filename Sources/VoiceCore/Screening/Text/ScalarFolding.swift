/// How one scalar folds. Source: Unicode Character Database, by the names and properties that the standard library knows.
enum ScalarFolding {
  /// Adds what is left of the scalar: nothing of a mark above or below a letter and of what can't be seen, usually one
  /// scalar, two of a ligature.
  static func fold(_ scalar: Unicode.Scalar, into folded: inout [UInt32]) {
    let value = scalar.value
    if value < 0x80 {
      folded.append(lowered(ascii: value))
    } else if (0xFF01...0xFF5E).contains(value) {
      // Full width.
      folded.append(lowered(ascii: value - 0xFEE0))
    } else if value == 0x3000 {
      folded.append(0x20)
    } else if !isDropped(scalar) {
      for lower in scalar.properties.lowercaseMapping.unicodeScalars where !isDropped(lower) {
        if lower.value < 0x80 {
          folded.append(lower.value)
        } else if let plain = Self.plain[lower.value] {
          folded.append(contentsOf: plain)
        } else {
          folded.append(lower.value)
        }
      }
    }
  }

  private static func lowered(ascii value: UInt32) -> UInt32 { (0x41...0x5A).contains(value) ? value + 0x20 : value }

  /// Marks that stand above or below their letter (classes from 202 on), variation selectors, and what is invisible:
  /// joiners, soft hyphens, marks of direction.
  private static func isDropped(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.value >= 0x80 else { return false }
    let properties = scalar.properties
    return properties.canonicalCombiningClass.rawValue >= 202 || properties.generalCategory == .format
      || properties.isVariationSelector
  }

  /// Small letters and what they are without accents.
  private static let plain: [UInt32: [UInt32]] = {
    var plain: [UInt32: [UInt32]] = [:]
    let spelled: [(Unicode.Scalar, String)] = [
      ("ı", "i"), ("ß", "ss"), ("æ", "ae"), ("œ", "oe"), ("ς", "σ"), ("ŋ", "n"), ("ĸ", "k"), ("ſ", "s"), ("ﬀ", "ff"),
      ("ﬁ", "fi"), ("ﬂ", "fl"), ("ﬃ", "ffi"), ("ﬄ", "ffl"), ("ﬅ", "st"), ("ﬆ", "st"), ("й", "и"), ("ї", "і"),
      ("ў", "у"), ("ё", "е"), ("ѓ", "г"), ("ќ", "к"),
    ]
    for (letter, text) in spelled { plain[letter.value] = text.unicodeScalars.map(\.value) }
    let blocks: [ClosedRange<UInt32>] = [0x61...0x7A, 0xDF...0x24F, 0x370...0x4FF, 0x1E00...0x1FFF]
    var named: [String: UInt32] = [:]
    var accented: [(UInt32, String)] = []
    for value in blocks.joined() {
      guard let scalar = Unicode.Scalar(value), scalar.properties.isLowercase, let name = scalar.properties.name else {
        continue
      }
      if let bare = bareName(of: name) { accented.append((value, bare)) } else { named[name] = value }
    }
    for (value, bare) in accented {
      if let letter = named[bare] { plain[value] = plain[letter] ?? [letter] }
    }
    return plain
  }()

  /// `LATIN SMALL LETTER E` of `LATIN SMALL LETTER E WITH ACUTE`.
  private static func bareName(of name: String) -> String? {
    let words = name.split(separator: " ")
    guard let with = words.firstIndex(of: "WITH") else { return nil }
    return words[..<with].joined(separator: " ")
  }
}
