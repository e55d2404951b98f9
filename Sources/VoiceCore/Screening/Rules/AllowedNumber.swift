/// A caller who is never suspected: an entry of the allow-list.
public struct AllowedNumber: Hashable, Sendable, Codable {
  /// Names one entry.
  public typealias ID = Identifier<AllowedNumber>

  public let id: ID
  public let number: PhoneNumber

  /// An entry for this number.
  public init(id: ID, number: PhoneNumber) {
    self.id = id
    self.number = number
  }
}
