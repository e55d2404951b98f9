/// What a caller can choose by key: made from a tenant's knowledge and departments. `0` is always a person, `*` repeats.
public struct KeyMenu: Equatable, Sendable {
  /// Keys `1`–`9` are given to knowledge first, then to departments; what has no key left isn't offered.
  public static let maximumChoices = 9

  /// What a key stands for.
  public enum Choice: Equatable, Sendable {
    case entry(KnowledgeEntry)
    case department(Department)
    /// A person of customer service.
    case person
    /// Say the menu again.
    case again
  }

  /// The offered keys in order, without `0` and `*`.
  public let offers: [(key: DialKey, choice: Choice)]

  /// The menu of a brief.
  public init(_ brief: ReceptionistBrief) {
    let choices = brief.knowledge.map(Choice.entry) + brief.departments.map(Choice.department)
    offers = zip("123456789", choices).compactMap { sign, choice in DialKey(sign).map { ($0, choice) } }
  }

  /// What the key stands for; `nil` when it means nothing here, which is a failed attempt.
  public func choice(for key: DialKey) -> Choice? {
    switch key.character {
    case "0": .person
    case "*": .again
    default: offers.first { $0.key == key }?.choice
    }
  }

  public static func == (left: KeyMenu, right: KeyMenu) -> Bool {
    left.offers.elementsEqual(right.offers) { $0.key == $1.key && $0.choice == $1.choice }
  }
}
