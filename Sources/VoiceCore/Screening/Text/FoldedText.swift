/// Text as screening compares it: without letter case, accents, width and invisible marks. Cut at a stated length.
///
/// Where it came from is gone: two texts that look alike to a person fold alike (`Ｗarránty`, `WARRANTY`, `warranty`).
/// Kana with sound marks and Hangul are compared as composed text in keywords and as they were written in patterns.
public struct FoldedText: Equatable, Sendable {
  /// Scalars of the original that are looked at; what comes after them isn't screened.
  public static let maximumLength = 1024

  /// The folded scalars.
  public let scalars: [UInt32]

  /// The text, folded.
  public init(_ text: String) {
    var scalars: [UInt32] = []
    scalars.reserveCapacity(min(text.utf8.count, Self.maximumLength))
    for scalar in text.unicodeScalars.prefix(Self.maximumLength) { ScalarFolding.fold(scalar, into: &scalars) }
    self.scalars = scalars
  }

  /// The words: runs of letters and digits with their marks. An ideograph is a word of its own, for its script has no
  /// spaces.
  public var words: [String] {
    var words: [String] = []
    var word = String.UnicodeScalarView()
    func close() {
      guard !word.isEmpty else { return }
      words.append(String(word))
      word = String.UnicodeScalarView()
    }
    for value in scalars {
      guard let scalar = Unicode.Scalar(value), WordScalars.contains(scalar) else {
        close()
        continue
      }
      if value >= 0x80, scalar.properties.isIdeographic {
        close()
        words.append(String(Character(scalar)))
      } else {
        word.append(scalar)
      }
    }
    close()
    return words
  }
}

/// What belongs to a word.
enum WordScalars {
  /// Letters, digits, and the marks that belong to them.
  static func contains(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x80 {
      return switch scalar.value {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
      default: false
      }
    }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
      .letterNumber, .otherNumber, .nonspacingMark, .spacingMark, .enclosingMark:
      return true
    default: return false
    }
  }
}
