// Single characters and classes of them.
extension PatternParser {
  mutating func characterClass(from start: Int) throws(TextPatternError) -> ScalarClass {
    let isNegated = take("^")
    var all = ScalarClass()
    var isFirst = true
    while true {
      guard let character = next else { throw failure("this [ has no ]", at: start) }
      if character == "]", !isFirst { break }
      isFirst = false
      if character == "[" { throw failure("classes within classes are not understood; write \\[ for the character") }
      if character == "&" || character == "-" || character == "~", isDoubled {
        throw failure("operations on classes such as \(character)\(character) are not understood")
      }
      let place = offset
      let lower = try member()
      guard next == "-", afterNext != "]", afterNext != nil, lower.count == 1 else {
        all.insert(lower)
        continue
      }
      _ = take()
      if next == "[" { throw failure("classes within classes are not understood; write \\[ for the character") }
      let upper = try member()
      guard upper.count == 1, lower[0] <= upper[0] else {
        throw failure("a range of characters goes from a lower one to a higher one", at: place)
      }
      all.insert(lower[0].value...upper[0].value)
    }
    _ = take()
    return isNegated ? all.negated : all
  }

  private mutating func member() throws(TextPatternError) -> ScalarClass {
    let start = offset
    guard let character = take() else { throw failure("a class ends with ]", at: start) }
    if character == "\\" { return try escape(from: start) }
    guard character.unicodeScalars.count == 1, let scalar = character.unicodeScalars.first else {
      throw failure("a character of several scalars can't stand in a class; write it as an alternative", at: start)
    }
    return ScalarClass(scalar...scalar)
  }

  /// What stands behind a backslash.
  mutating func escape(from start: Int) throws(TextPatternError) -> ScalarClass {
    guard let character = take() else { throw failure("a \\ at the end; write \\\\ for the character", at: start) }
    switch character {
    case "d": return .digits
    case "D": return ScalarClass.digits.negated
    case "w": return .words
    case "W": return ScalarClass.words.negated
    case "s": return .spaces
    case "S": return ScalarClass.spaces.negated
    case "n": return ScalarClass("\n"..."\n")
    case "t": return ScalarClass("\t"..."\t")
    case "r": return ScalarClass("\r"..."\r")
    case "f": return ScalarClass("\u{c}"..."\u{c}")
    case "e": return ScalarClass("\u{1b}"..."\u{1b}")
    case "x": return try scalar(digits: 2, from: start)
    case "u": return try scalar(digits: 4, from: start)
    case "0"..."9", "k", "g": throw failure("back-references are not understood", at: start)
    case "b", "B", "G": throw failure("\\\(character) is not understood; only the ends ^ and $ are", at: start)
    case "p", "P": throw failure("Unicode properties are not understood; write the characters", at: start)
    default:
      guard !character.isLetter, character.unicodeScalars.count == 1, let scalar = character.unicodeScalars.first else {
        throw failure("\\\(character) is not understood", at: start)
      }
      return ScalarClass(scalar...scalar)
    }
  }

  private mutating func scalar(digits: Int, from start: Int) throws(TextPatternError) -> ScalarClass {
    var text = ""
    if take("{") {
      while let digit = next, digit.isHexDigit { text.append(take() ?? digit) }
      guard take("}") else { throw failure("\\u{…} wants hexadecimal digits and a }", at: start) }
    } else {
      while text.count < digits, let digit = next, digit.isHexDigit { text.append(take() ?? digit) }
      guard text.count == digits else { throw failure("\(digits) hexadecimal digits are wanted here", at: start) }
    }
    guard let value = UInt32(text, radix: 16), let scalar = Unicode.Scalar(value) else {
      throw failure("there is no such Unicode scalar", at: start)
    }
    return ScalarClass(scalar...scalar)
  }
}
