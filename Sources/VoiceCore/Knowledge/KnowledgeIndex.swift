/// A tenant's active entries, made ready to be asked: an immutable value that holds nobody else's.
///
/// Candidates are gathered by BM25 over words (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009; a word
/// counts once a question), from the rarest word on and within a stated number of visits; misspelt words are first put right
/// by character trigrams and edit distance. The best candidates are then judged by how much of the caller's question they
/// have and how much of theirs the caller said. Nothing hangs on the order of a set, nor on the order of the caller's words.
public struct KnowledgeIndex: Sendable {
  /// Different words of a caller's question that count.
  public static let maximumWords = 32
  /// Places of words in entries that one look-up visits at most.
  public static let maximumPostings = 40_000
  /// Candidates that are judged at most.
  public static let maximumCandidates = 96
  /// Entries that answer nearly as well as the best one, by which the more important goes first (property 14).
  public static let epsilon = 0.02
  /// A lower score answers nothing.
  public static let threshold = 0.45

  /// One question of an entry, or what its answer says.
  struct Document {
    let entry: Int32
    /// -1 for the answer.
    let question: Int8
    let start: Int32
    var count: Int32
    /// Its words' weights together.
    var mass: Float = 0
    /// BM25's share of a word found in it.
    var norm: Float = 1
  }

  /// The entries, the most important first.
  public let entries: [KnowledgeEntry]
  private(set) var documents: [Document] = []
  /// Each entry's document of what it answers.
  private(set) var answers: [Int32?] = []
  private(set) var vocabulary = KnowledgeVocabulary()
  /// The terms of all documents, one document after the other.
  private(set) var terms: [Int32] = []
  /// How much a term says: the rarer, the more.
  private(set) var weights: [Float] = []
  private(set) var postingStarts: [Int32] = []
  private(set) var postings: [Int32] = []
  /// Questions by their words, whatever their order: sorted.
  private(set) var exact: [(digest: UInt64, document: Int32)] = []

  /// An index of the active ones among these entries.
  public init(_ entries: some Sequence<KnowledgeEntry>) {
    self.entries = entries.filter(\.isActive).sorted(by: KnowledgeEntry.goesBefore)
    var functionTerms: Set<Int32> = []
    for (index, entry) in self.entries.enumerated() {
      for (number, question) in entry.questions.prefix(Int(Int8.max)).enumerated() {
        add(KnowledgeWords.words(of: question), of: index, question: Int8(number), &functionTerms)
      }
      let said = ([entry.category ?? ""] + entry.keyFacts + [entry.answer]).joined(separator: "\n")
      let next = documents.count
      add(KnowledgeWords.words(of: said), of: index, question: -1, &functionTerms)
      answers.append(documents.count > next ? Int32(next) : nil)
    }
    vocabulary.close()
    weigh(functionTerms)
    post()
  }

  /// How many entries can be found.
  public var count: Int { entries.count }

  private mutating func add(
    _ words: [String], of entry: Int, question: Int8, _ functionTerms: inout Set<Int32>
  ) {
    let start = terms.count
    for word in words {
      let term = vocabulary.learn(word)
      if KnowledgeWords.isFunctionWord(word) { functionTerms.insert(term) }
      if !terms[start...].contains(term) { terms.append(term) }
    }
    guard terms.count > start else { return }
    let document = Document(
      entry: Int32(entry), question: question, start: Int32(start), count: Int32(terms.count - start))
    if question >= 0 { exact.append((Self.digest(of: terms[start...]), Int32(documents.count))) }
    documents.append(document)
  }

  /// Every term's weight, and what follows from it for each document.
  private mutating func weigh(_ functionTerms: Set<Int32>) {
    var frequencies = [Int](repeating: 0, count: vocabulary.count)
    for term in terms { frequencies[Int(term)] += 1 }
    weights = frequencies.enumerated().map { term, frequency in
      Self.weight(of: frequency, amid: documents.count, isFunctionWord: functionTerms.contains(Int32(term)))
    }
    let average = Float(terms.count) / Float(max(documents.count, 1))
    for index in documents.indices {
      documents[index].mass = self.terms(of: documents[index]).reduce(0) { $0 + weights[Int($1)] }
      let length = Float(documents[index].count) / average
      // k1 = 1.2, b = 0.75; an answer says a word more easily than a question.
      documents[index].norm = 2.2 / (1 + 1.2 * (0.25 + 0.75 * length)) * (documents[index].question < 0 ? 0.5 : 1)
    }
  }

  private mutating func post() {
    var counts = [Int32](repeating: 0, count: vocabulary.count + 1)
    for term in terms { counts[Int(term) + 1] += 1 }
    for term in 1..<counts.count { counts[term] += counts[term - 1] }
    postingStarts = counts
    postings = Array(repeating: 0, count: terms.count)
    // Documents come in the order of importance, and so do the postings of each term.
    for (number, document) in documents.enumerated() {
      for term in self.terms(of: document) {
        postings[Int(counts[Int(term)])] = Int32(number)
        counts[Int(term)] += 1
      }
    }
    exact.sort { ($0.digest, $0.document) < ($1.digest, $1.document) }
  }

  func terms(of document: Document) -> ArraySlice<Int32> {
    terms[Int(document.start)..<Int(document.start + document.count)]
  }

  func postings(of term: Int32) -> ArraySlice<Int32> {
    postings[Int(postingStarts[Int(term)])..<Int(postingStarts[Int(term) + 1])]
  }

  /// 1 + ln((n + 1) / (f + 1)), the logarithm drawn in straight lines between powers of two: the core has no other.
  static func weight(of frequency: Int, amid count: Int, isFunctionWord: Bool) -> Float {
    let ratio = Float(count + 1) / Float(frequency + 1)
    let logarithm = 0.6931 * (Float(ratio.exponent) + ratio.significand - 1)
    return (1 + max(logarithm, 0)) * (isFunctionWord ? 0.1 : 1)
  }

  /// FNV-1a over the terms in rising order.
  static func digest(of terms: some Sequence<Int32>) -> UInt64 {
    terms.sorted().reduce(0xcbf2_9ce4_8422_2325) { digest, term in
      (digest ^ UInt64(truncatingIfNeeded: term)) &* 0x0000_0100_0000_01b3
    }
  }
}
