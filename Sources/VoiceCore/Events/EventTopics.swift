/// What a reader of events wants to hear of, of that which it may see: kinds of things by their noun, and departments by
/// `department:ID`. None of a kind means all of it.
public struct EventTopics: Equatable, Sendable {
  /// The first words of all events' names.
  public static let nouns = [
    "call", "callback", "conference", "credits", "queue", "recording", "spam", "transcript", "voicemail",
  ]
  /// The most topics of one reader.
  public static let maximum = 64
  private static let departmentPrefix = "department:"

  /// A text that is no topic.
  public struct Unknown: Error, Equatable, Sendable {
    /// What would be one; safe to show to anybody.
    public let remedy: String
  }

  private var nouns: Set<Substring> = []
  private var departments: Set<Department.ID> = []

  /// Everything.
  public init() {}

  /// These.
  public init(_ texts: [String]) throws(Unknown) {
    guard texts.count <= Self.maximum else { throw Unknown(remedy: "At most \(Self.maximum) topics.") }
    for text in texts {
      if let noun = Self.nouns.first(where: { $0 == text }) {
        nouns.insert(Substring(noun))
      } else if text.hasPrefix(Self.departmentPrefix),
        let department = Department.ID(String(text.dropFirst(Self.departmentPrefix.count)))
      {
        departments.insert(department)
      } else {
        throw Unknown(remedy: "Topics are \(Self.nouns.joined(separator: ", ")) and department:ID.")
      }
    }
  }

  /// Whether an event is among what is wanted.
  func contain(_ event: TenantEvent) -> Bool {
    guard nouns.isEmpty || nouns.contains(event.noun) else { return false }
    return departments.isEmpty || [event.before, event.after].contains { $0.map(departments.contains) ?? false }
  }
}
