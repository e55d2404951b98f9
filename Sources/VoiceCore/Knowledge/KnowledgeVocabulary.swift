/// The words of a tenant's entries, and which of them are written nearly like another.
struct KnowledgeVocabulary: Sendable {
  /// Neighbours of one misspelt word at most.
  static let maximumNeighbours = 4
  /// Places of trigrams that the search for one word's neighbours visits at most.
  static let maximumVisits = 20_000
  /// Words that are compared letter by letter at most.
  static let maximumComparisons = 200

  /// A word that is written nearly so.
  struct Neighbour: Equatable {
    let term: Int32
    /// 1 less 0.15 for each letter that differs.
    let similarity: Float
  }

  private(set) var terms: [String: Int32] = [:]
  private var words: [String: Int32] = [:]
  private var termOfWord: [Int32] = []
  private var spellings: [[UInt8]] = []
  private var grams: [UInt64] = []
  private var gramStarts: [Int32] = []
  private var gramWords: [Int32] = []

  /// How many terms there are.
  var count: Int { terms.count }

  /// The term of a word of an entry; the word is known from then on.
  mutating func learn(_ word: String) -> Int32 {
    if let known = words[word] { return termOfWord[Int(known)] }
    let text = KnowledgeWords.term(of: word)
    let term = terms[text] ?? Int32(terms.count)
    terms[text] = term
    words[word] = Int32(termOfWord.count)
    termOfWord.append(term)
    spellings.append(Self.spelling(of: word))
    return term
  }

  /// Makes the trigrams of what was learnt; to be said once, at the end.
  mutating func close() {
    var places: [(gram: UInt64, word: Int32)] = []
    for (word, spelling) in spellings.enumerated() {
      for gram in Self.trigrams(of: spelling) { places.append((gram, Int32(word))) }
    }
    places.sort { ($0.gram, $0.word) < ($1.gram, $1.word) }
    gramWords = places.map(\.word)
    for (index, place) in places.enumerated() where index == 0 || places[index - 1].gram != place.gram {
      grams.append(place.gram)
      gramStarts.append(Int32(index))
    }
    gramStarts.append(Int32(places.count))
  }

  /// The term that the word is a form of.
  func term(of word: String) -> Int32? {
    words[word].map { termOfWord[Int($0)] } ?? terms[KnowledgeWords.term(of: word)]
  }

  /// The terms of words that differ from this one by one letter, from eight letters on by two: put in, left out, another, or
  /// two in the wrong order. The nearest first, then those that were learnt first.
  func neighbours(of word: String, visits: inout Int) -> [Neighbour] {
    let spelling = Self.spelling(of: word)
    guard !spelling.isEmpty else { return [] }
    let bound = Self.maximumEdits(spelling.count)
    var nearest: [Int32: Int] = [:]
    for candidate in candidates(for: spelling, visits: &visits) {
      let other = spellings[Int(candidate)]
      // The shorter word says how much may differ: `bus` isn't misspelt `buses`.
      let edits = Spelling.edits(
        between: spelling, and: other, atMost: min(bound, Self.maximumEdits(other.count)))
      guard let edits else { continue }
      let term = termOfWord[Int(candidate)]
      nearest[term] = min(nearest[term] ?? edits, edits)
    }
    return nearest.sorted { ($0.value, $0.key) < ($1.value, $1.key) }.prefix(Self.maximumNeighbours)
      .map { Neighbour(term: $0.key, similarity: 1 - 0.15 * Float($0.value)) }
  }

  /// Words that share trigrams with this one, those that share the most first.
  private func candidates(for spelling: [UInt8], visits: inout Int) -> [Int32] {
    let lists = Self.trigrams(of: spelling).compactMap(places(of:)).sorted {
      ($0.count, $0.lowerBound) < ($1.count, $1.lowerBound)
    }
    var shared: [Int32: Int] = [:]
    var room = Self.maximumVisits
    for list in lists {
      guard room > 0 else { break }
      for place in list.prefix(room)
      where abs(spellings[Int(gramWords[place])].count - spelling.count) <= 2 {
        shared[gramWords[place], default: 0] += 1
      }
      visits += min(room, list.count)
      room -= list.count
    }
    return shared.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(Self.maximumComparisons).map(\.key)
  }

  private func places(of gram: UInt64) -> Range<Int>? {
    var (low, high) = (0, grams.count)
    while low < high {
      let middle = (low + high) / 2
      if grams[middle] < gram { low = middle + 1 } else { high = middle }
    }
    guard low < grams.count, grams[low] == gram else { return nil }
    return Int(gramStarts[low])..<Int(gramStarts[low + 1])
  }

  /// What a word may be misspelt in: words of letters only, for another digit is another thing; bytes of UTF-8.
  private static func spelling(of word: String) -> [UInt8] {
    let spelling = Array(word.utf8)
    guard (Spelling.shortest...Spelling.longest).contains(spelling.count),
      !spelling.contains(where: (UInt8(ascii: "0")...UInt8(ascii: "9")).contains)
    else { return [] }
    return spelling
  }

  private static func maximumEdits(_ length: Int) -> Int { length >= 8 ? 2 : 1 }

  /// Each run of three letters once; a word begins and ends with a mark of its own.
  private static func trigrams(of spelling: [UInt8]) -> [UInt64] {
    guard !spelling.isEmpty else { return [] }
    let marked = [UInt64(1)] + spelling.map { UInt64($0) } + [2]
    return Set((0..<(marked.count - 2)).map { marked[$0] << 16 | marked[$0 + 1] << 8 | marked[$0 + 2] }).sorted()
  }
}

/// How far two spellings are apart.
enum Spelling {
  /// Shorter words are taken as they are, in bytes.
  static let shortest = 4
  /// Longer ones are no words.
  static let longest = 40

  /// Letters put in, left out, exchanged or swapped with their neighbour; `nil` when there are more than so many. (Optimal
  /// string alignment: Damerau 1964, no letter edited twice.)
  static func edits(between left: [UInt8], and right: [UInt8], atMost bound: Int) -> Int? {
    guard abs(left.count - right.count) <= bound else { return nil }
    var (before, above) = ([Int](), Array(0...right.count))
    for row in 0..<left.count {
      var line = [row + 1]
      line.reserveCapacity(right.count + 1)
      for column in 0..<right.count {
        let same = left[row] == right[column]
        var least = min(above[column] + (same ? 0 : 1), min(above[column + 1], line[column]) + 1)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          least = min(least, before[column - 1] + 1)
        }
        line.append(least)
      }
      guard line.contains(where: { $0 <= bound }) else { return nil }
      (before, above) = (above, line)
    }
    let edits = above[right.count]
    return edits <= bound ? edits : nil
  }
}
