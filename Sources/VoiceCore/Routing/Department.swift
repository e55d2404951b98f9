/// A group of people in a tenant's company that callers can be handed to.
public struct Department: Equatable, Sendable, Codable {
  /// Names one department.
  public typealias ID = Identifier<Department>

  /// Characters of a name.
  public static let nameLength = 1...100

  public let id: ID
  /// As it is said to callers: "sales".
  public var name: String
  /// The number that rings there.
  public var number: PhoneNumber
  /// The department above it, whose members see what is this one's; `nil` for one at the top.
  public var parent: ID?

  /// A department that is reached at this number.
  public init(id: ID, name: String, number: PhoneNumber, parent: ID? = nil) {
    self.id = id
    self.name = name
    self.number = number
    self.parent = parent
  }
}
