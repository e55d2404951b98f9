/// A grammar in Pocketsphinx's terms, and what its answer means: JSGF rules, and a dictionary of just their words.
///
/// Each word of a phrase is a word of its own (`hours~3`), so that the answer names the phrase. Source: JSpeech Grammar Format
/// (W3C note), CMU Sphinx dictionary and `-hypseg` formats.
struct PocketsphinxGrammar {
  /// The least acoustic score per 10 ms frame, in Pocketsphinx's logarithm, against the best of all sounds in each frame: below it
  /// the words of the grammar are not what was said. Over the whole utterance, since that parted right from wrong better than
  /// the words alone, the words of the meaning, or the worst word. Measured: docs/performance.md.
  static let leastScore = -37

  let rules: String
  let dictionary: String

  init(_ grammar: SpokenGrammar, _ lexicon: Lexicon) {
    var words: [String: String] = [:]
    func plain(_ phrase: [String]) -> String {
      phrase.map { word in
        words[word] = word
        return word
      }.joined(separator: " ")
    }
    var rules = ["#JSGF V1.0;", "grammar receptionist;"]
    let phrases = grammar.phrases.enumerated().map { index, phrase in
      phrase.words.map { word in
        words["\(word)~\(index)"] = word
        return "\(word)~\(index)"
      }.joined(separator: " ")
    }
    let openers = grammar.openers.map(plain)
    let closers = grammar.closers.map(plain)
    rules.append(
      "public <request> = \(openers.isEmpty ? "" : "[<opener>] ")<phrase>\(closers.isEmpty ? "" : " [<closer>]");")
    if !openers.isEmpty { rules.append("<opener> = \(openers.joined(separator: " | "));") }
    if !closers.isEmpty { rules.append("<closer> = \(closers.joined(separator: " | "));") }
    rules.append("<phrase> = \(phrases.joined(separator: " | "));")
    self.rules = rules.joined(separator: "\n") + "\n"
    dictionary = words.sorted { $0.key < $1.key }.map { name, word in
      lexicon.pronunciations(of: word).enumerated().map { number, phones in
        "\(name)\(number == 0 ? "" : "(\(number + 1))") \(phones)\n"
      }.joined()
    }.joined()
  }

  /// What a line of `-hypseg` says: after the name and the totals, for each word its first frame, its acoustic score, its grammar
  /// score and itself; last the frame after all. Anything else is a recogniser that fails.
  func hearing(_ line: String, of grammar: SpokenGrammar) -> Hearing {
    let fields = line.split(whereSeparator: \.isWhitespace)
    guard let totals = fields.firstIndex(of: "L"), totals + 2 < fields.count else { return .unavailable }
    let parts = Array(fields[(totals + 2)...])
    var phrase: (index: Int, words: Int)?
    guard let score = Int(fields[totals - 1]), let frames = parts.last.flatMap({ Int($0) }) else { return .unavailable }
    for start in stride(from: 0, to: parts.count - 4, by: 4) {
      guard let index = Self.phrase(of: parts[start + 3]) else { continue }
      guard phrase == nil || phrase?.index == index else { return .rejected }
      phrase = (index, (phrase?.words ?? 0) + 1)
    }
    guard let phrase, grammar.phrases.indices.contains(phrase.index), frames > 0 else { return .rejected }
    let meant = grammar.phrases[phrase.index]
    // A sentence that broke off in the midst of a phrase says nothing.
    guard phrase.words == meant.words.count, score >= Self.leastScore * frames else { return .rejected }
    return .understood(meant.meaning, words: meant.words.joined(separator: " "))
  }

  /// The number behind `~` in `hours~3(2)`.
  private static func phrase(of word: Substring) -> Int? {
    guard let sign = word.lastIndex(of: "~") else { return nil }
    return Int(word[word.index(after: sign)...].prefix { $0.isNumber })
  }
}
