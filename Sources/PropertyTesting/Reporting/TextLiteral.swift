/// Text in quotes, safe to show: what is read is what is there, scalar by scalar.
enum TextLiteral {
  static func of(_ text: String) -> String { "\"" + escaped(text) + "\"" }

  /// Without the quotes around.
  static func escaped(_ text: String) -> String {
    var written = ""
    for character in text {
      if isEmoji(character) {
        written.append(character)
      } else {
        for scalar in character.unicodeScalars { written += escaped(scalar) }
      }
    }
    return written
  }

  /// As `U+00E9`, for the names of scalars.
  static func codePoint(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\"": "\\\""
    case "\\": "\\\\"
    case "\n": "\\n"
    case "\r": "\\r"
    case "\t": "\\t"
    default: isPlain(scalar) ? String(scalar) : "\\u{\(String(scalar.value, radix: 16))}"
    }
  }

  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return (0x20...0x7e).contains(scalar.value) }
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator, .spaceSeparator,
      .nonspacingMark, .spacingMark, .enclosingMark:
      return false
    default: return !looksLikeAnother.contains { $0.contains(scalar.value) }
    }
  }

  /// Blank letters, jamo that join, signs equal to a letter, halves of flags, skin tones, ideographs for compatibility.
  private static let looksLikeAnother: [ClosedRange<UInt32>] = [
    0x1100...0x11ff, 0x2126...0x2126, 0x212a...0x212b, 0x2800...0x2800, 0x3164...0x3164, 0xa960...0xa97f,
    0xd7b0...0xd7ff, 0xf900...0xfaff, 0xffa0...0xffa0, 0x1f1e6...0x1f1ff, 0x1f3fb...0x1f3ff, 0x2f800...0x2fa1f,
  ]

  /// A picture of its own, as the sequences of emoji are, so that its joiners and selectors can be seen at work.
  private static func isEmoji(_ character: Character) -> Bool {
    let scalars = Array(character.unicodeScalars)
    guard let first = scalars.first, first.properties.isEmoji, !first.isASCII else { return false }
    if scalars.count == 1 { return first.properties.isEmojiPresentation && !isRegional(first) }
    // A flag is two letters, a family is joined of pictures, a skin tone modifies, a selector asks for the picture.
    if isRegional(first) { return scalars.count == 2 && isRegional(scalars[1]) }
    var previous = first
    for scalar in scalars.dropFirst() {
      switch scalar.value {
      case 0x200d, 0xfe0f: if previous.value == scalar.value { return false }
      default:
        let joined = previous.value == 0x200d && scalar.properties.isEmoji && !scalar.isASCII
        let modified = scalar.properties.isEmojiModifier && previous.properties.isEmojiModifierBase
        if !joined && !modified { return false }
      }
      previous = scalar
    }
    return previous.value != 0x200d && (first.properties.isEmojiPresentation || scalars[1].value != 0x200d)
  }

  private static func isRegional(_ scalar: Unicode.Scalar) -> Bool { (0x1f1e6...0x1f1ff).contains(scalar.value) }
}
