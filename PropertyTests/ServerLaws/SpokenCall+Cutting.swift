extension SpokenCall {
  /// How far apart, in letters, the words and the sound of an answer may be that was cut before all of it had come: as
  /// much as the provider sends at once.
  private static let letterTolerance = 5

  /// What the transcript may tell of an answer that was played for so long: whole words only, and `nil` for no line.
  func lines(of index: Int, playedMs: Int) -> Set<String?> {
    let answer = Self.answer(index)
    let played = playedMs / Spoken.millisecondsPerLetter
    let letters = max(played - Self.letterTolerance, 0)...max(played + Self.letterTolerance, 0)
    return Set(letters.map { Self.wholeWords(of: answer, letters: $0) })
  }

  private static func wholeWords(of text: String, letters: Int) -> String? {
    guard letters < text.count else { return text + " …" }
    let rest = text.dropFirst(letters)
    var words = text.prefix(letters)
    if rest.first != " " { words = words.lastIndex(of: " ").map { words[..<$0] } ?? "" }
    while words.last == " " { words.removeLast() }
    return words.isEmpty ? nil : words + " …"
  }
}
