/// Which language a few words are in, by their script and by the small words that every sentence needs. Names, numbers and words
/// of two languages make it less sure; a word or two are never enough.
public struct LanguageGuess: Equatable, Sendable {
  public let language: Language
  /// 0…1. From `Conversation.languageConfidence` on it counts.
  public let confidence: Double

  /// The likeliest language of a text; `nil` when nothing speaks for any.
  public init?(_ text: String) {
    guard let guess = Self.byScript(text) ?? Self.byWords(text) else { return nil }
    (language, confidence) = guess
  }

  // MARK: By script

  /// Letters that one language alone is written in, and how many of them make it certain. A sign of Chinese is a word.
  private static let scripts: [(name: String, ranges: [ClosedRange<UInt32>], enough: Int)] = [
    ("ja", [0x3040...0x30FF], 4), ("zh", [0x4E00...0x9FFF, 0x3400...0x4DBF], 4),
    ("ko", [0xAC00...0xD7AF, 0x1100...0x11FF], 4), ("ru", [0x0400...0x04FF], 8), ("el", [0x0370...0x03FF], 8),
    ("he", [0x0590...0x05FF], 6), ("ar", [0x0600...0x06FF], 6), ("th", [0x0E00...0x0E7F], 6),
    ("hi", [0x0900...0x097F], 6),
  ]

  /// Ukrainian letters that Russian lacks.
  private static let ukrainian: Set<Unicode.Scalar> = ["і", "ї", "є", "ґ", "І", "Ї", "Є", "Ґ"]

  private static func byScript(_ text: String) -> (Language, Double)? {
    var counts = [Int](repeating: 0, count: scripts.count)
    var (letters, isUkrainian) = (0, false)
    for scalar in text.unicodeScalars where scalar.properties.isAlphabetic {
      letters += 1
      guard scalar.value >= 0x0370, let script = script(of: scalar.value) else { continue }
      counts[script] += 1
      isUkrainian = isUkrainian || ukrainian.contains(scalar)
    }
    // Japanese is written with Chinese signs, too.
    if counts[0] > 0 { (counts[0], counts[1]) = (counts[0] + counts[1], 0) }
    guard let best = counts.indices.max(by: { counts[$0] < counts[$1] }), counts[best] * 2 > letters else { return nil }
    let share = Double(counts[best]) / Double(letters)
    let amount = min(Double(counts[best]) / Double(scripts[best].enough), 1)
    let name = scripts[best].name == "ru" && isUkrainian ? "uk" : scripts[best].name
    return Language(name).map { ($0, share * amount) }
  }

  private static func script(of letter: UInt32) -> Int? {
    scripts.firstIndex { script in script.ranges.contains { $0.contains(letter) } }
  }

  // MARK: By small words

  /// What speaks against any language: so that one small word is never enough, and two that no other language has are.
  private static let doubt = 0.3
  /// How much what speaks for the second likeliest language speaks against the likeliest: they share words.
  private static let rivalry = 0.5

  /// Which languages a small word belongs to.
  private static let owners: [String: [Int]] = {
    var owners: [String: [Int]] = [:]
    for (index, words) in SmallWords.all.enumerated() {
      for word in Set(words.words.map(String.init)) { owners[word, default: []].append(index) }
    }
    return owners
  }()

  private static func byWords(_ text: String) -> (Language, Double)? {
    var scores = [Double](repeating: 0, count: SmallWords.all.count)
    for word in text.lowercased().split(whereSeparator: { !$0.isLetter }) {
      guard let languages = owners[String(word)] else { continue }
      for language in languages { scores[language] += 1 / Double(languages.count) }
    }
    guard let best = scores.indices.max(by: { scores[$0] < scores[$1] }), scores[best] > 0 else { return nil }
    let second = scores.indices.filter { $0 != best }.map { scores[$0] }.max() ?? 0
    let confidence = scores[best] / (scores[best] + rivalry * second + doubt)
    return Language(SmallWords.all[best].tag).map { ($0, confidence) }
  }
}
