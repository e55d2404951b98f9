/// One parameter of a webhook, decoded.
public struct FormField: Equatable, Sendable {
  public var name: String
  /// May be empty.
  public var value: String

  /// A parameter with this name and value.
  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}
