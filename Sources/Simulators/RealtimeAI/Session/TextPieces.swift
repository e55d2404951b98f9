/// Cuts what is said into the pieces in which it is told.
enum TextPieces {
  /// At most so many pieces, cut between words; together they are the text.
  static func cut(_ text: String, into count: Int) -> [String] {
    var words: [String] = []
    for letter in text {
      if words.isEmpty || (words[words.count - 1].last == " " && letter != " ") { words.append("") }
      words[words.count - 1].append(letter)
    }
    guard count > 0, !words.isEmpty else { return [] }
    let size = (words.count + count - 1) / count
    return stride(from: 0, to: words.count, by: size).map { begin in
      words[begin..<min(begin + size, words.count)].joined()
    }
  }
}
