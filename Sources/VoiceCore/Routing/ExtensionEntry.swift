/// An extension and whom it reaches.
public struct ExtensionEntry: Equatable, Sendable, Codable {
  public let number: Extension
  public let owner: ExtensionDirectory.Owner

  /// An entry of the directory.
  public init(_ number: Extension, _ owner: ExtensionDirectory.Owner) {
    self.number = number
    self.owner = owner
  }
}
