extension KnowledgeIndex {
  /// What the entries say to a caller's question.
  /// - Parameters:
  ///   - moment: entries that aren't valid then don't answer; `nil` where that was judged before.
  ///   - language: the caller's; entries that say they are in another fall behind.
  ///   - limit: how many answers at most, and how many of those that came near.
  public func lookUp(
    _ question: String, at moment: Timestamp?, in language: Language? = nil, limit: Int = 3
  ) -> KnowledgeFinding {
    var work = KnowledgeWork()
    let asked = AskedWords(question, of: self, visits: &work.trigrams)
    var best: [Int32: Judged] = [:]
    for document in candidates(for: asked, at: moment, work: &work) {
      work.comparisons += 1
      let judged = judge(document, by: asked, in: language)
      let entry = documents[Int(document)].entry
      if let known = best[entry], !(judged.score > known.score) { continue }
      best[entry] = judged
    }
    // Entries are numbered by their importance, then by id.
    var ranking = best.values.sorted { ($1.score, $0.entry) < ($0.score, $1.entry) }
    let nearBest = ranking.prefix { $0.score >= (ranking.first?.score ?? 0) - Float(Self.epsilon) }.count
    ranking[..<nearBest].sort { $0.entry < $1.entry }
    let answers = ranking.filter { $0.score >= Float(Self.threshold) }
    let others = ranking.filter { $0.score < Float(Self.threshold) && $0.score > 0 }
    return KnowledgeFinding(
      answers: answers.prefix(max(limit, 0)).map { answer($0, by: asked) },
      rejected: others.prefix(max(limit, 0)).map { answer($0, by: asked) }, work: work)
  }

  /// A candidate and how well it answers.
  private struct Judged {
    let document: Int32
    let entry: Int32
    let score: Float
  }

  /// The documents worth a comparison: whatever has the very words, and the best by BM25.
  private func candidates(for asked: AskedWords, at moment: Timestamp?, work: inout KnowledgeWork) -> [Int32] {
    var chosen = exactDocuments(asked).filter { isTold($0, at: moment) }
    var scores = [Float](repeating: 0, count: documents.count)
    var touched: [Int32] = []
    var room = Self.maximumPostings
    var weightAhead = asked.terms.reduce(Float(0)) { $0 + weights[Int($1.number)] }
    for term in asked.terms {
      // Visits are shared out by what words say; what a rare word leaves over, the next ones may use.
      let share = Float(room) * min(weights[Int(term.number)] / max(weightAhead, .leastNormalMagnitude), 1)
      weightAhead -= weights[Int(term.number)]
      let list = postings(of: term.number).prefix(min(Int(share), room))
      room -= list.count
      work.postings += list.count
      let gain = weights[Int(term.number)] * term.similarity
      for document in list {
        if scores[Int(document)] == 0 { touched.append(document) }
        scores[Int(document)] += gain * documents[Int(document)].norm
      }
    }
    chosen.append(contentsOf: best(of: touched, by: scores, room: Self.maximumCandidates - chosen.count, at: moment))
    return chosen
  }

  /// The best of them that may be told, ties by importance.
  private func best(of touched: [Int32], by scores: [Float], room: Int, at moment: Timestamp?) -> [Int32] {
    var best: [Int32] = []
    guard room > 0 else { return best }
    let goesBefore = { (left: Int32, right: Int32) in
      (scores[Int(right)], left) < (scores[Int(left)], right)
    }
    for document in touched {
      if best.count == room, let last = best.last, !goesBefore(document, last) { continue }
      guard isTold(document, at: moment) else { continue }
      var place = best.count
      while place > 0, goesBefore(document, best[place - 1]) { place -= 1 }
      best.insert(document, at: place)
      if best.count > room { best.removeLast() }
    }
    return best
  }

  private func isTold(_ document: Int32, at moment: Timestamp?) -> Bool {
    guard let moment else { return true }
    return entries[Int(documents[Int(document)].entry)].validity.covers(moment)
  }

  /// Questions of these very words, the most important first.
  private func exactDocuments(_ asked: AskedWords) -> [Int32] {
    guard let digest = asked.digest else { return [] }
    var (low, high) = (0, exact.count)
    while low < high {
      let middle = (low + high) / 2
      if exact[middle].digest < digest { low = middle + 1 } else { high = middle }
    }
    return exact[low...].prefix(Self.maximumCandidates / 4).prefix { $0.digest == digest }.map(\.document)
  }

  private func judge(_ document: Int32, by asked: AskedWords, in language: Language?) -> Judged {
    let place = documents[Int(document)]
    let answering = answers[Int(place.entry)].map { recognised(by: asked, in: documents[Int($0)]).found }
    let (found, covered) = recognised(by: asked, in: place)
    var (said, all): (Float, Float) = (0, 0)
    for (index, word) in asked.words.enumerated() {
      // A word that only the answer has is a hint.
      said += word.weight * max(found[index], 0.7 * (answering?[index] ?? 0))
      all += word.weight
    }
    said = all > 0 ? min(said / all, 1) : 0
    var score = place.question < 0 ? 0.7 * said : Self.score(said: said, covered: covered)
    let entry = entries[Int(place.entry)]
    if let language, let own = entry.language, own.primary != language.primary { score *= 0.9 }
    return Judged(document: document, entry: place.entry, score: score)
  }

  /// How surely each of the caller's words stands in a document, and which share of its own words they are.
  private func recognised(by asked: AskedWords, in place: Document) -> (found: [Float], covered: Float) {
    var found = [Float](repeating: 0, count: asked.words.count)
    var covered: Float = 0
    for term in terms(of: place) {
      guard let uses = asked.uses[term] else { continue }
      var similarity: Float = 0
      for use in uses {
        found[use.word] = max(found[use.word], use.similarity)
        similarity = max(similarity, use.similarity)
      }
      covered += weights[Int(term)] * similarity
    }
    return (found, covered / place.mass)
  }

  /// How well a question fits: the share of the caller's words that the entry has, and, weighing twice, the share of the
  /// question's own that the caller said (F2).
  private static func score(said: Float, covered: Float) -> Float {
    said > 0 && covered > 0 ? min(5 * said * covered / (4 * said + covered), 1) : 0
  }

  private func answer(_ judged: Judged, by asked: AskedWords) -> KnowledgeAnswer {
    let entry = entries[Int(judged.entry)]
    let question = Int(documents[Int(judged.document)].question)
    let text =
      question < 0
      ? ([entry.category ?? ""] + entry.keyFacts + [entry.answer]).joined(separator: "\n") : entry.questions[question]
    let (matches, unmatched) = asked.matches(in: KnowledgeWords.words(of: text), of: vocabulary)
    return KnowledgeAnswer(
      entry: entry, score: Double(judged.score),
      reason: KnowledgeReason(
        place: question < 0 ? .answer : .question(question), matches: matches, unmatched: unmatched))
  }
}
