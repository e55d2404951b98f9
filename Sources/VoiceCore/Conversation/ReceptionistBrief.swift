/// What a receptionist must know to take one call of one tenant.
public struct ReceptionistBrief: Equatable, Sendable {
  /// The company's name, as it is said.
  public let company: String
  /// What the caller is spoken with when the receptionist joins.
  public let spoken: SpokenLanguage
  /// The company's own words of welcome in that language; ours when `nil`.
  public let greeting: String?
  /// Active and valid entries, the most important first.
  public let knowledge: [KnowledgeEntry]
  public let departments: [Department]
  /// Requests of this call that have their verdict already: a resumed call goes on counting after them.
  public let attemptsSoFar: Int
  /// The number of the last note that was taken of what the caller leaves; 0 for none.
  public let notesSoFar: Int
  /// The call was cut and comes back: no second welcome.
  public let isResumed: Bool
  /// Who called whom.
  public let direction: Call.Direction

  /// The language in which the receptionist begins.
  public var language: Language { spoken.language }

  /// A brief of these parts; what isn't active is left out.
  /// - Parameters:
  ///   - spoken: how sure the language is; not at all unless given.
  ///   - moment: when the call is joined: entries that aren't valid then aren't told in it. Without, all are.
  public init(
    company: String, language: Language, greeting: String? = nil, knowledge: [KnowledgeEntry],
    departments: [Department], attemptsSoFar: Int = 0, isResumed: Bool = false, direction: Call.Direction = .inbound,
    spoken: SpokenLanguage? = nil, at moment: Timestamp? = nil, notesSoFar: Int = 0
  ) {
    self.direction = direction
    self.company = company
    self.spoken = spoken ?? SpokenLanguage(language)
    self.greeting = greeting
    self.knowledge = knowledge.filter { entry in moment.map(entry.isTold) ?? entry.isActive }.sorted(
      by: KnowledgeEntry.goesBefore)
    self.departments = departments.sorted { $0.id < $1.id }
    self.attemptsSoFar = attemptsSoFar
    self.isResumed = isResumed
    self.notesSoFar = notesSoFar
  }

  /// What whoever takes over in the midst of the call must know: how far the count is, and the language by now.
  public func resumed(afterAttempts attempts: Int, notes: Int = 0, in spoken: SpokenLanguage) -> ReceptionistBrief {
    ReceptionistBrief(
      company: company, language: spoken.language, greeting: greeting, knowledge: knowledge, departments: departments,
      attemptsSoFar: max(attempts, attemptsSoFar), isResumed: true, direction: direction,
      spoken: spoken, notesSoFar: max(notes, notesSoFar))
  }

  /// What the other side hears first: the words of a company that was called, or that calls.
  public var welcome: Phrase {
    if isResumed { return .welcomeBack }
    guard direction == .inbound else { return .calling(company: company) }
    return greeting.map(Phrase.own) ?? .welcome(company: company)
  }
}
