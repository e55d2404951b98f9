extension KnowledgeEntry: Codable {
  private enum CodingKeys: String, CodingKey {
    case id, question, otherQuestions, answer, keyFacts, category, priority, language, validity, isActive
  }

  /// Reads an entry, also of a version that knew one question, an answer, a priority and a state only.
  public init(from decoder: any Decoder) throws {
    let row = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      id: try row.decode(ID.self, forKey: .id), question: try row.decode(String.self, forKey: .question),
      otherQuestions: try row.decodeIfPresent([String].self, forKey: .otherQuestions) ?? [],
      answer: try row.decode(String.self, forKey: .answer),
      keyFacts: try row.decodeIfPresent([String].self, forKey: .keyFacts) ?? [],
      category: try row.decodeIfPresent(String.self, forKey: .category),
      priority: try row.decode(Int.self, forKey: .priority),
      language: try row.decodeIfPresent(Language.self, forKey: .language),
      validity: try row.decodeIfPresent(KnowledgeValidity.self, forKey: .validity) ?? .always,
      isActive: try row.decode(Bool.self, forKey: .isActive))
  }

  /// Writes every member that says something; an older version reads the row and passes over what it doesn't know.
  public func encode(to encoder: any Encoder) throws {
    var row = encoder.container(keyedBy: CodingKeys.self)
    try row.encode(id, forKey: .id)
    try row.encode(question, forKey: .question)
    if !otherQuestions.isEmpty { try row.encode(otherQuestions, forKey: .otherQuestions) }
    try row.encode(answer, forKey: .answer)
    if !keyFacts.isEmpty { try row.encode(keyFacts, forKey: .keyFacts) }
    try row.encodeIfPresent(category, forKey: .category)
    try row.encode(priority, forKey: .priority)
    try row.encodeIfPresent(language, forKey: .language)
    if validity != .always { try row.encode(validity, forKey: .validity) }
    try row.encode(isActive, forKey: .isActive)
  }
}
