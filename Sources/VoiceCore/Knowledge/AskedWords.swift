/// The words of a caller's question, as far as a tenant's entries know them.
struct AskedWords {
  /// One word, and how much it says.
  struct Word {
    let text: String
    let weight: Float
    /// What it stands for: a term, or several when it is misspelt.
    let terms: [KnowledgeVocabulary.Neighbour]
  }

  /// A term that is looked for.
  struct Term {
    let number: Int32
    let similarity: Float
  }

  /// By their letters, so that nothing hangs on their order.
  let words: [Word]
  /// The rarest first.
  let terms: [Term]
  /// Which words each term stands for, and how surely.
  let uses: [Int32: [(word: Int, similarity: Float)]]
  /// Of a question that has these very words; `nil` when one of them is unknown.
  let digest: UInt64?

  init(_ question: String, of index: KnowledgeIndex, visits: inout Int) {
    var words: [Word] = []
    for text in KnowledgeWords.words(of: question).prefix(KnowledgeIndex.maximumWords).sorted() {
      words.append(Self.word(text, of: index, visits: &visits))
    }
    var uses: [Int32: [(word: Int, similarity: Float)]] = [:]
    for (number, word) in words.enumerated() {
      for term in word.terms { uses[term.term, default: []].append((number, term.similarity)) }
    }
    self.words = words
    self.uses = uses
    terms = uses.map { Term(number: $0.key, similarity: $0.value.map(\.similarity).max() ?? 0) }
      .sorted {
        (index.postings(of: $0.number).count, $0.number) < (index.postings(of: $1.number).count, $1.number)
      }
    let isKnown = words.allSatisfy { $0.terms.first?.similarity == 1 }
    digest = isKnown && !words.isEmpty ? KnowledgeIndex.digest(of: uses.keys) : nil
  }

  private static func word(_ text: String, of index: KnowledgeIndex, visits: inout Int) -> Word {
    if let term = index.vocabulary.term(of: text) {
      return Word(text: text, weight: index.weights[Int(term)], terms: [.init(term: term, similarity: 1)])
    }
    let isFunctionWord = KnowledgeWords.isFunctionWord(text)
    let neighbours = isFunctionWord ? [] : index.vocabulary.neighbours(of: text, visits: &visits)
    if let nearest = neighbours.first {
      return Word(text: text, weight: index.weights[Int(nearest.term)], terms: neighbours)
    }
    // A word that no entry has speaks less against one than a rare word speaks for it: callers say much besides.
    let weight = KnowledgeIndex.weight(of: 0, amid: index.documents.count, isFunctionWord: isFunctionWord)
    return Word(text: text, weight: (weight + (isFunctionWord ? 0.1 : 1)) / 2, terms: [])
  }

  /// Which of the words stand in a text of these words, and which don't.
  func matches(
    in known: [String], of vocabulary: KnowledgeVocabulary
  ) -> (matches: [KnowledgeReason.Match], unmatched: [String]) {
    var byTerm: [Int32: [String]] = [:]
    for word in known { if let term = vocabulary.term(of: word) { byTerm[term, default: []].append(word) } }
    var matches: [KnowledgeReason.Match] = []
    var unmatched: [String] = []
    for word in words {
      guard let term = word.terms.first(where: { byTerm[$0.term] != nil }), let others = byTerm[term.term] else {
        unmatched.append(word.text)
        continue
      }
      let isSame = others.contains(word.text)
      matches.append(
        KnowledgeReason.Match(
          asked: word.text, known: isSame ? word.text : others.min() ?? "",
          manner: isSame ? .same : term.similarity == 1 ? .form : .spelling))
    }
    return (matches, unmatched)
  }
}
