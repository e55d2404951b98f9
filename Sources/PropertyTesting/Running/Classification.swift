/// One line of a property's `classifying:` list: what kind of case a value is, and which kinds must come.
public struct Classification<Input: Sendable>: Sendable {
  enum Rule: Sendable {
    case bears(label: String, demand: Coverage?, predicate: @Sendable (Input) -> Bool)
    case collects(label: String, text: @Sendable (Input) -> String)
  }

  let rule: Rule

  /// Counts the cases for which `predicate` holds.
  public static func label(_ label: String, _ predicate: @escaping @Sendable (Input) -> Bool) -> Self {
    Self(rule: .bears(label: label, demand: nil, predicate: predicate))
  }

  /// Counts the cases for which `predicate` holds and demands that they are at least `percent` of all.
  public static func cover(
    _ label: String, atLeast percent: Double, _ predicate: @escaping @Sendable (Input) -> Bool
  ) -> Self {
    Self(rule: .bears(label: label, demand: Coverage(label, atLeast: percent), predicate: predicate))
  }

  /// Counts the cases for which `predicate` holds and demands at least one, if need be among the values that are drawn
  /// for coverage alone.
  public static func sometimes(_ label: String, _ predicate: @escaping @Sendable (Input) -> Bool) -> Self {
    Self(rule: .bears(label: label, demand: .sometimes(label), predicate: predicate))
  }

  /// Counts the cases by the text that `text` makes of them, as "label: text".
  public static func collect(_ label: String, _ text: @escaping @Sendable (Input) -> String) -> Self {
    Self(rule: .collects(label: label, text: text))
  }
}
