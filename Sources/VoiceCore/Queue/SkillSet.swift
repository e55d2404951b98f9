/// The skills that a caller needs, all of them, with an order: callers with the same needs stand in one line.
public struct SkillSet: Hashable, Sendable, Comparable {
  /// In order, each once.
  public let skills: [Skill]

  /// A set of skills.
  public init(_ skills: Set<Skill>) { self.skills = skills.sorted() }

  /// By their names, one after the other.
  public static func < (left: Self, right: Self) -> Bool { left.skills.lexicographicallyPrecedes(right.skills) }
}

extension SkillSet: Codable {
  /// Reads a list.
  public init(from decoder: any Decoder) throws {
    self.init(Set(try decoder.singleValueContainer().decode([Skill].self)))
  }

  /// Writes the list in order.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(skills)
  }
}
