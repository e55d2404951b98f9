internal import VoiceCore
internal import Web

/// `POST /v1/knowledge/try`: a caller's question is played through without a call. Nothing is kept and nothing counted.
struct KnowledgeTrialRoutes: Sendable {
  /// A shelf for indexes that are tried again soon; calls have one of their own, which trials don't push anything off.
  static var shelf: KnowledgeShelf { KnowledgeShelf(maximumIndexes: 4, maximumEntries: KnowledgeLimits.entries) }

  private let attempt: TryKnowledge

  init(_ ports: APIPorts, shelf: KnowledgeShelf) {
    attempt = TryKnowledge(store: ports.store, time: ports.time, shelf: shelf)
  }

  var all: [APIAction] {
    let operation = Operation(
      id: "tryKnowledge", summary: "What a caller's question would be answered, and why; nothing is kept",
      body: "KnowledgeQuestion",
      answers: [.init(200, "What would be answered.", schema: "KnowledgeTrial")] + ResourceAnswers.written
        + APIRoutes.tokenAnswers)
    return [
      APIAction(.post, KnowledgeRoutes.path + "/try", operation) { [attempt] asked, _ throws(APIFault) in
        let body = try asked.body(KnowledgeQuestionBody.self)
        let (question, language) = (try body.accepted(), try body.language())
        do throws(StoreFailure) {
          let trial = try await attempt(question, in: language, of: asked.tenant)
          return .encoded(KnowledgeTrialJSON(trial: trial), to: asked.request)
        } catch {
          throw APIFault(error, to: asked.request)
        }
      }
    ]
  }
}

/// A caller's question that is tried.
struct KnowledgeQuestionBody: Decodable {
  /// Characters of a question: as many as a caller's one is looked up by.
  static let length = 1...1000

  private let question: String
  private let tag: String?

  init(from decoder: any Decoder) throws {
    let fields = try StrictFields(decoder, allowed: ["question", "language"])
    question = try fields.text("question")
    tag = try fields.optionalText("language")
  }

  func accepted() throws(APIFault) -> String {
    // Bytes first: a megabyte isn't counted by characters.
    guard question.utf8.count <= 4 * Self.length.upperBound, Self.length.contains(question.count) else {
      throw .field("question", "\(Self.length.lowerBound) to \(Self.length.upperBound) characters.")
    }
    return question
  }

  func language() throws(APIFault) -> Language? {
    try tag.map { tag throws(APIFault) in try APIFault.language(tag, in: "language") }
  }
}

/// What came of a question.
struct KnowledgeTrialJSON: Encodable {
  let trial: KnowledgeTrial

  private enum CodingKeys: String, CodingKey {
    case answer, absence, others, reply
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(trial.answer.map(KnowledgeAnswerJSON.init), forKey: .answer)
    try container.encode(trial.absence?.rawValue, forKey: .absence)
    try container.encode(trial.others.map(KnowledgeAnswerJSON.init), forKey: .others)
    try container.encode(trial.reply, forKey: .reply)
  }
}

/// An entry that answers, or comes near: how well, and by which words.
struct KnowledgeAnswerJSON: Encodable {
  let answer: KnowledgeAnswer

  init(_ answer: KnowledgeAnswer) { self.answer = answer }

  private enum CodingKeys: String, CodingKey {
    case score, answers, matches, unmatched
    case entryID = "entry_id"
    case entryQuestion = "entry_question"
    case matchedQuestion = "matched_question"
  }

  private enum MatchKeys: String, CodingKey { case asked, known, manner }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(answer.entry.id.description, forKey: .entryID)
    try container.encode(answer.entry.question, forKey: .entryQuestion)
    try container.encode(answer.score, forKey: .score)
    try container.encode(answer.score >= KnowledgeIndex.threshold, forKey: .answers)
    try container.encode(matchedQuestion, forKey: .matchedQuestion)
    var matches = container.nestedUnkeyedContainer(forKey: .matches)
    for match in answer.reason.matches {
      var item = matches.nestedContainer(keyedBy: MatchKeys.self)
      try item.encode(match.asked, forKey: .asked)
      try item.encode(match.known, forKey: .known)
      try item.encode(match.manner.rawValue, forKey: .manner)
    }
    try container.encode(answer.reason.unmatched, forKey: .unmatched)
  }

  /// Which of the entry's questions it was; `nil` where the words stand in what it answers.
  private var matchedQuestion: String? {
    guard case .question(let place) = answer.reason.place else { return nil }
    return answer.entry.questions[place]
  }
}
