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
  /// What callers hear before they leave a message; words of ours in other languages.
  public var greetings: Greetings

  /// A department that is reached at this number.
  public init(id: ID, name: String, number: PhoneNumber, parent: ID? = nil, greetings: Greetings = Greetings()) {
    self.id = id
    self.name = name
    self.number = number
    self.parent = parent
    self.greetings = greetings
  }
}

extension Department {
  private enum CodingKeys: String, CodingKey { case id, name, number, parent, greetings }

  /// Reads a department; one that is older than greetings has none.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      id: try container.decode(ID.self, forKey: .id), name: try container.decode(String.self, forKey: .name),
      number: try container.decode(PhoneNumber.self, forKey: .number),
      parent: try container.decodeIfPresent(ID.self, forKey: .parent),
      greetings: try container.decodeIfPresent(Greetings.self, forKey: .greetings) ?? Greetings())
  }

  /// Writes it; without greetings as before there were any.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(id, forKey: .id)
    try container.encode(name, forKey: .name)
    try container.encode(number, forKey: .number)
    try container.encodeIfPresent(parent, forKey: .parent)
    if !greetings.all.isEmpty { try container.encode(greetings, forKey: .greetings) }
  }
}
