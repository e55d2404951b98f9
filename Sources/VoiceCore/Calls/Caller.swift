/// Who calls, as far as the network tells: a number, or nothing when the caller withholds it.
public enum Caller: Hashable, Sendable, Codable {
  /// A caller with a number.
  case number(PhoneNumber)
  /// A caller who withholds the number, which is legal. Stays withheld through every transfer (property 8).
  case withheld

  /// The number, if there is one.
  public var number: PhoneNumber? {
    if case .number(let number) = self { number } else { nil }
  }
}
