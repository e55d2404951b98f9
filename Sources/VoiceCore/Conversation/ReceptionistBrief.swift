/// What a receptionist must know to take one call of one tenant.
public struct ReceptionistBrief: Equatable, Sendable {
  /// The company's name, as it is said.
  public let company: String
  public let language: Language
  /// Active entries, the most important first.
  public let knowledge: [KnowledgeEntry]
  public let departments: [Department]
  /// Requests of this call that have their verdict already: a resumed call goes on counting after them.
  public let attemptsSoFar: Int
  /// The call was cut and comes back: no second welcome.
  public let isResumed: Bool
  /// Who called whom.
  public let direction: Call.Direction

  /// A brief of these parts; what isn't active is left out.
  public init(
    company: String, language: Language, knowledge: [KnowledgeEntry], departments: [Department], attemptsSoFar: Int = 0,
    isResumed: Bool = false, direction: Call.Direction = .inbound
  ) {
    self.direction = direction
    self.company = company
    self.language = language
    self.knowledge = knowledge.filter(\.isActive).sorted { ($1.priority, $0.id) < ($0.priority, $1.id) }
    self.departments = departments.sorted { $0.id < $1.id }
    self.attemptsSoFar = attemptsSoFar
    self.isResumed = isResumed
  }

  /// The first words: those of a company that was called, or that calls.
  public var opening: Phrase {
    if isResumed { return .welcomeBack }
    return direction == .inbound ? .welcome(company: company) : .calling(company: company)
  }
}
