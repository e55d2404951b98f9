/// A DID of a tenant: a number that callers dial to reach it. No number has two tenants.
public struct PhoneLine: Equatable, Sendable, Codable {
  public let number: PhoneNumber

  /// The line with this number.
  public init(number: PhoneNumber) { self.number = number }
}
