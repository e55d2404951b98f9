/// Marks in place of personal values: equal for equal values of one kind, of no use to anyone without the key.
public struct LogMarks: Sendable {
  /// The mark of a kind's value: 12 hexadecimal digits, so few that they point to a line and prove nothing.
  public let mark: @Sendable (_ kind: String, _ value: String) -> String

  /// Marks by this closure.
  public init(mark: @escaping @Sendable (_ kind: String, _ value: String) -> String) { self.mark = mark }
}
