internal import VoiceCore
internal import Web

/// A suggestion as the API shows it.
struct KnowledgeSuggestionJSON: Encodable {
  let suggestion: KnowledgeSuggestion

  private enum CodingKeys: String, CodingKey {
    case id, question, language, answer, state
    case wrongEntry = "wrong_entry_id"
    case suggestedAt = "suggested_at"
    case entry = "entry_id"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(suggestion.id.description, forKey: .id)
    try container.encode(suggestion.question, forKey: .question)
    try container.encode(suggestion.language?.tag, forKey: .language)
    try container.encode(suggestion.wrongEntry?.description, forKey: .wrongEntry)
    try container.encode(suggestion.answer, forKey: .answer)
    try container.encode(suggestion.at.description, forKey: .suggestedAt)
    try container.encode(suggestion.state.rawValue, forKey: .state)
    try container.encode(suggestion.entry?.description, forKey: .entry)
  }
}

/// The body that marks an answer as wrong.
struct KnowledgeSuggestionBody: Decodable {
  private let question: String
  private let language: String?
  private let wrongEntry: String?
  private let answer: String?

  init(from decoder: any Decoder) throws {
    let fields = try StrictFields(decoder, allowed: ["question", "language", "wrong_entry_id", "answer"])
    question = try fields.text("question")
    language = try fields.optionalText("language")
    wrongEntry = try fields.optionalText("wrong_entry_id")
    answer = try fields.optionalText("answer")
  }

  func suggestion(_ id: KnowledgeSuggestion.ID, at moment: Timestamp) throws(APIFault) -> KnowledgeSuggestion {
    KnowledgeSuggestion(
      id: id, question: question,
      language: try language.map { tag throws(APIFault) in try APIFault.language(tag, in: "language") },
      wrongEntry: try wrongEntry.map { text throws(APIFault) in
        try APIFault.id(text, of: KnowledgeEntry.self, in: "wrong_entry_id")
      }, answer: answer, at: moment)
  }
}

/// The body that judges a suggestion: `accepted` needs an answer, or the entry that is to answer.
struct KnowledgeJudgementBody: Decodable {
  static let states: [KnowledgeSuggestion.State] = [.accepted, .dismissed]

  private let state: String
  private let entry: String?
  private let answer: String?

  init(from decoder: any Decoder) throws {
    let fields = try StrictFields(decoder, allowed: ["state", "entry_id", "answer"])
    state = try fields.text("state")
    entry = try fields.optionalText("entry_id")
    answer = try fields.optionalText("answer")
  }

  func judgement() throws(APIFault) -> ChangeSuggestions.Judgement {
    guard let state = KnowledgeSuggestion.State(rawValue: state), Self.states.contains(state) else {
      throw .field("state", "One of \(Self.states.map(\.rawValue).joined(separator: ", ")).")
    }
    guard state == .accepted else {
      if entry != nil || answer != nil {
        throw .field(entry != nil ? "entry_id" : "answer", "What is dismissed has no such field.")
      }
      return .dismiss
    }
    guard let entry else { return .answer(answer) }
    guard answer == nil else { throw .field("answer", "Name an entry or an answer, one of them.") }
    return .ask(try APIFault.id(entry, of: KnowledgeEntry.self, in: "entry_id"))
  }
}
