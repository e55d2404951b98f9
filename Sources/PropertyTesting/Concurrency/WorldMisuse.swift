/// A simulated world, or something in it, was used as it must not be.
public struct WorldMisuse: Error, Equatable, Sendable, CustomStringConvertible {
  /// What was done, and by whom.
  public let description: String

  init(_ description: String) { self.description = description }
}
