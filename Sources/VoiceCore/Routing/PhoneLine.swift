/// A DID of a tenant: a number that callers dial to reach it. No number has two tenants.
public struct PhoneLine: Equatable, Sendable, Codable {
  public let number: PhoneNumber
  /// The department that it leads to at once; the receptionist answers when `nil`.
  public let department: Department.ID?

  /// The line with this number.
  public init(number: PhoneNumber, department: Department.ID? = nil) {
    self.number = number
    self.department = department
  }
}
