/// Numbers of one length from a first to a last, as carriers hand them out.
public struct NumberRange: Hashable, Sendable, Codable {
  public let first: PhoneNumber
  public let last: PhoneNumber

  /// From `first` to `last`, both included; `nil` when they differ in length or stand the wrong way round.
  public init?(_ first: PhoneNumber, _ last: PhoneNumber) {
    guard first.digits.utf8.count == last.digits.utf8.count, first <= last else { return nil }
    self.first = first
    self.last = last
  }
}
