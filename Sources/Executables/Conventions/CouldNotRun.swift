/// Something outside our hands is missing, or isn't available yet: exit code 3.
public struct CouldNotRun: Error, CustomStringConvertible {
  public let description: String

  /// A failure that is told in this one line.
  public init(_ description: String) { self.description = description }
}
