internal import VoiceCore
internal import Web

/// An entry as the API shows it. Members that say nothing are there: lists empty, the others `null`.
struct KnowledgeEntryJSON: Encodable {
  let entry: KnowledgeEntry

  private enum CodingKeys: String, CodingKey {
    case id, question, answer, category, priority, language, active
    case otherQuestions = "other_questions"
    case keyFacts = "key_facts"
    case validFrom = "valid_from"
    case validUntil = "valid_until"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(entry.id.description, forKey: .id)
    try container.encode(entry.question, forKey: .question)
    try container.encode(entry.otherQuestions, forKey: .otherQuestions)
    try container.encode(entry.answer, forKey: .answer)
    try container.encode(entry.keyFacts, forKey: .keyFacts)
    try container.encode(entry.category, forKey: .category)
    try container.encode(entry.priority, forKey: .priority)
    try container.encode(entry.language?.tag, forKey: .language)
    try container.encode(entry.validity.from?.description, forKey: .validFrom)
    try container.encode(entry.validity.until?.description, forKey: .validUntil)
    try container.encode(entry.isActive, forKey: .active)
  }
}

/// The body that adds or changes an entry.
struct KnowledgeEntryBody: Decodable {
  private let question: String?
  private let otherQuestions: [String]?
  private let answer: String?
  private let keyFacts: [String]?
  private let category: String??
  private let priority: Int?
  private let language: String??
  private let validFrom: String??
  private let validUntil: String??
  private let isActive: Bool?

  init(from decoder: any Decoder) throws {
    let fields = try StrictFields(
      decoder,
      allowed: [
        "question", "other_questions", "answer", "key_facts", "category", "priority", "language", "valid_from",
        "valid_until", "active",
      ])
    question = try fields.optionalText("question")
    otherQuestions = try fields.optionalTexts("other_questions")
    answer = try fields.optionalText("answer")
    keyFacts = try fields.optionalTexts("key_facts")
    category = try fields.textChange("category")
    priority = try fields.integerIfThere("priority")
    language = try fields.textChange("language")
    validFrom = try fields.textChange("valid_from")
    validUntil = try fields.textChange("valid_until")
    isActive = try fields.flag("active")
  }

  /// What is to be different.
  func change() throws(APIFault) -> KnowledgeEntry.Change {
    var change = KnowledgeEntry.Change()
    change.question = question
    change.otherQuestions = otherQuestions
    change.answer = answer
    change.keyFacts = keyFacts
    change.category = category
    change.priority = priority
    if let language {
      change.language = .some(try language.map { tag throws(APIFault) in try APIFault.language(tag, in: "language") })
    }
    change.validFrom = try Self.moment(validFrom, in: "valid_from")
    change.validUntil = try Self.moment(validUntil, in: "valid_until")
    change.isActive = isActive
    return change
  }

  /// The entry that it adds.
  func entry(_ id: KnowledgeEntry.ID) throws(APIFault) -> KnowledgeEntry {
    guard let question else { throw StrictFields.Fault.missing("question") }
    guard let answer else { throw StrictFields.Fault.missing("answer") }
    let change = try change()
    do throws(RefusedSetting) {
      return try KnowledgeEntry(id: id, question: question, answer: answer).changed(by: change)
    } catch {
      throw APIFault(error)
    }
  }

  private static func moment(_ text: String??, in field: String) throws(APIFault) -> Timestamp?? {
    guard let text else { return nil }
    guard let text else { return .some(nil) }
    guard let moment = Timestamp(rfc3339: text) else {
      throw .field(field, "A moment by RFC 3339, as 2026-01-06T10:00:00Z.")
    }
    return .some(moment)
  }
}

extension APIFault {
  /// What each refusal of knowledge's use cases is over HTTP.
  init(_ failure: KnowledgeFailure) {
    switch failure {
    case .refused(let setting): self.init(setting)
    case .full(let limit): self = .problem(Problem(.conflict, "Too many", detail: "At most \(limit)."))
    case .changedMeanwhile: self = .changedMeanwhile
    case .judgedAlready:
      self = .problem(
        Problem(.conflict, "Judged already", detail: "Take it out, or make another suggestion.", field: "state"))
    case .notFound: self = .notFound
    case .unavailable: self = .unavailable
    case .damaged: self = .damaged
    }
  }
}
