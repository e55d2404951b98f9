import Generators
import PropertyTesting
import VoiceCore

extension VerifiedProperty {
  /// specs/P14-ai-training-integration.md
  static let p14AITrainingIntegration = VerifiedProperty(
    number: 14, title: "AI Training Integration",
    core: {
      Property(
        14, "AI Training Integration", for: .trainingCase, labels: P14.labels, coverage: P14.coverage
      ) { training in
        let input = training.asked
        let shelf = KnowledgeShelf()
        let own = input.entries(of: "kxq")
        for entries in [input.entries(of: "zvw"), own] {
          let told = entries.filter(\.isActive).sorted(by: KnowledgeEntry.goesBefore)
          let finding = await shelf.index(of: told).lookUp(input.asked, at: P14.now, limit: .max)
          try P14.requireOwn(finding, among: entries)
          try P14.requireOrder(finding)
          try requireEqual(
            finding, KnowledgeIndex(entries.reversed()).lookUp(input.asked, at: P14.now, limit: .max),
            "neither the entries' order nor those that aren't active decide anything")
        }
        try P14.requireBest(input, among: own)
        try training.reply.hold()
      }
    },
    store: nil)
}

/// A caller's question, and what another one was told.
struct TrainingCase: Sendable {
  let asked: AskedCase
  let reply: RepliedFacts
}

extension Gen where Value == TrainingCase {
  fileprivate static var trainingCase: Gen {
    zip(.askedCase, .repliedFacts).map { TrainingCase(asked: $0, reply: $1) }
  }
}

private enum P14 {
  static let now = Timestamp(microseconds: 0)

  static let coverage = [
    Coverage("typo", atLeast: 20), Coverage("accents", atLeast: 20), Coverage("other order", atLeast: 20),
    Coverage("own words", atLeast: 20), Coverage("priority decides", atLeast: 15), Coverage("id decides", atLeast: 5),
    Coverage("would win if active", atLeast: 5), Coverage("fact left out", atLeast: 10),
    Coverage("facts told", atLeast: 10),
  ]

  static let labels: @Sendable (TrainingCase) -> [String] = { training in
    let input = training.asked
    var labels = input.manner.labels
    let fitting = input.office.filter { $0.topic == input.topic }
    let active = fitting.filter(\.isActive)
    let first = active.map(\.priority).max()
    if Set(active.map(\.priority)).count > 1 { labels.append("priority decides") }
    if active.count(where: { $0.priority == first }) > 1 { labels.append("id decides") }
    if let first, fitting.contains(where: { !$0.isActive && $0.priority > first }) {
      labels.append("would win if active")
    }
    if active.isEmpty { labels.append("nobody knows") }
    if !training.reply.facts.isEmpty { labels.append(training.reply.gone == nil ? "facts told" : "fact left out") }
    return labels
  }

  /// Whatever comes near is an active entry of this tenant, to the last letter.
  static func requireOwn(_ finding: KnowledgeFinding, among entries: [KnowledgeEntry]) throws {
    for answer in finding.answers + finding.rejected {
      try require(answer.entry.isActive, "an inactive entry never shows")
      try require(entries.contains(answer.entry), "another tenant's entry never shows")
    }
    let ids = (finding.answers + finding.rejected).map(\.entry.id)
    try requireEqual(Set(ids).count, ids.count, "an entry shows once")
  }

  /// The law's own order.
  private static func byImportance(_ entries: [KnowledgeEntry]) -> [KnowledgeEntry] {
    entries.sorted { left, right in
      left.priority == right.priority ? left.id < right.id : left.priority > right.priority
    }
  }

  /// Those within ε of the best match by priority, then by id; the others by how well they match.
  static func requireOrder(_ finding: KnowledgeFinding) throws {
    for answer in finding.answers { try requireAtLeast(answer.score, KnowledgeIndex.threshold, "no worse one answers") }
    guard let top = finding.answers.map({ Float($0.score) }).max() else { return }
    let nearBest = finding.answers.filter { Float($0.score) >= top - Float(KnowledgeIndex.epsilon) }
    let first = finding.answers.prefix(nearBest.count).map(\.entry)
    try requireEqual(
      first.map(\.id), byImportance(nearBest.map(\.entry)).map(\.id),
      "within ε of the best match the higher priority answers, then the lower id")
    let others = finding.answers.dropFirst(nearBest.count).map(\.score)
    try require(zip(others, others.dropFirst()).allSatisfy { $0 >= $1 }, "behind them the better match goes first")
  }

  /// Who asks in whatever way what some entries answer is told the most important of these.
  static func requireBest(_ input: AskedCase, among entries: [KnowledgeEntry]) throws {
    let fitting = zip(input.office, entries).filter { $0.0.topic == input.topic && $0.1.isActive }
    let order = byImportance(fitting.map(\.1))
    guard let first = order.first else { return }
    let best = KnowledgeIndex(entries).lookUp(input.asked, at: now).best
    // Those of a word more answer nearly as well, and the law of ε says who goes first.
    let areAlike = Set(fitting.map(\.0.isPolite)).count == 1
    if areAlike {
      return try requireEqual(best, first, "the most important entry of the topic answers “\(input.asked)”")
    }
    try require(best.map(order.contains) ?? false, "an entry of the topic answers “\(input.asked)”")
  }
}

/// What an entry must not leave out, and what was replied.
struct RepliedFacts: Sendable {
  let facts: [String]
  let manner: CallerManner
  /// Which word isn't said, counted over those of all facts; `nil` when all are.
  let place: Int?

  private var words: [String] { facts.flatMap { $0.split(separator: " ").map(String.init) } }

  /// The word that isn't said.
  var gone: String? { words.isEmpty ? nil : place.map { words[$0 % words.count] } }

  func hold() throws {
    let entry = KnowledgeEntry(id: Identifier(1), question: "What is it?", answer: "This.", keyFacts: facts)
    let reply = manner.dress(["well"] + words.filter { $0 != gone } + ["as", "always"])
    let missing = facts.filter { fact in fact.split(separator: " ").contains { $0 == gone ?? "" } }
    try requireEqual(entry.keyFacts(missingIn: reply), missing, "a fact is told when all its words are")
    try requireEqual(
      entry.verdict(on: reply), missing.isEmpty ? .served : .failed, "a reply without a key fact is a failed attempt")
    let plain = KnowledgeEntry(id: Identifier(1), question: "What is it?", answer: "This.")
    try requireEqual(plain.verdict(on: reply), .served, "without key facts every reply serves")
  }
}

extension Gen where Value == RepliedFacts {
  /// Up to three facts of words that no other is a form of.
  fileprivate static var repliedFacts: Gen {
    let words = ["forty", "dollars", "cash", "monday", "nine", "to", "five", "garage", "behind", "2026", "40", "floor"]
    return zip(
      Gen<[[String]]>.array(of: .subsequence(of: words, count: 1...4), count: 0...3), .callerManner(slips: false),
      Gen<Int?>.weighted([(1, .just(nil)), (1, Gen<Int>.int(0...11).map(Optional.some))])
    ).map { RepliedFacts(facts: $0.map { $0.joined(separator: " ") }, manner: $1, place: $2) }
  }
}
