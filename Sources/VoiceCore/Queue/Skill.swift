/// Something that an agent can and a caller may need: `billing`, `spanish`.
public struct Skill: Hashable, Sendable, Codable, Comparable {
  public let name: String

  /// A skill of this name, folded to lower case.
  public init(_ name: String) { self.name = name.lowercased() }

  /// Reads the bare name.
  public init(from decoder: any Decoder) throws { self.init(try decoder.singleValueContainer().decode(String.self)) }

  /// Writes the bare name.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(name)
  }

  /// By name.
  public static func < (left: Self, right: Self) -> Bool { left.name < right.name }
}
