extension KnowledgeEntry {
  /// Refuses what can't be told on a telephone: too much of it, nothing at all, what nobody can see or say. Markup would be
  /// read aloud, and a model could take it for more than words; it is refused rather than stripped, for what is left of a
  /// sentence may say the opposite.
  /// - Throws: the first field that isn't acceptable, and why; `other_questions/2` is the third of its list.
  public func accept() throws(RefusedSetting) {
    try KnowledgeText.accept(question, as: "question", of: KnowledgeLimits.questionLength)
    try Self.accept(
      otherQuestions, as: "other_questions", count: KnowledgeLimits.otherQuestions, of: KnowledgeLimits.questionLength)
    try KnowledgeText.accept(answer, as: "answer", of: KnowledgeLimits.answerLength)
    try Self.accept(keyFacts, as: "key_facts", count: KnowledgeLimits.keyFacts, of: KnowledgeLimits.keyFactLength)
    if let category { try KnowledgeText.accept(category, as: "category", of: KnowledgeLimits.categoryLength) }
    guard KnowledgeLimits.priorities.contains(priority) else {
      throw RefusedSetting("priority", .outOfRange(KnowledgeLimits.priorities))
    }
  }

  private static func accept(
    _ texts: [String], as field: String, count: Int, of length: ClosedRange<Int>
  ) throws(RefusedSetting) {
    guard texts.count <= count else { throw RefusedSetting(field, .tooMany(count)) }
    for (index, text) in texts.enumerated() { try KnowledgeText.accept(text, as: "\(field)/\(index)", of: length) }
  }
}

/// What may be said to a caller.
enum KnowledgeText {
  /// - Throws: `.tooLong`, `.wordless`, `.unprintable` or `.markup` for this field.
  static func accept(_ text: String, as field: String, of length: ClosedRange<Int>) throws(RefusedSetting) {
    // Bytes first: a megabyte isn't counted by characters, and a character may be made of any number of bytes.
    guard text.utf8.count <= 4 * length.upperBound, text.count <= length.upperBound else {
      throw RefusedSetting(field, .tooLong(length.upperBound))
    }
    guard text.count >= length.lowerBound, text.contains(where: { $0.isLetter || $0.isNumber }) else {
      throw RefusedSetting(field, .wordless)
    }
    guard text.unicodeScalars.allSatisfy(isSayable) else { throw RefusedSetting(field, .unprintable) }
    guard !hasMarkup(text) else { throw RefusedSetting(field, .markup) }
  }

  /// A line may end; other control characters and those that turn the direction of writing have no sound.
  private static func isSayable(_ scalar: Unicode.Scalar) -> Bool {
    if scalar == "\n" || scalar == "\t" || scalar == "\r" { return true }
    return NameRule.isShown(scalar)
  }

  /// A tag, a comment or a character reference of HTML or SSML. `5 < 7`, `<3` and `R&D` are words.
  static func hasMarkup(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return bytes.indices.contains { index in
      switch bytes[index] {
      case UInt8(ascii: "<"): opensTag(bytes[(index + 1)...])
      case UInt8(ascii: "&"): isReference(bytes[(index + 1)...].prefix(10))
      default: false
      }
    }
  }

  private static func opensTag(_ rest: ArraySlice<UInt8>) -> Bool {
    guard let first = rest.first else { return false }
    return isLetter(first) || [UInt8(ascii: "/"), UInt8(ascii: "!"), UInt8(ascii: "?")].contains(first)
  }

  private static func isReference(_ rest: ArraySlice<UInt8>) -> Bool {
    guard let end = rest.firstIndex(of: UInt8(ascii: ";")) else { return false }
    let name = rest[..<end]
    return name.first == UInt8(ascii: "#") || references.contains(String(decoding: name, as: UTF8.self).lowercased())
  }

  private static let references: Set<String> = ["amp", "lt", "gt", "quot", "apos", "nbsp"]

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }
}
